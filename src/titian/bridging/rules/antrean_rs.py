"""The words of Antrean RS (bpjs-protocols §4): what a hospital says, and what it reads back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from titian.bridging.errors import WireRefused
from titian.bridging.rules import wire_fields as fields
from titian.facilities.types import PlannedSession, PractitionerView, ServiceView, Specialty
from titian.queue.types import (
    ProposedDay,
    Quotas,
    SentRow,
    Task,
    TaskLine,
    TicketState,
    VisitKind,
    WaitingTimes,
)

REFUSED = 201
JKN, PAYING = "JKN", "NON JKN"
HOLIDAY = 8

DAY_NAMES = (
    "SENIN", "SELASA", "RABU", "KAMIS", "JUMAT", "SABTU", "MINGGU", "HARI LIBUR NASIONAL",
)  # fmt: skip
TASK_NAMES: Mapping[Task, str] = {
    Task.ADMISSION_WAIT: "mulai waktu tunggu admisi",
    Task.ADMISSION: "akhir waktu tunggu admisi/mulai waktu layan admisi",
    Task.CLINIC_WAIT: "akhir waktu layan admisi/mulai waktu tunggu poli",
    Task.CLINIC: "akhir waktu tunggu poli/mulai waktu layan poli",
    Task.PHARMACY_WAIT: "akhir waktu layan poli/mulai waktu tunggu farmasi",
    Task.PHARMACY: "akhir waktu tunggu farmasi/mulai waktu layan farmasi membuat obat",
    Task.MEDICINE_READY: "akhir waktu obat selesai dibuat",
    Task.GONE: "tidak hadir/batal",
}
STATES: Mapping[TicketState, str] = {
    TicketState.BOOKED: "Belum dilayani",
    TicketState.PRESENT: "Belum dilayani",
    TicketState.SKIPPED: "Belum dilayani",
    TicketState.CALLED: "Sedang dilayani",
    TicketState.DONE: "Selesai dilayani",
    TicketState.CANCELLED: "Batal",
    TicketState.MOVED: "Batal",
    TicketState.ABSENT: "Batal",
    TicketState.UNSERVED: "Belum dilayani",
}

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class SaidAdd:
    """`antrean/add`: a number the hospital gave."""

    booking_code: str
    is_jkn: bool
    card: str
    nik: str
    phone: str
    service_code: str
    is_new: bool
    record_number: str
    day: date
    doctor_code: int
    hours: str
    visit_kind: VisitKind | None
    reference: str
    label: str
    number: int
    expected_at: datetime | None
    quotas: Quotas | None
    note: str


def added(body: fields.Body) -> SaidAdd:
    is_jkn = fields.text(body, "jenispasien").upper() != PAYING
    card, nik = fields.digits(body, "nomorkartu", 13), fields.digits(body, "nik", 16)
    if is_jkn and not card:
        raise WireRefused(REFUSED, "nomorkartu belum diisi")
    number = fields.number(body, "angkaantrean")
    if number is None or not 0 <= number < 100_000:
        raise WireRefused(REFUSED, "angkaantrean tidak sesuai")
    return SaidAdd(
        booking_code=booking_code(body),
        is_jkn=is_jkn,
        card=card,
        nik=nik,
        phone=fields.text(body, "nohp", longest=20).replace(" ", ""),
        service_code=fields.needed(body, "kodepoli"),
        is_new=fields.yes(body, "pasienbaru"),
        record_number=fields.text(body, "norm", longest=30),
        day=fields.needed_day(body, "tanggalperiksa"),
        doctor_code=_doctor(body),
        hours=_hours(fields.needed(body, "jampraktek")),
        visit_kind=_visit_kind(body, is_jkn=is_jkn),
        reference=fields.text(body, "nomorreferensi", longest=30).upper(),
        label=fields.needed(body, "nomorantrean")[:20],
        number=number,
        expected_at=fields.moment(body, "estimasidilayani"),
        quotas=_quotas(body),
        note=fields.text(body, "keterangan", longest=300),
    )


def booking_code(body: fields.Body) -> str:
    """Made by the hospital; it may hold any sign, such as "#"."""
    found = fields.needed(body, "kodebooking")
    if len(found) > 60:
        raise WireRefused(REFUSED, "kodebooking terlalu panjang")
    return found


def task_told(body: fields.Body) -> tuple[int, datetime]:
    task, told_at = fields.number(body, "taskid"), fields.moment(body, "waktu")
    if task is None:
        raise WireRefused(REFUSED, "taskid belum diisi")
    if told_at is None:
        raise WireRefused(REFUSED, "waktu belum diisi")
    return task, told_at


def proposed_days(body: fields.Body) -> tuple[ProposedDay, ...]:
    return tuple(
        ProposedDay(
            fields.number(one, "hari") or 0, fields.text(one, "buka"), fields.text(one, "tutup")
        )
        for one in fields.items(body, "jadwal")
    )


def weekday(said: str) -> int:
    if said not in {str(day) for day in range(1, 9)}:
        raise WireRefused(REFUSED, "hari harus 1 sampai 8")
    return int(said)


def specialties(found: Iterable[Specialty], names: Mapping[str, str]) -> list[Row]:
    return [
        {
            "nmpoli": names.get(one.parent or one.code, one.name),
            "nmsubspesialis": one.name,
            "kdsubspesialis": one.code,
            "kdpoli": one.parent or one.code,
        }
        for one in found
    ]


def fingerprint_services(found: Iterable[ServiceView]) -> list[Row]:
    return [
        {
            "kodesubspesialis": one.code,
            "namasubspesialis": one.name.upper(),
            "kodepoli": one.code,
            "namapoli": one.name.upper(),
        }
        for one in found
    ]


def doctors(found: Iterable[PractitionerView]) -> list[Row]:
    return [
        {"namadokter": one.name, "kodedokter": one.scheme_code} for one in found if one.scheme_code
    ]


def planned(
    sessions: Iterable[PlannedSession],
    service: ServiceView,
    names: Mapping[int, PractitionerView],
    zone: ZoneInfo,
) -> list[Row]:
    return [
        {
            "kodesubspesialis": service.code,
            "hari": one.date.isoweekday(),
            "kapasitaspasien": one.bookable + one.counter,
            "libur": 0,
            "namahari": DAY_NAMES[one.date.isoweekday() - 1],
            "jadwal": _between(one, zone),
            "namasubspesialis": service.name.upper(),
            "namadokter": names[one.practitioner_id].name,
            "kodepoli": service.code,
            "namapoli": service.name.upper(),
            "kodedokter": names[one.practitioner_id].scheme_code,
        }
        for one in sessions
    ]


def _between(one: PlannedSession, zone: ZoneInfo) -> str:
    """Without spaces: hospitals cut it at fixed places (§4.1)."""
    starts, ends = one.starts_at.astimezone(zone), one.ends_at.astimezone(zone)
    return f"{starts:%H:%M}-{ends:%H:%M}"


def task_rows(lines: Iterable[TaskLine], code: str, zone: ZoneInfo, zone_name: str) -> list[Row]:
    """`wakturs` is the hospital's clock, `waktu` ours: "21-11-2026 08:00:00 WIB"."""
    return [
        {
            "wakturs": f"{line.told_at.astimezone(zone):%d-%m-%Y %H:%M:%S} {zone_name}",
            "waktu": f"{line.noted_at.astimezone(zone):%d-%m-%Y %H:%M:%S} {zone_name}",
            "taskname": TASK_NAMES[line.task],
            "taskid": int(line.task),
            "kodebooking": code,
        }
        for line in lines
    ]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Whose row it is: from the record for members, else as the hospital sent it."""

    nik: str
    card: str
    phone: str


def queue_row(row: SentRow, whose: Numbers) -> Row:
    return {
        "kodebooking": row.booking_code,
        "tanggal": row.date.isoformat(),
        "kodepoli": row.service_code,
        "kodedokter": row.practitioner_code,
        "jampraktek": row.hours,
        "nik": whose.nik,
        "nokapst": whose.card,
        "nohp": whose.phone,
        "norekammedis": row.record_number,
        "jeniskunjungan": row.visit_kind,
        "nomorreferensi": row.reference,
        "sumberdata": "Mobile JKN" if row.by_member else "Bridging Antrean",
        "ispeserta": int(row.is_jkn),
        "noantrean": row.label,
        "estimasidilayani": _milliseconds(row.expected_at),
        "createdtime": _milliseconds(row.made_at),
        "status": STATES[row.state],
    }


def waiting_row(line: WaitingTimes, scheme_code: str, name: str) -> Row:
    told: Row = {
        "kdppk": scheme_code,
        "nmppk": name,
        "kodepoli": line.service_code,
        "namapoli": line.service_name.upper(),
        "tanggal": line.day.isoformat(),
        "jumlah_antrean": line.tickets,
        "insertdate": _milliseconds(line.made_at),
    }
    for part, (total, average) in enumerate(zip(line.totals, line.averages, strict=True), 1):
        told[f"waktu_task{part}"] = total
        told[f"avg_waktu_task{part}"] = average
    return told


def _milliseconds(moment: datetime | None) -> int:
    return 0 if moment is None else int(moment.timestamp() * 1000)


def _doctor(body: fields.Body) -> int:
    found = fields.number(body, "kodedokter")
    if found is None:
        raise WireRefused(REFUSED, "kodedokter belum diisi")
    return found


def _hours(said: str) -> str:
    starts, ends = fields.hours(said)
    return f"{starts:%H:%M}-{ends:%H:%M}"


def _visit_kind(body: fields.Body, *, is_jkn: bool) -> VisitKind | None:
    found = fields.number(body, "jeniskunjungan")
    if found in set(VisitKind):
        return VisitKind(found)
    if is_jkn:
        raise WireRefused(REFUSED, "jeniskunjungan harus 1 sampai 4")
    return None


def _quotas(body: fields.Body) -> Quotas | None:
    names = ("kuotajkn", "sisakuotajkn", "kuotanonjkn", "sisakuotanonjkn")
    found = [fields.number(body, name) for name in names]
    if all(one is None for one in found):
        return None
    return Quotas(*(min(max(one or 0, 0), 30_000) for one in found))
