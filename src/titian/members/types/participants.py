"""A participant as the scheme's services tell facilities (domain-rules §1.7)."""

from dataclasses import dataclass
from datetime import date

from titian.members.types.people import Standing, Status


@dataclass(frozen=True, slots=True)
class Participant:
    """A whole record for a facility that has the number in hand.

    `status` and `since` are those of the day asked for, which may lie before today;
    `standing` is today's. `began_on` is the day of the first registration.
    """

    standing: Standing
    status: Status
    since: date
    began_on: date
    nik: str
    card_number: str
    phone: str
    facility_scheme_code: str
