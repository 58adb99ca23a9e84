"""What a link in a notice carries: signed, good for one thing, short enough for an SMS."""

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

_LETTERS = "abcdefghjkmnpqrstvwxyz"
_LENGTH = 16  # of 22 values each: nobody guesses one


def token_of(pk: int, salt: str) -> str:
    number = signing.b62_encode(pk)
    return f"{number}-{_signature(number, salt)}"


def find_signed(token: str, salt: str) -> int | None:
    """Whose token this is; None for one that we have not made."""
    number, _, signature = token.partition("-")
    if not constant_time_compare(signature, _signature(number, salt)):
        return None
    return signing.b62_decode(number)


def _signature(number: str, salt: str) -> str:
    """In letters only: digits in a row look like a number that must not leave."""
    digest = salted_hmac(salt, number, algorithm="sha256").digest()[:_LENGTH]
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest)
