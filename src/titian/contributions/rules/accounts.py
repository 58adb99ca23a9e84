"""Numbers to pay to (domain-rules §2.6)."""

from titian.contributions.types import VirtualAccount

# Which bank wants which number in front; all other banks as the first line.
PREFIXES = {
    "BRI": "88888",
    "BNI": "88888",
    "BTN": "88888",
    "BCA": "88888",
    "Mandiri": "89888",
}
_CARD_DIGITS = 13
_CUSTOMER_DIGITS = 11
_OF_EMPLOYERS = "900"
_FIRST_DIGITS = tuple(f"{n:02}" for n in range(100))


def customer_no(card_number: str) -> str:
    """The last eleven digits of a card: what names the family to a bank."""
    return card_number[-_CUSTOMER_DIGITS:]


def employer_no(employer_code: str) -> str:
    return f"{_OF_EMPLOYERS}{employer_code:0>8}"


def virtual_accounts(number: str) -> list[VirtualAccount]:
    return [VirtualAccount(bank, first + number, number) for bank, first in PREFIXES.items()]


def possible_cards(number: str) -> list[str]:
    """Every card that ends in these eleven digits; none when they are not eleven digits."""
    if len(number) != _CUSTOMER_DIGITS or not (number.isascii() and number.isdecimal()):
        return []
    return [first + number for first in _FIRST_DIGITS]
