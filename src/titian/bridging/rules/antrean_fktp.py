"""The words of Antrean FKTP (bpjs-protocols §6.1): what a clinic says of its numbers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from titian.bridging.errors import WireRefused
from titian.bridging.rules import wire_fields as fields
from titian.facilities.types import PlannedSession, PractitionerView, ServiceView

REFUSED = 201
PRESENT, ABSENT = "1", "2"


@dataclass(frozen=True, slots=True)
class SaidNumber:
    """`antrean/add`: somebody was given a number at the clinic."""

    card: str
    nik: str
    phone: str
    service_code: str
    record_number: str
    day: date
    doctor_code: int
    hours: str
    label: str
    number: int
    note: str


def number(body: fields.Body) -> SaidNumber:
    card, nik = fields.digits(body, "nomorkartu", 13), fields.digits(body, "nik", 16)
    if not (card or nik):
        raise WireRefused(REFUSED, "nomorkartu atau nik belum diisi")
    counted = fields.number(body, "angkaantrean")
    if counted is None or not 0 < counted < 10_000:
        raise WireRefused(REFUSED, "angkaantrean tidak sesuai")
    return SaidNumber(
        card=card,
        nik=nik,
        phone=fields.text(body, "nohp", longest=20),
        service_code=fields.needed(body, "kodepoli"),
        record_number=fields.text(body, "norm", longest=20),
        day=fields.needed_day(body, "tanggalperiksa"),
        doctor_code=fields.number(body, "kodedokter") or 0,
        hours=fields.text(body, "jampraktek", longest=15),
        label=fields.needed(body, "nomorantrean")[:10],
        number=counted,
        note=fields.text(body, "keterangan", longest=300),
    )


@dataclass(frozen=True, slots=True)
class SaidPerson:
    """Whose number a clinic means: a person, on a day, for a service."""

    card: str
    service_code: str
    day: date


def person(body: fields.Body) -> SaidPerson:
    card = fields.digits(body, "nomorkartu", 13)
    if not card:
        raise WireRefused(REFUSED, "nomorkartu belum diisi")
    return SaidPerson(
        card, fields.needed(body, "kodepoli"), fields.needed_day(body, "tanggalperiksa")
    )


def is_present(body: fields.Body) -> bool:
    """Called and there, or called and not."""
    status = fields.needed(body, "status")
    if status not in (PRESENT, ABSENT):
        raise WireRefused(REFUSED, "status harus 1 (hadir) atau 2 (tidak hadir)")
    return status == PRESENT


def called_at(body: fields.Body, at: datetime) -> datetime:
    """When, by the clinic's clock; now when it does not say."""
    return fields.moment(body, "waktu") or at


def services(found: Iterable[ServiceView]) -> list[dict[str, object]]:
    """Some clients read `namapoli`, others `nmpoli`."""
    return [
        {
            "namapoli": one.name,
            "nmpoli": one.name,
            "nmsubspesialis": one.name,
            "kdsubspesialis": one.code,
            "kodepoli": one.code,
            "kdpoli": one.code,
        }
        for one in found
    ]


def doctors(
    sessions: Iterable[PlannedSession], people: Mapping[int, PractitionerView], zone: ZoneInfo
) -> list[dict[str, object]]:
    """One row for each sitting."""
    return [
        {
            "namadokter": people[one.practitioner_id].name,
            "kodedokter": people[one.practitioner_id].scheme_code,
            "jampraktek": _hours(one, zone),
            "kapasitas": one.bookable + one.counter + one.reserve,
        }
        for one in sessions
    ]


def _hours(one: PlannedSession, zone: ZoneInfo) -> str:
    return f"{one.starts_at.astimezone(zone):%H:%M}-{one.ends_at.astimezone(zone):%H:%M}"
