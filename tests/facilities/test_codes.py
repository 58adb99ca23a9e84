"""Codes the scheme knows facilities, doctors and services by, and the numbers of documents."""

import re
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.factories.facilities import (
    KOTA_MALANG,
    SETUP,
    make_facility,
    make_hospital,
    manager_of,
)
from tests.factories.members import NOON
from titian.facilities import selectors as facilities_read
from titian.facilities import services as facilities
from titian.facilities.errors import (
    CodeTaken,
    FacilityUnknown,
    NotAHospital,
    NotManager,
    NotOfFacility,
    SpecialtyUnknown,
)
from titian.facilities.models import Facility, Practitioner
from titian.facilities.rules.codes import document_number, scheme_code
from titian.facilities.types import FacilityKind
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 20)


def test_the_shape_of_codes_and_numbers() -> None:
    assert scheme_code("35.73", FacilityKind.HOSPITAL, 12) == "3573R012"
    assert scheme_code("35.73", FacilityKind.CLINIC, 1) == "3573B001"
    assert scheme_code("35.73", FacilityKind.PUSKESMAS, 13) == "35730013"
    assert document_number("3573R012", NOVEMBER, "V", 7) == "3573R0121126V000007"


def test_every_facility_of_the_register_has_a_code_of_its_own() -> None:
    registered = Facility.objects.filter(code__regex=r"^\d{7}$")
    codes = list(registered.values_list("scheme_code", flat=True))

    assert len(codes) > 13_000
    assert all(code and re.fullmatch(r"\d{4}(R\d{3}|\d{4})", code) for code in codes)
    assert len(set(codes)) == len(codes)


def test_a_facility_is_found_by_its_code() -> None:
    hospital = make_hospital()

    found = facilities_read.facility_by_scheme_code((hospital.scheme_code or "").lower())

    assert (found.id, found.hospital_class) == (hospital.pk, "C")
    with pytest.raises(FacilityUnknown):
        facilities_read.facility_by_scheme_code("99999999")


def test_an_invented_clinic_is_opened_once_and_found_by_name(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    def opened(name: str = "Klinik Contoh Semeru", by: Actor = SETUP) -> int:
        return facilities.open_facility(
            code="T990001", name=name, kind=FacilityKind.CLINIC, regency_code="35.73",
            district_code=KOTA_MALANG, by=by, at=NOON,
        )  # fmt: skip

    with django_capture_on_commit_callbacks(execute=True):
        first, second = opened(), opened()

    clinic = facilities_read.facility(first)
    assert first == second
    assert re.fullmatch(r"3573B\d{3}", clinic.scheme_code)
    assert first in [one.id for one in facilities_read.find_facilities("klinik contoh semeru")]
    with pytest.raises(CodeTaken):
        opened("Klinik Lain")
    with pytest.raises(NotManager):
        opened(by=Actor.staff(1))


def test_doctors_have_codes_made_up_or_given() -> None:
    facility = make_facility()
    by = manager_of(facility)

    def added(name: str, code: int | None = None) -> int:
        return facilities.add_practitioner(
            facility_id=facility.pk, name=name, scheme_code=code, by=by, at=NOON
        )

    made, given = added("dr. A"), added("dr. B", 210_001)

    assert Practitioner.objects.get(pk=made).scheme_code == 100_000 + made
    assert facilities_read.practitioner_by_scheme_code(facility.pk, 210_001).id == given
    assert added("dr. A") == made
    with pytest.raises(CodeTaken):
        added("dr. C", 210_001)
    with pytest.raises(NotOfFacility):
        facilities_read.practitioner_by_scheme_code(make_facility().pk, 210_001)


def test_services_and_specialties_by_code() -> None:
    hospital = make_hospital("INT", "JAN")

    assert facilities_read.service_by_code(hospital.pk, "jan").code == "JAN"
    with pytest.raises(NotOfFacility):
        facilities_read.service_by_code(hospital.pk, "OBG")
    assert facilities_read.specialty("obg").name == "Kandungan dan Kebidanan"
    assert [one.code for one in facilities_read.specialties("jantung")] == ["JAN"]
    assert facilities_read.specialty("BDA").parent == "BED"
    assert facilities_read.specialty_name("XYZ") == "XYZ"
    with pytest.raises(SpecialtyUnknown):
        facilities_read.specialty("XYZ")


def test_care_is_recorded_by_desk_doctor_manager_and_the_facilitys_own_system() -> None:
    facility, other = make_facility(), make_facility()
    scope = Scope("facility", facility.code)
    grants = {role: (Grant(role, scope),) for role in ("desk", "doctor", "manager", "branch")}
    bridge = Actor.bridge("1", (Grant("bridge", scope),))

    for role in ("desk", "doctor", "manager"):
        assert facilities_read.records_care(Actor.staff(1, grants[role]), facility.pk)
    assert facilities_read.records_care(bridge, facility.pk)
    assert facilities_read.care_codes(bridge) == frozenset({facility.code})
    assert not facilities_read.records_care(bridge, other.pk)
    assert not facilities_read.records_care(Actor.staff(1, grants["branch"]), facility.pk)
    mine = facilities_read.facilities_where_care_is_recorded(bridge)
    assert [one.id for one in mine] == [facility.pk]
    assert facilities_read.facilities_where_care_is_recorded(Actor.staff(1)) == []


def test_hospitals_near_leave_out_those_known_not_to_have_the_service() -> None:
    fits, lacks = make_hospital("JAN"), make_hospital("INT")

    found = [one.id for one in facilities_read.hospitals_with("JAN", near_to=KOTA_MALANG)]

    assert found[0] == fits.pk or fits.pk in found
    assert lacks.pk not in found
    named = facilities_read.hospitals_with("JAN", near_to=KOTA_MALANG, text=fits.name)
    assert [one.id for one in named] == [fits.pk]


def test_the_operator_says_which_class_a_hospital_is_of() -> None:
    hospital, puskesmas = make_hospital(hospital_class=""), make_facility()

    facilities.classify_hospital(facility_id=hospital.pk, hospital_class="B", by=SETUP, at=NOON)
    facilities.keep_own_queue(facility_id=hospital.pk, keeps=True, by=SETUP, at=NOON)

    found = facilities_read.facility(hospital.pk)
    assert (found.hospital_class, found.keeps_own_queue) == ("B", True)
    with pytest.raises(NotAHospital):
        facilities.classify_hospital(
            facility_id=puskesmas.pk, hospital_class="B", by=SETUP, at=NOON
        )
    with pytest.raises(NotManager):
        facilities.classify_hospital(
            facility_id=hospital.pk, hospital_class="A", by=manager_of(hospital), at=NOON
        )


def test_numbers_go_up_by_facility_month_and_letter() -> None:
    facility, other = make_facility(), make_facility()
    december, next_number = date(2026, 12, 1), transaction.atomic(facilities.next_number)

    given = [
        next_number(facility_id=facility.pk, letter=letter, on=on)
        for letter, on in (("V", NOVEMBER), ("V", NOVEMBER), ("K", NOVEMBER), ("V", december))
    ]

    assert [one[8:] for one in given] == ["1126V000001", "1126V000002", "1126K000001",
                                          "1226V000001"]  # fmt: skip
    assert next_number(facility_id=other.pk, letter="V", on=NOVEMBER)[8:] == given[0][8:]
    with pytest.raises(FacilityUnknown):
        next_number(facility_id=0, letter="V", on=NOVEMBER)


def test_the_database_knows_the_shape_of_a_code_and_who_has_a_class() -> None:
    facility = make_facility()

    for changes in ({"scheme_code": "short"}, {"hospital_class": "C"}, {"hospital_class": "E"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Facility.objects.filter(pk=facility.pk).update(**changes)
