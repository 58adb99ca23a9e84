from typing import ClassVar

from titian.kernel.errors import Kind, Refusal, Side


class NoSuchMessage(Refusal):
    code: ClassVar[str] = "notifications.no_such_message"
    kind: ClassVar[Kind] = Kind.NOT_FOUND
    side: ClassVar[Side] = Side.PERSON


class AlwaysSaid(Refusal):
    """Codes and warnings about one's safety cannot be switched off."""

    code: ClassVar[str] = "notifications.always_said"
    kind: ClassVar[Kind] = Kind.INVALID
    side: ClassVar[Side] = Side.PERSON


class TooLongQuiet(Refusal):
    code: ClassVar[str] = "notifications.too_long_quiet"
    kind: ClassVar[Kind] = Kind.INVALID
    side: ClassVar[Side] = Side.PERSON


class StrangePushAddress(Refusal):
    """Not with a push service that is known here: nothing is ever sent there."""

    code: ClassVar[str] = "notifications.strange_push_address"
    kind: ClassVar[Kind] = Kind.INVALID
    side: ClassVar[Side] = Side.PERSON


class TooManyDevices(Refusal):
    code: ClassVar[str] = "notifications.too_many_devices"
    kind: ClassVar[Kind] = Kind.INVALID
    side: ClassVar[Side] = Side.PERSON
