"""What a hospital reads back: its numbers, their steps, and how long people waited."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from titian.bridging.errors import WireRefused
from titian.bridging.rules import antrean_rs as words
from titian.bridging.rules.wire_fields import day_said
from titian.bridging.services.antrean_places import doctor_of, service_of
from titian.bridging.services.antrean_rs.asking import NO_CONTENT, own_facility
from titian.bridging.types.wire import Call, Reply, Route, Wire, plain, sealed
from titian.members import selectors as members_read
from titian.queue import selectors as queue_read
from titian.queue.types import BookingKey, SentRow

_CLOCKS = {"rs": True, "server": False}


def steps(call: Call) -> Reply:
    code = words.booking_code(call.body)
    key = BookingKey(call.caller.facility_id, code)
    found = queue_read.task_lines(key, viewer=call.by)
    if not found:
        raise NO_CONTENT
    facility = own_facility(call)
    zone = ZoneInfo(facility.timezone)
    return sealed(words.task_rows(found, code, zone, facility.zone_name), message="OK")


def by_day(call: Call) -> Reply:
    day = day_said(call.values["tanggal"])
    rows = queue_read.sent_rows(call.caller.facility_id, viewer=call.by, at=call.at, day=day)
    return _listed(call, rows)


def by_code(call: Call) -> Reply:
    rows = queue_read.sent_rows(
        call.caller.facility_id,
        viewer=call.by,
        at=call.at,
        booking_code=call.values["kodebooking"],
    )
    return _listed(call, rows)


def active(call: Call) -> Reply:
    rows = queue_read.sent_rows(call.caller.facility_id, viewer=call.by, at=call.at, active=True)
    return _listed(call, rows)


def of_session(call: Call) -> Reply:
    doctor = call.values["kodedokter"]
    rows = queue_read.sent_rows(
        call.caller.facility_id,
        viewer=call.by,
        at=call.at,
        active=True,
        service_id=service_of(call, call.values["kodepoli"]).id,
        practitioner_id=doctor_of(call, int(doctor) if doctor.isdecimal() else 0).id,
        weekday=words.weekday(call.values["hari"]),
        hours=call.values["jampraktek"],
    )
    return _listed(call, rows)


def waiting_of_day(call: Call) -> Reply:
    day = day_said(call.values["tanggal"])
    return _waiting(call, day, day)


def waiting_of_month(call: Call) -> Reply:
    month, year = call.values["bulan"], call.values["tahun"]
    if not (month.isdecimal() and year.isdecimal() and len(year) == 4):
        raise WireRefused(words.REFUSED, "bulan dan tahun tidak sesuai")
    number, full = int(month), int(year)
    if not (1 <= number <= 12 and 2000 <= full <= 2100):
        raise WireRefused(words.REFUSED, "bulan dan tahun tidak sesuai")
    return _waiting(call, date(full, number, 1), date(full, number, monthrange(full, number)[1]))


def _waiting(call: Call, first: date, last: date) -> Reply:
    clock = _CLOCKS.get(call.values["waktu"].lower())
    if clock is None:
        raise WireRefused(words.REFUSED, "waktu harus rs atau server")
    lines = queue_read.waiting_times(
        call.caller.facility_id,
        first=first,
        last=last,
        by_facility_clock=clock,
        viewer=call.by,
        at=call.at,
    )
    if not lines:
        raise NO_CONTENT
    caller = call.caller
    rows = [words.waiting_row(line, caller.scheme_code, caller.name) for line in lines]
    return plain({"list": rows}, message="OK")


def _listed(call: Call, rows: Sequence[SentRow]) -> Reply:
    if not rows:
        raise NO_CONTENT
    people = {row.person_id for row in rows if row.person_id is not None}
    known = members_read.participants(people, viewer=call.by, on=call.on, at=call.at)
    found = []
    for row in rows:
        whose = words.Numbers(row.nik, row.card, row.phone)
        if row.person_id in known:
            record = known[row.person_id]
            whose = words.Numbers(record.nik, record.card_number, record.phone)
        found.append(words.queue_row(row, whose))
    return sealed(found, message="OK")


_LIST = "/antrean/pendaftaran"

ROUTES = (
    Route(Wire.ANTREAN_RS, ("POST",), "/antrean/getlisttask", steps, reads=True),
    Route(Wire.ANTREAN_RS, ("GET",), f"{_LIST}/tanggal/{{tanggal}}", by_day),
    Route(Wire.ANTREAN_RS, ("GET",), f"{_LIST}/kodebooking/{{kodebooking}}", by_code),
    Route(Wire.ANTREAN_RS, ("GET",), f"{_LIST}/aktif", active),
    Route(
        Wire.ANTREAN_RS,
        ("GET",),
        f"{_LIST}/kodepoli/{{kodepoli}}/kodedokter/{{kodedokter}}/hari/{{hari}}/jampraktek/{{jampraktek}}",
        of_session,
    ),
    Route(
        Wire.ANTREAN_RS,
        ("GET",),
        "/dashboard/waktutunggu/tanggal/{tanggal}/waktu/{waktu}",
        waiting_of_day,
    ),
    Route(
        Wire.ANTREAN_RS,
        ("GET",),
        "/dashboard/waktutunggu/bulan/{bulan}/tahun/{tahun}/waktu/{waktu}",
        waiting_of_month,
    ),
)
