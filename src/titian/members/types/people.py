"""Plain records of membership that other packages may hold."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum

from titian.members.types.helping import Help


class Status(StrEnum):
    """Domain-rules §1.5. Only AKTIF allows booking and insured care."""

    AKTIF = "AKTIF"
    MENUNGGU_BAYAR_PERTAMA = "MENUNGGU_BAYAR_PERTAMA"
    NONAKTIF_TUNGGAKAN = "NONAKTIF_TUNGGAKAN"
    NONAKTIF_SEGMEN = "NONAKTIF_SEGMEN"
    MENINGGAL = "MENINGGAL"
    DITANGGUHKAN_LN = "DITANGGUHKAN_LN"
    DUPLIKAT = "DUPLIKAT"


class Segment(StrEnum):
    """Who pays (domain-rules §1.2)."""

    PBI_JK = "PBI_JK"
    PBPU_PEMDA = "PBPU_PEMDA"
    PPU_PN = "PPU_PN"
    PPU_BU = "PPU_BU"
    PBPU = "PBPU"
    BP = "BP"
    VETERAN = "BP_VETERAN"  # veterans, pioneers, their widows and orphans: paid by the state


class WardClass(StrEnum):
    FIRST = "I"
    SECOND = "II"
    THIRD = "III"
    KRIS = "KRIS"


class Sex(StrEnum):
    MALE = "L"
    FEMALE = "P"


class Relation(IntEnum):
    """The place in the family, numbered as `pisa` of the bridging records (§1.1)."""

    HEAD = 1
    SPOUSE = 2
    CHILD = 3
    PARENT = 4
    OTHER = 5


class Change(StrEnum):
    """What can happen to a membership."""

    REGISTERED = "registered"
    REGISTERED_UNPAID = "registered_unpaid"
    FIRST_PAYMENT = "first_payment"
    FELL_IN_ARREARS = "fell_in_arrears"
    ARREARS_PAID = "arrears_paid"
    LEFT_SEGMENT = "left_segment"
    JOINED_SEGMENT = "joined_segment"
    REACTIVATED = "reactivated"
    WENT_ABROAD = "went_abroad"
    RETURNED = "returned"
    DIED = "died"
    MERGED = "merged"
    JOINED_UNPAID = "joined_unpaid"
    CLASS_CHANGED = "class_changed"


@dataclass(frozen=True, slots=True)
class Happening:
    """One change on one day; segment and class only where the change brings new ones."""

    change: Change
    on: date
    segment: Segment | None = None
    ward_class: WardClass | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """Where the happenings so far have led."""

    status: Status
    since: date
    segment: Segment
    ward_class: WardClass
    died_on: date | None = None
    happenings: int = 1


@dataclass(frozen=True, slots=True)
class Standing:
    """The one truth about a person's membership, as far as the viewer may see it.

    A head of family sees an adult who has not consented without segment and ward class
    (`is_full` is False); card and contacts are refused then. `is_helped` tells that the viewer
    reaches this person only as a helper, who may do no more than `helps`.
    """

    person_id: int
    full_name: str
    birth_date: date
    sex: Sex
    status: Status
    status_since: date
    segment: Segment | None
    ward_class: WardClass | None
    facility_id: int | None
    family_id: int
    family_head: int
    relation: Relation
    facility_code: str = ""
    facility_name: str = ""
    timezone: str = "Asia/Jakarta"  # of that facility; Jakarta's without one
    months_in_arrears: int = 0
    region: str = ""  # the family's village, else the regency of that facility
    is_full: bool = True
    is_helped: bool = False
    helps: tuple[Help, ...] = tuple(Help)

    @property
    def may_book(self) -> bool:
        """Whether the viewer may take a number for this person."""
        return Help.BOOK in self.helps

    @property
    def is_active(self) -> bool:
        return self.status is Status.AKTIF

    @property
    def is_head(self) -> bool:
        return self.person_id == self.family_head

    def age_on(self, day: date) -> int:
        """Whole years on a day; somebody born on 29 February turns a year older on 1 March."""
        before_birthday = (day.month, day.day) < (self.birth_date.month, self.birth_date.day)
        return day.year - self.birth_date.year - before_birthday


@dataclass(frozen=True, slots=True)
class Card:
    """What the digital card shows."""

    standing: Standing
    card_number: str
    nik_masked: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A person's record opened by staff: the standing, and masked numbers beside it."""

    standing: Standing
    nik_masked: str
    card_number: str


@dataclass(frozen=True, slots=True)
class Unreached:
    """The last message to a person did not arrive: there is no address, or a wrong one."""

    told_at: datetime
    has_address: bool


@dataclass(frozen=True, slots=True)
class News:
    """How what we say reaches somebody: what did not arrive, and how much was not looked at."""

    unreached: Unreached | None
    unread: int


@dataclass(frozen=True, slots=True)
class NamedOnly:
    """A line of a list: enough to tell people apart, not to know them."""

    person_id: int
    masked_name: str
    birth_year: int
    sex: Sex
    status: Status
    facility_name: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    change: Change
    on: date
    status: Status
    reason: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class NewContact:
    """An address on record; `channel` is one of notifications' channels."""

    channel: str
    to: str
    verified: bool = True


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody to be registered. A newborn may have no NIK yet (domain-rules §1.4)."""

    nik: str | None
    card_number: str
    full_name: str
    birth_date: date
    sex: Sex
    relation: Relation
    happenings: tuple[Happening, ...]
    facility_id: int | None = None
    contacts: tuple[NewContact, ...] = ()


@dataclass(frozen=True, slots=True)
class NewFamily:
    """A family card with its people; exactly one is the head."""

    kk_number: str
    people: tuple[NewPerson, ...]
    village_code: str | None = None
    address: str = ""
    months_in_arrears: int = 0
