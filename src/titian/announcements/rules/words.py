"""What may be written, and how it is read: a small part of Markdown, as records, never as HTML.

A template writes each record with its own escaping, so that whatever was typed stays text.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from titian.announcements.errors import IdentityTold, WordsMissing, WordsTooMany
from titian.announcements.types import Text

MOST_TITLE = 120
MOST_BODY = 6_000
_LEAD = 220

_IDENTITY = re.compile(r"(?<!\d)\d(?:[ .-]?\d){15}(?!\d)")
_UNKEPT = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")  # no feed may hold them
_BREAK = re.compile(r"\n\s*\n")
_ITEM = re.compile(r"^\s{0,3}(?:[-*•]|\d{1,2}[.)])\s+(.+)$")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(.+)$")
_INLINE = re.compile(r"\*\*(?P<bold>[^*\n]+)\*\*|\[(?P<words>[^\]\n]+)\]\((?P<link>[^)\s]+)\)")
_SAFE = re.compile(r"^(?:https://[^\s\"'<>\\]+|/(?![/\\])[^\s\"'<>\\]*|tel:\+?[0-9]{3,15})$")


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Span:
    text: str
    is_bold: bool = False
    link: str = ""

    @property
    def is_ours(self) -> bool:
        """A link that leads nowhere from another site."""
        return self.link.startswith("/")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, or a list; a line or an item is a row of spans."""

    kind: BlockKind
    rows: tuple[tuple[Span, ...], ...]


def sound_words(text: str, most: int) -> str:
    """As written, of any script; only what cannot be kept is left out, nothing is cut.

    Raises WordsMissing, WordsTooMany, IdentityTold.
    """
    alike = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = _UNKEPT.sub("", alike).strip()
    if not kept:
        raise WordsMissing
    if len(kept) > most:
        raise WordsTooMany(most=most)
    if _IDENTITY.search(kept):
        raise IdentityTold
    return kept


def sound_text(text: Text) -> Text:
    """Raises as `sound_words`; a title is one line."""
    title = " ".join(sound_words(text.title, MOST_TITLE).split())
    return Text(title, sound_words(text.body, MOST_BODY))


def blocks(body: str) -> tuple[Block, ...]:
    """The body as it is laid out."""
    found: list[Block] = []
    for part in _BREAK.split(body.strip()):
        found += _laid_out(part.split("\n"))
    return tuple(found)


def lead(body: str) -> str:
    """The first words, without marks, for a list."""
    first = next((one for one in blocks(body) if one.kind is not BlockKind.HEADING), None)
    words = " ".join("".join(span.text for span in row) for row in first.rows) if first else ""
    if len(words) <= _LEAD:
        return words
    return words[:_LEAD].rpartition(" ")[0].rstrip(",.;:") + " …"


def _laid_out(lines: list[str]) -> list[Block]:
    found: list[Block] = []
    for line in lines:
        kind, words = _read(line)
        row = _spans(words)
        if found and found[-1].kind is kind is not BlockKind.HEADING:
            found[-1] = Block(kind, (*found[-1].rows, row))
        elif row:
            found.append(Block(kind, (row,)))
    return found


def _read(line: str) -> tuple[BlockKind, str]:
    if heading := _HEADING.match(line):
        return BlockKind.HEADING, heading[1]
    if item := _ITEM.match(line):
        return BlockKind.LIST, item[1]
    return BlockKind.PARAGRAPH, line.strip()


def _spans(line: str) -> tuple[Span, ...]:
    """Marks that are not whole, and links that lead who knows where, stay as they were typed."""
    found: list[Span] = []
    done = 0
    for mark in _INLINE.finditer(line):
        link = mark["link"] or ""
        if link and not _SAFE.match(link):
            continue
        found.append(Span(line[done : mark.start()]))
        found.append(Span(mark["bold"] or mark["words"], bool(mark["bold"]), link))
        done = mark.end()
    found.append(Span(line[done:]))
    return tuple(one for one in found if one.text)
