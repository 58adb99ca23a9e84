"""Replies as one message: the words, what can be pressed, and both as plain text."""

import json
import re
from collections.abc import Sequence

from titian.assistant.types import Choice, Link, Reply

# Thirteen digits are a card, sixteen a NIK; a number to pay to begins as no NIK does.
_IDENTITY_NUMBER = re.compile(r"(?<!\d)(?!8[89]888)(?:\d{16}|\d{13})(?!\d)")
_SHOWN = 4


def facts_of(replies: Sequence[Reply], *, origin: str, door: str) -> dict[str, str | int]:
    """What a notice carries: `said` without the choices, `numbered` them as lines, `choices` as
    JSON for who can press them, `link` where the answer is read a day later.
    """
    said = "\n\n".join(part for one in replies for part in (one.text, _links(one.links, origin)))
    offered = choices_of(replies)
    return {
        "said": covered(re.sub(r"\n{3,}", "\n\n", said).strip()),
        "numbered": "\n".join(f"{n}. {one.label}" for n, one in enumerate(offered, 1)),
        "choices": json.dumps([[one.key, one.label] for one in offered], ensure_ascii=False),
        "link": f"{origin}{door}",
    }


def choices_of(replies: Sequence[Reply]) -> tuple[Choice, ...]:
    """Those of the last reply that offers any: the others have been passed."""
    offering = [one.choices for one in replies if one.choices]
    return offering[-1] if offering else ()


def covered(text: str) -> str:
    """What may be a NIK or a card: only its end leaves for a gateway."""
    return _IDENTITY_NUMBER.sub(lambda found: f"•••{found[0][-_SHOWN:]}", text)


def _links(links: Sequence[Link], origin: str) -> str:
    return "\n".join(f"{one.label}: {origin}{one.path}" for one in links)
