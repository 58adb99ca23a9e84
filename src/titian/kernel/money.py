"""Rupiah are whole numbers; shares of them are rounded half up (domain-rules §2.1, L)."""

from decimal import ROUND_HALF_UP, Decimal


def share_of(rupiah: int, rate: Decimal) -> int:
    """A share of an amount, such as 4 % of a wage, rounded half up to whole rupiah."""
    return int((rupiah * rate).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def rupiah(amount: int) -> str:
    """As people write it, in Indonesian and in English alike: `Rp1.750.000`, `-Rp500`."""
    sign = "-" if amount < 0 else ""
    return f"{sign}Rp{abs(amount):,}".replace(",", ".")
