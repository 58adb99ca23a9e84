"""bpjs-protocols §10, i-Care: a card in, a link out by which a doctor reads past care."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.factories.care import (
    Patient,
    doctor_code,
    make_clinic,
    make_hospital,
    make_patient,
    register,
    visit,
)
from tests.factories.wire import Answer, Hospital
from titian.bridging.types.wire import Wire
from titian.kernel import clock
from titian.platform.audit.models import AuditEntry
from titian.visits.models import HistoryPass

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient() -> Patient:
    return make_patient("Siti Aminah")


def ask(hospital: Hospital, patient: Patient, **more: object) -> Answer:
    body = {"param": patient.card, **more}
    return hospital.send("POST", Wire.ICARE, "/api/pcare/validate", body)


def page_of(answer: Answer) -> str:
    path = answer.response["url"].split("/", 3)[3]
    shown = Client().get(f"/{path}")
    assert shown.status_code == 200
    assert "no-store" in shown.headers["Cache-Control"]
    return shown.content.decode()


def test_a_hospital_says_which_doctor_asks(patient: Patient) -> None:
    hospital = make_hospital()
    body = {"param": patient.card, "kodedokter": doctor_code(hospital)}

    answer = hospital.send("POST", Wire.ICARE, "/api/rs/validate", body)
    without = hospital.send("POST", Wire.ICARE, "/api/rs/validate", {"param": patient.card})
    unknown = hospital.send("POST", Wire.ICARE, "/api/rs/validate", {**body, "kodedokter": 1})

    assert (answer.said, answer.sealed) == ((200, "OK"), True)
    assert set(answer.response) == {"url"}
    assert (without.code, unknown.code) == (201, 201)


def test_the_link_opens_by_both_names_of_the_service(patient: Patient) -> None:
    clinic = make_clinic()

    for prefix in ("/wsihs", "/ihs", "/ihs_dev"):
        path = f"http://testserver{prefix}/api/pcare/validate"
        answer = clinic.send("POST", Wire.ICARE, path, {"param": patient.card, "from": prefix})
        assert answer.code == 200, prefix


@pytest.mark.parametrize("kept", [Wire.ICARE, Wire.PCARE, Wire.VCLAIM])
def test_a_clinic_may_use_its_key_of_pcare(patient: Patient, kept: Wire) -> None:
    """Programs that know one key per kind of place: VClaim's at a hospital, PCare's at a clinic."""
    clinic = make_clinic()
    key = clinic.credentials.user_keys[kept]

    answer = clinic.send(
        "POST", Wire.ICARE, "/api/pcare/validate", {"param": patient.card}, user_key=key
    )

    assert answer.code == 200


def test_a_program_that_keeps_its_second_may_ask_again(patient: Patient) -> None:
    """Some sign once for their whole life: a doctor who opens the history twice is no replay."""
    clinic = make_clinic()

    answers = [ask(clinic, patient) for _ in range(2)]

    assert [one.code for one in answers] == [200, 200]
    assert answers[0].response["url"] != answers[1].response["url"]


def test_while_being_treated_all_care_is_read(patient: Patient) -> None:
    elsewhere, here = make_clinic(), make_clinic()
    visit(elsewhere, patient, kdDiag1="I10")
    register(here, patient)

    page = page_of(ask(here, patient))

    assert elsewhere.facility.name in page
    assert "I10" in page


def test_before_that_only_ones_own(patient: Patient) -> None:
    elsewhere, here = make_clinic(), make_clinic()
    visit(elsewhere, patient, kdDiag1="I10")

    page = page_of(ask(here, patient))

    assert elsewhere.facility.name not in page
    assert "belum terdaftar" in page


def test_who_made_and_used_a_link_is_written_down(patient: Patient) -> None:
    clinic = make_clinic()
    visit(clinic, patient)

    page_of(ask(clinic, patient))

    target = f"person:{patient.person_id}"
    by_us = AuditEntry.objects.filter(target=target, actor=f"bridge:{clinic.credentials.cons_id}")
    assert {"visits.pass_given", "visits.looked"} <= set(by_us.values_list("action", flat=True))


def test_a_link_ends_after_a_quarter_of_an_hour(patient: Patient) -> None:
    answer = ask(make_clinic(), patient)
    over = clock.now() - timedelta(minutes=1)
    HistoryPass.objects.update(made_at=over - timedelta(minutes=15), expires_at=over)

    path = answer.response["url"].split("/", 3)[3]

    assert Client().get(f"/{path}").status_code == 404
    assert Client().get("/icare/tidak-ada/").status_code == 404


def test_only_the_hash_of_a_link_is_kept(patient: Patient) -> None:
    token = ask(make_clinic(), patient).response["url"].rstrip("/").rsplit("/", 1)[1]

    kept = HistoryPass.objects.get()

    assert token.encode() not in bytes(kept.token_hash)
    assert patient.card not in token


def test_a_card_nobody_has_gets_no_link() -> None:
    clinic = make_clinic()

    for param in ("0009999999999", "12", ""):
        answer = clinic.send("POST", Wire.ICARE, "/api/pcare/validate", {"param": param})
        assert (answer.code, answer.response) == (201, None)
    assert not HistoryPass.objects.exists()
