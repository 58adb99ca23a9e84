from datetime import datetime, time

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import StatementBudget
from tests.factories.accounts import signed_in_member, signed_in_staff
from tests.factories.facilities import (
    MONDAY,
    SETUP,
    make_facility,
    make_line,
    make_practitioner,
    manager_grant,
)
from titian.facilities import services as facilities
from titian.facilities.models import Facility, Practitioner, Schedule, ScheduleException
from titian.facilities.pages.presenters import spans_of
from titian.facilities.types import ExceptionKind, OpeningView
from titian.kernel import clock
from titian.kernel.scopes import Grant, Scope

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def line() -> Schedule:
    place = make_facility()
    return make_line(place, practitioner=make_practitioner(place, "dr. Wulan (contoh)"))


@pytest.fixture
def manager(client: Client, line: Schedule) -> Client:
    signed_in_staff(client, (manager_grant(line.facility),))
    return client


def week_of(line: Schedule) -> str:
    return reverse("facilities:week", args=[line.facility.code])


def filled(line: Schedule, **changes: object) -> dict[str, object]:
    """The form of a line as a browser sends it."""
    said: dict[str, object] = {
        "layanan": line.service_id,
        "dokter": line.practitioner_id,
        "hari": 2,
        "mulai": "08:00",
        "selesai": "12:00",
        "daring": 20,
        "loket": 10,
        "cadangan": 2,
        "berlaku": "2026-11-24",
    }
    return said | changes


def test_a_visitor_finds_a_puskesmas_by_name(client: Client) -> None:
    page = client.get("/faskes/", {"cari": "pkm dinoyo"})

    assert page.status_code == 200
    assert b"Puskesmas Dinoyo" in page.content
    assert b"perkiraan" in page.content


def test_a_village_leads_to_what_is_near(client: Client) -> None:
    page = client.get("/faskes/", {"cari": "tlogomas"}).content.decode()

    assert "Di dekat Tlogomas" in page
    assert "Urutan ini perkiraan" in page


def test_what_is_near_a_region_is_a_link_of_its_own(client: Client) -> None:
    assert b"Puskesmas Arjowinangun" in client.get("/faskes/", {"dekat": "35.73.03.1011"}).content
    assert client.get("/faskes/", {"dekat": "99.99"}).status_code == 404
    assert client.get("/faskes/", {"dekat": "x"}).status_code == 422


def test_nothing_found_says_what_else_to_type(client: Client) -> None:
    page = client.get("/faskes/", {"cari": "zzzzqqqq"}).content.decode()

    assert "Coba nama desa atau kecamatan saja." in page


@pytest.mark.parametrize("typed", ["%", "<script>", "💥", "\x00", "a" * 101])
def test_the_finder_bears_anything(client: Client, typed: str) -> None:
    page = client.get("/faskes/", {"cari": typed})

    assert page.status_code in (200, 422)
    assert b"<script>alert" not in page.content


def test_finding_stays_within_its_statements(
    client: Client, statements: type[StatementBudget]
) -> None:
    client.get("/faskes/", {"cari": "warm up"})

    with statements.at_most(0):
        client.get("/faskes/")
    with statements.at_most(3):
        client.get("/faskes/", {"cari": "puskesmas dinoyo"})
    with statements.at_most(10):
        client.get("/faskes/", {"cari": "tlogomas"})


def test_a_facility_not_on_titian_says_so_and_what_to_do(
    client: Client, statements: type[StatementBudget]
) -> None:
    janti = Facility.objects.get(name="Puskesmas Janti", regency="35.73")

    with statements.at_most(1):
        page = client.get(f"/faskes/{janti.code}/").content.decode()

    assert "Belum memakai Titian." in page
    assert "Datang langsung ke loket" in page
    assert "Data contoh: layanan" not in page


def test_a_facility_tells_its_week(
    client: Client, line: Schedule, at: datetime, statements: type[StatementBudget]
) -> None:
    facilities.add_exception(
        facility_id=line.facility_id,
        date=MONDAY,
        kind=ExceptionKind.CLOSED,
        reason="dokter rapat di dinas",
        by=SETUP,
        at=at,
    )
    facilities.set_opening_hours(
        facility_id=line.facility_id, hours={1: (time(7), time(14))}, by=SETUP, at=at
    )

    with clock.fixed(at), statements.at_most(7):
        page = client.get(f"/faskes/{line.facility.code}/").content.decode()

    assert "Data contoh: layanan, jam, dokter, dan telepon" in page
    assert "dokter rapat di dinas" in page
    assert "dr. Wulan (contoh)" in page
    assert "Senin 07.00–14.00" in page
    assert "WIB" in page


def test_a_holiday_is_told_by_name(client: Client, line: Schedule) -> None:
    before_christmas = datetime.fromisoformat("2026-12-21T01:00:00+00:00")

    with clock.fixed(before_christmas):
        page = client.get(f"/faskes/{line.facility.code}/").content.decode()

    assert "Hari Raya Natal" in page


def test_a_page_of_no_facility_is_not_found(client: Client) -> None:
    assert client.get("/faskes/0000000/").status_code == 404


def test_only_staff_see_the_schedule_page(client: Client, line: Schedule) -> None:
    assert client.get(week_of(line)).status_code == 302
    signed_in_member(client, 77)
    assert client.get(week_of(line)).status_code == 302


def test_staff_of_another_facility_are_refused(client: Client, line: Schedule) -> None:
    signed_in_staff(client, (manager_grant(make_facility()),))

    assert client.get(week_of(line)).status_code == 403
    assert client.post(f"{week_of(line)}baru/", filled(line)).status_code == 403
    assert client.post(f"{week_of(line)}{line.pk}/akhiri/", {}).status_code == 403


def test_the_desk_of_the_facility_may_not_edit_it(client: Client, line: Schedule) -> None:
    signed_in_staff(client, (Grant("desk", Scope("facility", line.facility.code)),))

    assert client.get(week_of(line)).status_code == 403
    assert "bukan pengelola jadwal" in client.get("/petugas/jadwal/").content.decode()


def test_a_manager_of_one_facility_goes_straight_there(manager: Client, line: Schedule) -> None:
    assert manager.get("/petugas/jadwal/").headers["Location"] == week_of(line)


def test_the_schedule_page_shows_the_week(
    manager: Client, line: Schedule, at: datetime, statements: type[StatementBudget]
) -> None:
    with clock.fixed(at), statements.at_most(6):
        page = manager.get(week_of(line)).content.decode()

    assert "Senin" in page
    assert "08.00–12.00" in page
    assert "dr. Wulan (contoh)" in page


def test_a_manager_adds_changes_and_ends_a_line(
    manager: Client, line: Schedule, at: datetime
) -> None:
    with clock.fixed(at):
        assert manager.get(f"{week_of(line)}baru/").status_code == 200
        assert manager.post(f"{week_of(line)}baru/", filled(line)).status_code == 303
        added = Schedule.objects.get(facility=line.facility, weekday=2)
        change = f"{week_of(line)}{added.pk}/"
        assert b'value="08:00"' in manager.get(change).content
        assert manager.post(change, filled(line, mulai="09.00")).status_code == 303
        changed = Schedule.objects.get(facility=line.facility, weekday=2, starts=time(9))
        end = f"{week_of(line)}{changed.pk}/akhiri/"
        assert manager.get(end).status_code == 200
        assert manager.post(end, {"berakhir": "2026-12-01"}).status_code == 303

    changed.refresh_from_db()
    assert str(changed.valid_until) == "2026-12-01"


def test_what_is_wrong_is_said_above_the_form(manager: Client, line: Schedule) -> None:
    page = manager.post(f"{week_of(line)}baru/", filled(line, mulai="pagi", daring=-1))

    assert page.status_code == 422
    assert "Tulis jam seperti 08.00." in page.content.decode()
    assert "Tidak boleh kurang dari 0." in page.content.decode()


def test_a_busy_doctor_is_said_with_a_receipt(
    manager: Client, line: Schedule, at: datetime
) -> None:
    with clock.fixed(at):
        page = manager.post(f"{week_of(line)}baru/", filled(line, hari=1, selesai="13:00"))

    assert page.status_code == 409
    assert "sudah punya jadwal di jam itu" in page.content.decode()
    assert "Kode kendala" in page.content.decode()


def test_a_manager_closes_a_day_and_takes_it_back(
    manager: Client, line: Schedule, at: datetime
) -> None:
    closed = {"tanggal": "2026-11-23", "jenis": "closed", "alasan": "cuti"}
    with clock.fixed(at):
        assert manager.get(f"{week_of(line)}hari/").status_code == 200
        assert manager.post(f"{week_of(line)}hari/", closed).status_code == 303
        assert b"cuti" in manager.get(week_of(line)).content
        assert manager.post(f"{week_of(line)}hari/", closed).status_code == 409
        exception = ScheduleException.objects.get(facility=line.facility)
        taken_back = manager.post(f"{week_of(line)}hari/{exception.pk}/hapus/")

    assert taken_back.status_code == 303
    assert not ScheduleException.objects.filter(facility=line.facility).exists()


def test_a_manager_adds_a_doctor(manager: Client, line: Schedule) -> None:
    added = manager.post(f"{week_of(line)}dokter/", {"nama": "drg. Bayu (contoh)"})

    assert added.status_code == 303
    assert Practitioner.objects.filter(facility=line.facility, name="drg. Bayu (contoh)").exists()
    assert manager.post(f"{week_of(line)}dokter/", {"nama": ""}).status_code == 422


def test_lines_and_doctors_of_others_cannot_be_reached(
    manager: Client, line: Schedule, at: datetime
) -> None:
    theirs = make_line()
    stranger = make_practitioner(make_facility())

    assert manager.get(f"{week_of(line)}{theirs.pk}/").status_code == 404
    assert manager.get(f"{week_of(line)}{theirs.pk}/akhiri/").status_code == 404
    with clock.fixed(at):
        sent = manager.post(f"{week_of(line)}baru/", filled(line, dokter=stranger.pk))
    assert sent.status_code == 422


def test_days_in_a_row_with_the_same_hours_are_told_together() -> None:
    hours = [OpeningView(day, time(7), time(14)) for day in (1, 2, 3, 6)]
    hours.append(OpeningView(7, time(8), time(12)))

    spans = spans_of(hours)

    assert [(span.first.isoweekday(), span.last.isoweekday()) for span in spans] == [
        (1, 3),
        (6, 6),
        (7, 7),
    ]
