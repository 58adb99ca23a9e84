"""A person as a city or an operator brings them in a file, read and of the right shape."""

from dataclasses import dataclass
from datetime import date

from titian.members.types.people import Relation, Segment, Sex, WardClass


@dataclass(frozen=True, slots=True)
class MemberRow:
    """By NIK, else by card number. Empty texts leave what is on record; `is_active` and `since`
    tell how the membership of somebody new begins.
    """

    nik: str
    card_number: str
    kk_number: str
    full_name: str
    birth_date: date
    sex: Sex
    relation: Relation
    segment: Segment
    ward_class: WardClass
    since: date
    is_active: bool = True
    facility_code: str = ""
    village_code: str = ""
    address: str = ""
    phone: str = ""
