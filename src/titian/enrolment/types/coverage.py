"""What our own records say of somebody who is to be proposed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Coverage:
    """`nik` as it was asked for; nothing else of the person."""

    nik: str
    is_known: bool = False
    is_active: bool = False
    segment: str = ""
    is_in_arrears: bool = False
