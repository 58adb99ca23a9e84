"""What the assistant remembers of a conversation, as it is written down and read again."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256

FORGOTTEN_AFTER = timedelta(hours=24)
PROOF_LASTS = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Memory:
    """`topic` is the intent being served, `asks` the question that stands open, `choices` the
    keys last offered in their order, `steps` how many messages this topic has taken.
    """

    topic: str = ""
    asks: str = ""
    slots: Mapping[str, str] = field(default_factory=dict)
    choices: tuple[tuple[str, str], ...] = ()
    steps: int = 0
    misses: int = 0
    questions: tuple[str, ...] = ()  # what was asked in this topic, as digests
    wrong: int = 0  # identities that matched nobody
    cools_until: str = ""
    proved: int = 0  # the person, by code or by a number on record
    proved_until: str = ""

    def asking(self, asks: str, **slots: str) -> "Memory":
        """The question that stands open now, with what has been said."""
        return replace(self, asks=asks, slots={**self.slots, **slots}, misses=0)

    def done(self) -> "Memory":
        """The topic is served; who speaks stays known."""
        return replace(
            self, topic="", asks="", slots={}, choices=(), steps=0, misses=0, questions=()
        )

    def having_asked(self, question: str) -> "Memory":
        """So that the same question is not asked for ever."""
        return replace(self, questions=(*self.questions, _digest(question)))

    def having_waited(self) -> "Memory":
        """Whoever stands in a line asks again and again, and that is no trouble with us."""
        return replace(self, steps=0, questions=())

    def times_asked(self, question: str) -> int:
        return self.questions.count(_digest(question))

    def knowing(self, person: int, at: datetime) -> "Memory":
        """Who it is has been proved; for half an hour."""
        until = (at + PROOF_LASTS).isoformat()
        return replace(self, proved=person, proved_until=until, wrong=0, cools_until="")

    def person(self, at: datetime) -> int:
        """Who has proved themselves, 0 when nobody or too long ago."""
        is_fresh = self.proved_until and at < datetime.fromisoformat(self.proved_until)
        return self.proved if is_fresh else 0

    def cools(self, at: datetime) -> bool:
        return bool(self.cools_until) and at < datetime.fromisoformat(self.cools_until)


def written(memory: Memory) -> str:
    return json.dumps({key: value for key, value in asdict(memory).items() if value})


def read(text: str, *, spoke_at: datetime, at: datetime) -> Memory:
    """Empty after a day of silence; what another release wrote and we do not know is dropped."""
    if not text or at - spoke_at > FORGOTTEN_AFTER:
        return Memory()
    known = {key: value for key, value in json.loads(text).items() if key in Memory.__slots__}
    known["choices"] = tuple((key, label) for key, label in known.get("choices", ()))
    known["questions"] = tuple(known.get("questions", ()))
    return Memory(**known)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:8]
