from typing import ClassVar

from titian.kernel.errors import Kind, Refusal, Side


class NoSuchMessage(Refusal):
    code: ClassVar[str] = "notifications.no_such_message"
    kind: ClassVar[Kind] = Kind.NOT_FOUND
    side: ClassVar[Side] = Side.PERSON
