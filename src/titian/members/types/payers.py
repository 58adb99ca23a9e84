"""Plain records of who pays for whom: what dues need to know of a family, and no names."""

from dataclasses import dataclass
from datetime import date

from titian.members.types.people import Relation, Segment, Status, WardClass


@dataclass(frozen=True, slots=True)
class Payer:
    """One person of a family, as far as dues depend on it."""

    person_id: int
    segment: Segment
    ward_class: WardClass
    status: Status
    since: date
    birth_date: date
    relation: Relation


@dataclass(frozen=True, slots=True)
class PayingFamily:
    """A family with its living people. `months_in_arrears` is what was last said of it."""

    family_id: int
    head_id: int
    head_name: str
    months_in_arrears: int
    people: tuple[Payer, ...]


@dataclass(frozen=True, slots=True)
class PayerGroup:
    """How many people of a family share segment, class and status: enough to bill them."""

    family_id: int
    months_in_arrears: int
    segment: Segment
    ward_class: WardClass
    status: Status
    people: int
