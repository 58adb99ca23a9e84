"""bpjs-protocols §8: the referral a visit at a clinic ends with."""

from typing import Any

import pytest

from tests.factories.care import (
    Patient,
    make_clinic,
    make_hospital,
    make_patient,
    onward,
    send_visit,
    visit,
    visited,
)
from tests.factories.wire import Answer, Hospital
from titian.bridging.types.wire import Wire
from titian.referrals.models import Referral

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def clinic() -> Hospital:
    return make_clinic()


@pytest.fixture
def patient() -> Patient:
    return make_patient()


def get(clinic: Hospital, path: str) -> Answer:
    return clinic.get(Wire.PCARE, path)


def test_a_referral_has_the_number_of_its_visit(clinic: Hospital, patient: Patient) -> None:
    hospital = make_hospital("INT")

    number = visit(
        clinic, patient, kdDiag1="N20.0", kdStatusPulang="4", rujukLanjut=onward(hospital)
    )

    assert number[12] == "P"
    paper = Referral.objects.get(number=number)
    assert (paper.to_facility_id, paper.specialty_code) == (hospital.facility.pk, "INT")
    assert paper.person_id == patient.person_id


def test_a_referral_is_read_by_the_number_of_its_visit(clinic: Hospital, patient: Patient) -> None:
    hospital = make_hospital("INT")
    number = visit(clinic, patient, kdDiag1="N20.0", rujukLanjut=onward(hospital))

    for path in (f"/kunjungan/rujukan/{number}", f"/kunjungan/v1/rujukan/{number}"):
        answer = get(clinic, path)

        assert answer.said == (200, "OK")
        assert answer.response["noRujukan"] == number
        assert answer.response["ppk"]["kdPPK"] == hospital.facility.scheme_code
        assert answer.response["poli"]["kdPoli"] == "INT"
        assert answer.response["nokaPst"] == patient.card
        assert answer.response["diag1"]["kdDiag"] == "N20.0"


def test_a_visit_without_a_referral_has_none(clinic: Hospital, patient: Patient) -> None:
    assert get(clinic, f"/kunjungan/rujukan/{visit(clinic, patient)}").code == 204


def test_a_referral_sent_again_is_one(clinic: Hospital, patient: Patient) -> None:
    hospital = make_hospital("INT")
    body = {"kdDiag1": "N20.0", "rujukLanjut": onward(hospital)}

    assert visit(clinic, patient, **body) == visit(clinic, patient, **body)
    assert Referral.objects.filter(person=patient.person_id).count() == 1


def test_what_first_care_treats_is_sent_on_with_a_reason(
    clinic: Hospital, patient: Patient
) -> None:
    hospital = make_hospital("INT")

    without = send_visit(clinic, patient, kdDiag1="I10", rujukLanjut=onward(hospital))
    with_one = send_visit(
        clinic,
        patient,
        kdDiag1="I10",
        rujukLanjut=onward(hospital),
        kdTacc=3,
        alasanTacc="krisis hipertensi",
    )

    assert (without.status, without.code) == (412, 412)
    assert "TACC" in without.message
    assert with_one.code == 201


def test_a_refused_referral_leaves_no_visit(clinic: Hospital, patient: Patient) -> None:
    lacking = make_hospital("OBG")

    answer = send_visit(clinic, patient, kdDiag1="N20.0", rujukLanjut=onward(lacking))

    assert (answer.status, answer.code) == (412, 412)
    assert get(clinic, f"/kunjungan/peserta/{patient.card}").code == 204


def test_a_referral_is_changed_with_its_visit(clinic: Hospital, patient: Patient) -> None:
    first, second = make_hospital("INT"), make_hospital("INT", "URO")
    number = visit(clinic, patient, kdDiag1="N20.0", rujukLanjut=onward(first))
    body = visited(
        patient,
        clinic,
        noKunjungan=number,
        kdDiag1="N20.0",
        rujukLanjut=onward(second, specialty="URO"),
    )

    assert clinic.send("PUT", Wire.PCARE, "/kunjungan", body).said == (200, "OK")

    paper = Referral.objects.get(number=number)
    assert (paper.to_facility_id, paper.specialty_code) == (second.facility.pk, "URO")


def test_an_unused_referral_goes_with_its_visit(clinic: Hospital, patient: Patient) -> None:
    number = visit(clinic, patient, kdDiag1="N20.0", rujukLanjut=onward(make_hospital()))

    assert clinic.send("DELETE", Wire.PCARE, f"/kunjungan/{number}").said == (200, "OK")

    assert Referral.objects.get(number=number).state == "withdrawn"


def test_somebody_on_dialysis_goes_by_the_special_group(clinic: Hospital, patient: Patient) -> None:
    hospital = make_hospital("HDL")
    sent: Any = onward(hospital)
    sent["subSpesialis"] = None
    sent["khusus"] = {"kdKhusus": "HDL", "kdSubSpesialis": None, "catatan": "cuci darah rutin"}

    number = visit(clinic, patient, kdDiag1="N18.5", rujukLanjut=sent)

    paper = Referral.objects.get(number=number)
    assert paper.specialty_code == "HDL"
