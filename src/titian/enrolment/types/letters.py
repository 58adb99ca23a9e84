"""The city's letter to the scheme."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from titian.enrolment.types.procedures import Effect


class LetterState(StrEnum):
    MADE = "made"
    SIGNED = "signed"
    RECEIVED = "received"


@dataclass(frozen=True, slots=True)
class LetterPerson:
    """One line of the annex as who signs reads it, and what became of it."""

    line: int
    application_code: str
    effect: Effect
    nik: str
    kk_number: str
    full_name: str
    birth_date: date
    sex: str
    address: str
    village_name: str
    facility_name: str
    is_urgent: bool
    is_taken: bool | None
    active_from: date | None
    why: str


@dataclass(frozen=True, slots=True)
class LetterLook:
    """A letter on the list of the office that signs."""

    id: int
    number: str
    city: str
    city_name: str
    head_title: str
    state: LetterState
    made_at: datetime
    signed_at: datetime | None
    received_at: datetime | None
    people: int
    bounced: int
    last_error: str
    receipt: str
    check_code: str
    is_sample: bool


@dataclass(frozen=True, slots=True)
class LetterDesk:
    """What waits for a letter in one city, and the letters made lately, newest first."""

    city: str
    city_name: str
    waiting: int
    waiting_urgent: int
    letters: tuple[LetterLook, ...]


@dataclass(frozen=True, slots=True)
class LetterText:
    """All that the paper says; `sample` puts a word across that it is one."""

    number: str
    check_code: str
    city_name: str
    head_title: str
    on: date
    is_sample: bool
    people: tuple[LetterPerson, ...]


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A place of the published order: the end of a code, never a name."""

    place: int
    code_end: str
    people: int
    since: datetime


@dataclass(frozen=True, slots=True)
class QuotaView:
    city_name: str
    people_paid: int | None
    people_now: int
    lines: tuple[WaitingLine, ...]


@dataclass(frozen=True, slots=True)
class LetterCheck:
    """What the public page says of a letter: that it is genuine, never who is in it."""

    number: str
    city_name: str
    signed_at: datetime
    signer_title: str
    people: int
    received_on: date | None
    digest: str
    is_sample: bool
