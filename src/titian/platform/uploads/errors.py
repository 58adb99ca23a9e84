"""Why a document is not taken. The sentence is the catalogue entry `error.<code>`."""

from typing import ClassVar

from titian.kernel.errors import Kind, Refusal, Side


class _NotTaken(Refusal):
    kind: ClassVar[Kind] = Kind.INVALID
    side: ClassVar[Side] = Side.PERSON


class UploadEmpty(_NotTaken):
    """No file was chosen, or it holds nothing."""

    code: ClassVar[str] = "platform.upload_empty"


class UploadTooBig(_NotTaken):
    """More than the limit; data: `megabytes`."""

    code: ClassVar[str] = "platform.upload_too_big"


class UploadKindUnknown(_NotTaken):
    """By its content neither JPEG, PNG nor PDF, whatever its name says."""

    code: ClassVar[str] = "platform.upload_kind_unknown"


class UploadUnreadable(_NotTaken):
    """It begins like a picture or a PDF, but cannot be read to its end."""

    code: ClassVar[str] = "platform.upload_unreadable"


class UploadTooLarge(_NotTaken):
    """More picture points, pages or work than we are ready to unpack."""

    code: ClassVar[str] = "platform.upload_too_large"


class UploadLocked(_NotTaken):
    """A PDF with a password."""

    code: ClassVar[str] = "platform.upload_locked"


class UploadGone(Refusal):
    """The document is not on record any more."""

    code: ClassVar[str] = "platform.upload_gone"
    kind: ClassVar[Kind] = Kind.NOT_FOUND
