"""Questions that only the person answers easily: born when, registered at which clinic."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256

TRIES = 3  # wrong answers for one person at one facility on one day
OFFERED = 4


def is_right(*, told_born: date, told_clinic: str, born: date, clinic: str) -> bool:
    return told_born == born and bool(clinic) and told_clinic.upper() == clinic.upper()


def offered(own: int, others: Sequence[int], *, person_id: int, on: date) -> list[int]:
    """One's own clinic among others, in an order that says nothing and is the same all day."""

    def mark(one: int) -> bytes:
        return sha256(f"{one}/{person_id}/{on:%Y%m%d}".encode()).digest()

    mixed = sorted({one for one in others if one != own}, key=mark)
    return sorted([*mixed[: OFFERED - 1], own], key=lambda one: mark(one)[::-1])
