"""Which messages that reached nobody are failures of ours, and what they are called."""

NOT_DELIVERED = "code_not_delivered"
CARRIERS: tuple[str, ...] = ("whatsapp", "email", "sms")
FEATURE = "frontdoor:code"
_SIGN_IN, _PERSON = "sign_in:", "person:"


def person_of(recipient_ref: str, key: str) -> int | None:
    """Whose sign-in code it was; None for every other message."""
    number = recipient_ref.removeprefix(_PERSON)
    is_theirs = recipient_ref.startswith(_PERSON) and number.isdecimal()
    return int(number) if is_theirs and key.startswith(_SIGN_IN) else None


def reason_of(channel: str) -> str:
    """Told apart by who carries it, so that who carries it is told."""
    return f"{NOT_DELIVERED}.{channel if channel in CARRIERS else CARRIERS[0]}"


def carrier_of(reason: str) -> str:
    """Whose the reason names; empty for every other reason."""
    kind, _, channel = reason.partition(".")
    return channel if kind == NOT_DELIVERED else ""
