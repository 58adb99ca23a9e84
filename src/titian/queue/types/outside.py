"""Plain words of a line that a facility keeps in its own system (bpjs-protocols §4, §5, §6.2)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum

from titian.queue.types.line import TicketState


class VisitKind(IntEnum):
    """`jeniskunjungan`: why somebody comes."""

    REFERRAL = 1
    INTERNAL = 2
    CONTROL = 3
    BETWEEN_HOSPITALS = 4


class Task(IntEnum):
    """`taskid`: how far a visit has come (§4.3)."""

    ADMISSION_WAIT = 1
    ADMISSION = 2
    CLINIC_WAIT = 3
    CLINIC = 4
    PHARMACY_WAIT = 5
    PHARMACY = 6
    MEDICINE_READY = 7
    GONE = 99


class ErrandKind(StrEnum):
    """What we ask a facility's own system to do."""

    TAKE = "take"
    CANCEL = "cancel"
    CHECK_IN = "check_in"
    PHARMACY = "pharmacy"


class ErrandState(StrEnum):
    ASKING = "asking"
    DONE = "done"
    REFUSED = "refused"


class Odd(StrEnum):
    """What did not match between a facility's book and ours, as it happened."""

    ADD_REFUSED = "add_refused"  # it sent a number that we could not take
    TWO_NUMBERS = "two_numbers"  # one person, one session, two of its numbers
    CODE_TWICE = "code_twice"  # one of its numbers for two people
    BOOKING_UNKNOWN = "booking_unknown"  # it told of a number that we do not know
    CANCEL_REFUSED = "cancel_refused"  # it keeps a number its owner gave back
    GAVE_UP = "gave_up"  # asked for hours, no answer
    UNSURE = "unsure"  # it may hold a number that it never told


class Side(StrEnum):
    """Who must act."""

    NOBODY = "nobody"
    FACILITY_DESK = "facility_desk"
    FACILITY_IT = "facility_it"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Quotas:
    jkn: int
    jkn_left: int
    other: int
    other_left: int


@dataclass(frozen=True, slots=True)
class BookingKey:
    """A ticket by the facility's own booking code, or by whose it is for which service and day."""

    facility_id: int
    booking_code: str = ""
    person_id: int | None = None
    service_id: int | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class SentBooking:
    """A number that a facility's own system gave and tells us of (`antrean/add`)."""

    facility_id: int
    booking_code: str
    date: date
    service_id: int
    practitioner_id: int
    hours: str
    label: str
    number: int
    person_id: int | None
    is_jkn: bool = True
    nik: str = ""
    card: str = ""
    phone: str = ""
    is_new: bool = False
    record_number: str = ""
    visit_kind: VisitKind | None = None
    reference: str = ""
    expected_at: datetime | None = None
    quotas: Quotas | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class SentRow:
    """One number of a day, as the facility reads its own list back (`antrean/pendaftaran`)."""

    booking_code: str
    date: date
    service_code: str
    practitioner_code: int
    hours: str
    person_id: int | None
    nik: str
    card: str
    phone: str
    record_number: str
    visit_kind: int
    reference: str
    by_member: bool
    is_jkn: bool
    label: str
    expected_at: datetime | None
    made_at: datetime
    state: TicketState


@dataclass(frozen=True, slots=True)
class TaskLine:
    task: Task
    told_at: datetime
    noted_at: datetime


@dataclass(frozen=True, slots=True)
class WaitingTimes:
    """Seconds spent in each of the six parts of a visit, of one service on one day."""

    service_code: str
    service_name: str
    day: date
    tickets: int
    totals: tuple[int, ...]
    averages: tuple[int, ...]
    made_at: datetime


@dataclass(frozen=True, slots=True)
class ProposedDay:
    """Hours a facility asks to be planned on a weekday (1 Monday … 7 Sunday, 8 holidays)."""

    weekday: int
    opens: str
    closes: str


@dataclass(frozen=True, slots=True)
class Asking:
    """A member's booking on its way to the facility; `code` is the ticket's once there is one."""

    asking_id: int
    state: ErrandState
    code: str
    facility_name: str
    service_name: str
    practitioner_name: str
    starts_at: datetime
    ends_at: datetime
    timezone: str
    person_id: int
    asked_at: datetime
    tries: int
    is_doubtful: bool
    is_away: bool
    said: str
    receipt: str
    facility_code: str
    service_id: int
    gives_up_at: datetime
    reference: str = ""

    @property
    def look(self) -> str:
        """What decides how a page shows it; when this changes the page is read anew."""
        return f"{self.state}-{self.is_away:d}-{self.is_doubtful:d}"


@dataclass(frozen=True, slots=True)
class OutsideView:
    """What the facility says of one of its numbers."""

    label: str
    booking_code: str
    record_number: str
    reference: str
    expected_at: datetime | None
    remaining: int | None
    called_label: str
    looked_at: datetime | None
    note: str
    task: Task | None
    pharmacy_number: int | None
    pharmacy_kind: str
    waits_for: ErrandKind | None
    refused: ErrandKind | None = None


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One line of the report: what did not match, why, who must act."""

    odd: str
    label: str
    booking_code: str
    service_name: str
    at: datetime
    why: str
    acts: Side


@dataclass(frozen=True, slots=True)
class Report:
    """How a facility's book and ours agree about one day."""

    facility_id: int
    facility_name: str
    day: date
    booked_here: int
    booked_there: int
    matched: int
    mismatches: Sequence[Mismatch] = field(default_factory=tuple)
    away: timedelta = timedelta(0)

    @property
    def minutes_away(self) -> int:
        return -(-int(self.away.total_seconds()) // 60)

    @property
    def share_matched(self) -> int:
        """Of the members' bookings, in per cent, those the facility has told back."""
        return 100 if not self.booked_here else self.matched * 100 // self.booked_here
