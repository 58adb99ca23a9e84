"""Domain-rules §3.2, row by row: the path, its exempt cases, kinds and origins."""

import pytest

from titian.facilities.types import FacilityKind
from titian.kernel.errors import Refusal
from titian.referrals.errors import (
    NotAHospital,
    NotPrimary,
    OngoingOnly,
    OnlyHospitals,
    PathSkipped,
    SameFacility,
    SpecialtyMissing,
    SpecialtyNotThere,
)
from titian.referrals.rules.path import Route, Station, by_path, origin_of, require_route
from titian.referrals.types import Exemption, Origin, ReferralKind

PUSKESMAS = Station(1, "Puskesmas", FacilityKind.PUSKESMAS)
CLINIC = Station(2, "Klinik", FacilityKind.CLINIC)


def hospital(hospital_class: str, place: int = 10, *codes: str) -> Station:
    known = frozenset(codes) if codes else None
    return Station(place, f"RS {hospital_class}", FacilityKind.HOSPITAL, hospital_class, known)


def refusal_of(
    start: Station,
    end: Station | None,
    *,
    kind: ReferralKind = ReferralKind.FULL,
    specialty: str = "INT",
    diagnosis: str = "I10",
    exemption: Exemption = Exemption.NONE,
    was_there: bool = False,
) -> type[Refusal] | None:
    try:
        require_route(Route(kind, start, end, specialty, diagnosis, exemption, was_there))
    except Refusal as refusal:
        return type(refusal)
    return None


@pytest.mark.parametrize(
    "hospital_class, refused",
    [("D", None), ("C", None), ("B", PathSkipped), ("A", PathSkipped), ("", None)],
)
def test_3_2_from_the_primary_facility_to_class_d_or_c(
    hospital_class: str, refused: type[Refusal] | None
) -> None:
    assert refusal_of(PUSKESMAS, hospital(hospital_class)) is refused
    assert refusal_of(CLINIC, hospital(hospital_class)) is refused


@pytest.mark.parametrize(
    "own, theirs, refused",
    [
        ("D", "C", None),
        ("D", "B", PathSkipped),
        ("C", "B", None),
        ("C", "C", None),
        ("C", "A", PathSkipped),
        ("B", "A", None),
        ("B", "D", PathSkipped),
        ("A", "A", None),
        ("A", "C", PathSkipped),
        ("", "A", None),
        ("D", "", None),
    ],
)
def test_3_2_from_hospital_to_hospital_one_class_upward(
    own: str, theirs: str, refused: type[Refusal] | None
) -> None:
    assert refusal_of(hospital(own), hospital(theirs, 11)) is refused


@pytest.mark.parametrize(
    "exemption",
    [
        Exemption.EMERGENCY,
        Exemption.REGION,
        Exemption.DISASTER,
        Exemption.CONDITION,
        Exemption.LIMITS,
    ],
)
def test_3_2_special_cases_leave_the_path(exemption: Exemption) -> None:
    assert refusal_of(PUSKESMAS, hospital("A"), exemption=exemption) is None


@pytest.mark.parametrize(
    "diagnosis, was_there, refused",
    [
        ("N18.5", True, None),
        ("Z49.1", True, None),
        ("D66", True, None),
        ("D56.1", True, None),
        ("Z51.1", True, None),
        ("C50.9", True, None),
        ("N18.5", False, OngoingOnly),
        ("I10", True, OngoingOnly),
    ],
)
def test_3_2_long_treatments_go_to_the_usual_hospital_after_the_first_time(
    diagnosis: str, was_there: bool, refused: type[Refusal] | None
) -> None:
    found = refusal_of(
        PUSKESMAS, hospital("A"), exemption=Exemption.ONGOING, diagnosis=diagnosis,
        was_there=was_there,
    )  # fmt: skip

    assert found is refused


def test_3_2_one_service_that_the_hospital_has() -> None:
    assert refusal_of(PUSKESMAS, hospital("C", 10, "INT", "JAN")) is None
    assert refusal_of(PUSKESMAS, hospital("C", 10, "JAN")) is SpecialtyNotThere
    assert refusal_of(PUSKESMAS, hospital("C"), specialty="") is SpecialtyMissing
    assert refusal_of(PUSKESMAS, hospital("C"), specialty="001") is SpecialtyMissing


def test_3_2_a_referral_may_leave_open_which_hospital() -> None:
    assert refusal_of(PUSKESMAS, None) is None


def test_3_2_a_referral_leads_to_another_facility_and_to_a_hospital() -> None:
    assert refusal_of(hospital("C"), hospital("C")) is SameFacility
    assert refusal_of(PUSKESMAS, CLINIC) is NotAHospital


def test_3_2_back_leads_from_a_hospital_to_a_primary_facility() -> None:
    back = ReferralKind.BACK

    assert refusal_of(hospital("C"), PUSKESMAS, kind=back, specialty="") is None
    assert refusal_of(hospital("C"), hospital("D", 11), kind=back) is NotPrimary
    assert refusal_of(PUSKESMAS, CLINIC, kind=back) is OnlyHospitals


def test_3_2_the_origin_is_the_primary_facility_or_the_hospital() -> None:
    assert origin_of(PUSKESMAS) is Origin.FKTP
    assert origin_of(CLINIC) is Origin.FKTP
    assert origin_of(hospital("D")) is Origin.HOSPITAL


def test_3_2_the_lowest_class_comes_first() -> None:
    found = by_path([hospital("A"), hospital(""), hospital("D"), hospital("B"), hospital("C")])

    assert [one.hospital_class for one in found] == ["D", "C", "B", "A", ""]
