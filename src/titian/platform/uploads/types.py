"""What is kept of a document."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class FileKind(StrEnum):
    """What is stored: every picture becomes a JPEG."""

    JPEG = "image/jpeg"
    PDF = "application/pdf"

    @property
    def ending(self) -> str:
        return "pdf" if self is FileKind.PDF else "jpg"


@dataclass(frozen=True, slots=True)
class Kept:
    """A document on record, without its content."""

    id: int
    kind: FileKind
    size: int
    at: datetime

    @property
    def is_picture(self) -> bool:
        return self.kind is FileKind.JPEG


@dataclass(frozen=True, slots=True)
class Opened:
    """A document with its content, for whoever may see it."""

    kind: FileKind
    content: bytes
