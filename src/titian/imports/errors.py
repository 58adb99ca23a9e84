"""Refusals of imports. The sentence is the catalogue entry `error.<code>`."""

from typing import ClassVar

from titian.kernel.errors import Kind, Refusal, Side


class ImportGone(Refusal):
    """Not there, or brought for a place this person does not answer for."""

    code: ClassVar[str] = "imports.gone"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class NotImporter(Refusal):
    """No role of this person brings files of that kind."""

    code: ClassVar[str] = "imports.not_importer"
    kind: ClassVar[Kind] = Kind.NOT_ALLOWED


class HeadUnknown(Refusal):
    """The first row does not name all columns; data: `missing`."""

    code: ClassVar[str] = "imports.head_unknown"
    kind: ClassVar[Kind] = Kind.INVALID
    side: ClassVar[Side] = Side.PERSON


class FileUnreadable(Refusal):
    """Neither CSV (UTF-8) nor XLSX, or it breaks off."""

    code: ClassVar[str] = "imports.file_unreadable"
    kind: ClassVar[Kind] = Kind.INVALID
    side: ClassVar[Side] = Side.PERSON


class FileTooLong(Refusal):
    """A workbook that unpacks to more than we hold at once, or a file that takes too long."""

    code: ClassVar[str] = "imports.file_too_long"
    kind: ClassVar[Kind] = Kind.INVALID
    side: ClassVar[Side] = Side.PERSON


class NotReady(Refusal):
    """The place lacks something before it can be switched on; data: `lacking`."""

    code: ClassVar[str] = "imports.not_ready"
    kind: ClassVar[Kind] = Kind.CONFLICT
