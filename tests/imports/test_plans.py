from datetime import time
from pathlib import Path

import pytest

from tests.factories.facilities import make_facility, make_service, manager_of
from tests.factories.imports import BY, a_clinic, a_file, bring, faults_of
from titian.facilities.models import Facility, Practitioner, Schedule, Service
from titian.facilities.types import FacilityKind
from titian.imports.errors import NotImporter
from titian.imports.types import Counts, Kind
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope

pytestmark = pytest.mark.django_db
CITY = Actor.staff(78, (Grant("operator", Scope("region", "35.73")),))
MONDAYS = {
    "practitioner": "dr. Contoh Melati", "weekday": "Senin", "starts": "08.00", "ends": "12:00",
    "bookable": "20", "counter": "10", "reserve": "2",
}  # fmt: skip


def test_a_clinic_and_a_practice_that_stand_in_no_register_are_found(tmp_path: Path) -> None:
    clinic, practice = a_clinic(), a_clinic(kind="Praktik dokter", name="dr. Contoh Kenanga")

    path = a_file(tmp_path, Kind.FACILITIES, [clinic, practice])
    done, again = bring(Kind.FACILITIES, path), bring(Kind.FACILITIES, path)

    one = Facility.objects.get(code=practice["code"])
    assert (done.counts, again.counts) == (Counts(new=2), Counts(same=2))
    assert (one.kind, one.regency_id, one.timezone) == (
        FacilityKind.PRACTICE,
        "35.73",
        "Asia/Jakarta",
    )
    assert "kenanga" in one.words
    assert one.scheme_code
    assert not one.uses_titian


def test_what_a_row_leaves_open_stays(tmp_path: Path) -> None:
    clinic = a_clinic(phone="0341-111")
    bring(Kind.FACILITIES, a_file(tmp_path, Kind.FACILITIES, [clinic]))

    named = clinic | {"name": "Klinik Contoh Mawar", "phone": "", "region": "35.73"}
    done = bring(Kind.FACILITIES, a_file(tmp_path, Kind.FACILITIES, [named]))

    one = Facility.objects.get(code=clinic["code"])
    assert done.counts == Counts(changed=1)
    assert (one.name, one.phone, one.district_id) == ("Klinik Contoh Mawar", "0341-111", "35.73.03")


@pytest.mark.parametrize(
    "told, fault",
    [
        ({"code": "x y"}, "code"),
        ({"name": ""}, "name"),
        ({"kind": "toko"}, "kind"),
        ({"region": "35.99"}, "region_unknown"),
        ({"region": "73.71"}, "outside"),
        ({"class": "B"}, "not_a_hospital"),
        ({"class": "Z"}, "class"),
    ],
)
def test_each_fault_of_a_facility_is_named(
    tmp_path: Path, told: dict[str, str], fault: str
) -> None:
    lines = [a_clinic(**told), a_clinic()]

    done = bring(Kind.FACILITIES, a_file(tmp_path, Kind.FACILITIES, lines), CITY)

    assert faults_of(done) == {2: [fault]}
    assert done.counts == Counts(new=1, broken=1)


def test_services_get_the_first_free_letter_and_a_taken_one_is_named(tmp_path: Path) -> None:
    facility = make_facility()
    standing = make_service(facility)
    lines = [
        {"facility": facility.code, "code": "002", "name": "Poli Gigi"},
        {"facility": facility.code, "code": "003", "name": "KIA", "letter": standing.letter},
        {"facility": facility.code, "code": standing.code, "name": "Poli Umum Baru"},
    ]

    path = a_file(tmp_path, Kind.SERVICES, lines)
    done, again = bring(Kind.SERVICES, path), bring(Kind.SERVICES, path)

    assert Service.objects.get(facility=facility, code="002").letter == "B"
    assert done.counts == Counts(new=1, changed=1, broken=1)
    assert faults_of(done) == {3: ["letter_taken"]}
    assert again.counts == Counts(same=2, broken=1)


def test_a_schedule_is_planned_once_and_a_change_ends_the_old_line(tmp_path: Path) -> None:
    service = make_service(make_facility())
    line = MONDAYS | {"facility": service.facility.code, "service": service.code}
    path = a_file(tmp_path, Kind.SCHEDULES, [line])

    done, again = bring(Kind.SCHEDULES, path), bring(Kind.SCHEDULES, path)
    more = bring(Kind.SCHEDULES, a_file(tmp_path, Kind.SCHEDULES, [line | {"bookable": "30"}]))

    counts = [done.counts, again.counts, more.counts]
    assert counts == [Counts(new=1), Counts(same=1), Counts(changed=1)]
    old, new = Schedule.objects.filter(service=service).order_by("pk")
    assert (old.valid_until, new.valid_until) == (new.valid_from, None)
    assert (new.bookable, new.starts, new.ends) == (30, time(8), time(12))
    assert Practitioner.objects.get(pk=new.practitioner_id).scheme_code


@pytest.mark.parametrize(
    "told, fault",
    [
        ({"service": "999"}, "service_unknown"),
        ({"facility": "T-NOWHERE"}, "facility_unknown"),
        ({"weekday": "besok"}, "weekday"),
        ({"ends": "07:00"}, "hours"),
        ({"starts": "25:00"}, "starts"),
        ({"bookable": "0", "counter": "0"}, "places"),
        ({"bookable": "banyak"}, "bookable"),
        ({"practitioner": ""}, "practitioner"),
        ({"weekday": "1", "starts": "09:00", "ends": "10:00"}, "practitioner_busy"),
    ],
)
def test_each_fault_of_a_schedule_is_named(
    tmp_path: Path, told: dict[str, str], fault: str
) -> None:
    service = make_service(make_facility())
    line = MONDAYS | {"facility": service.facility.code, "service": service.code}

    lines = [line, line | {"weekday": "Selasa"}, line | {"weekday": "Rabu"} | told]
    done = bring(Kind.SCHEDULES, a_file(tmp_path, Kind.SCHEDULES, lines))

    assert faults_of(done) == {4: [fault]}


def test_a_manager_brings_the_schedule_of_her_own_place_only(tmp_path: Path) -> None:
    own, other = make_service(make_facility()), make_service(make_facility())
    lines = [MONDAYS | {"facility": one.facility.code, "service": one.code} for one in (own, other)]

    done = bring(Kind.SCHEDULES, a_file(tmp_path, Kind.SCHEDULES, lines), manager_of(own.facility))

    assert faults_of(done) == {3: ["outside"]}
    with pytest.raises(NotImporter):
        bring(
            Kind.FACILITIES,
            a_file(tmp_path, Kind.FACILITIES, [a_clinic()]),
            manager_of(own.facility),
        )


def test_a_desk_brings_nothing(tmp_path: Path) -> None:
    desk = Actor.staff(5, (Grant("desk", Scope("facility", "x")),))

    with pytest.raises(NotImporter):
        bring(Kind.SERVICES, a_file(tmp_path, Kind.SERVICES, []), desk)

    assert bring(Kind.SERVICES, a_file(tmp_path, Kind.SERVICES, []), BY).counts == Counts()
