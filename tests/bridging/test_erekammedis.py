"""bpjs-protocols §10, e-Rekam Medis: a sealed document is opened, checked, kept sealed."""

import gzip
import json
from base64 import b64encode

import pytest

from tests.factories.care import make_hospital, make_patient
from tests.factories.visits import COUGH
from tests.factories.wire import Answer, Hospital
from titian.bridging.errors import WireRefused
from titian.bridging.rules.records import LARGEST, document
from titian.bridging.rules.wire_crypto import encrypted, key_of
from titian.bridging.types.wire import Wire
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.referrals.types import CareKind
from titian.visits import services as visits
from titian.visits.models import MedicalRecord
from titian.visits.types import LetterWish

VECTOR = (
    "QPd4JgWZ+vFo8D8mLJteq4FX0Ol0pw+yWji35VUclIkV4YdUKpuDD9dMu/rzM0VE"
    "7BIAui+m+4uU7uDWO3Kh41heY8aAkyJKK628HKQclK0="
)
BUNDLE = {"resourceType": "Bundle", "id": "x", "type": "document"}


def sealed_by(hospital: Hospital, content: bytes) -> str:
    """As hospitals do it: packed, Base64, encrypted with their own code in the key."""
    made = hospital.credentials
    key = key_of(made.cons_id, made.secret, hospital.facility.scheme_code or "")
    return encrypted(b64encode(gzip.compress(content)), key)


def letter_of(hospital: Hospital, specialty: str = "IGD") -> str:
    wish = LetterWish(
        person_id=make_patient().person_id,
        facility_id=hospital.facility.pk,
        on=day_of(clock.now()),
        care_kind=CareKind.OUTPATIENT,
        diagnosis=COUGH,
        specialty_code=specialty,
    )
    return visits.issue_letter(wish=wish, by=Actor.system("tests"), at=clock.now()).number


def send(hospital: Hospital, number: str, sealed: str, **changes: object) -> Answer:
    request = {
        "noSep": number,
        "jnsPelayanan": "2",
        "bulan": "11",
        "tahun": "2026",
        "dataMR": sealed,
        **changes,
    }
    body = json.dumps({"request": request}).encode()
    hospital.skew -= 29
    path = "/eclaim/rekammedis/insert"
    return hospital.send("POST", Wire.RECORDS, path, body, content_type="text/plain")


def test_the_sheets_vector_is_opened() -> None:
    opened = document(VECTOR, cons_id="1000", secret="7uT9secret", facility_code="9999R001")

    assert json.loads(opened) == {"resourceType": "Bundle", "id": "x"}


@pytest.mark.parametrize(
    "packed",
    [
        b"not packed",
        gzip.compress(b"not JSON"),
        gzip.compress(b"[]"),
        gzip.compress(b'{"resourceType":"Patient"}'),
        gzip.compress(b'{"resourceType":"Bundle"}')[:-4],
        gzip.compress(b" " * (LARGEST + 1)),
        gzip.compress(b"[" * 100_000),
    ],
    ids=["not packed", "no JSON", "a list", "another resource", "cut off", "a bomb", "deep"],
)
def test_what_is_no_bundle_or_too_big_is_refused(packed: bytes) -> None:
    key = key_of("1000", "7uT9secret", "9999R001")
    sealed = encrypted(b64encode(packed), key)

    with pytest.raises(WireRefused):
        document(sealed, cons_id="1000", secret="7uT9secret", facility_code="9999R001")


@pytest.mark.django_db
def test_a_record_is_kept_sealed_with_its_visit() -> None:
    hospital = make_hospital("IGD")
    number = letter_of(hospital)
    content = json.dumps(BUNDLE).encode()

    answer = send(hospital, number, sealed_by(hospital, content))

    assert answer.said == ("200", "OK")
    assert answer.raw["metadata"]["code"] == "200"
    assert (answer.sealed, set(answer.response)) == (False, {"keterangan"})
    kept = MedicalRecord.objects.get(letter_number=number)
    assert (kept.visit.facility_id, kept.size) == (hospital.facility.pk, len(content))
    assert b"Bundle" not in bytes(kept.content_sealed)


@pytest.mark.django_db
def test_the_same_record_again_is_one_row() -> None:
    hospital = make_hospital("IGD")
    number, content = letter_of(hospital), json.dumps(BUNDLE).encode()

    for _ in range(2):
        assert send(hospital, number, sealed_by(hospital, content)).code == "200"
    send(hospital, number, sealed_by(hospital, content + b" "))

    assert MedicalRecord.objects.filter(letter_number=number).count() == 2


@pytest.mark.django_db
def test_a_record_belongs_to_a_letter_of_the_hospital() -> None:
    hospital, other = make_hospital("IGD"), make_hospital("IGD")
    number, content = letter_of(hospital), json.dumps(BUNDLE).encode()

    assert send(other, number, sealed_by(other, content)).code == "201"
    assert send(hospital, number, sealed_by(other, content)).code == "201"
    assert send(hospital, "tidak ada", sealed_by(hospital, content)).code == "201"
    inpatient = send(hospital, number, sealed_by(hospital, content), jnsPelayanan="1")
    assert inpatient.code == "201"
    assert not MedicalRecord.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes",
    [{"bulan": 13}, {"tahun": "20"}, {"jnsPelayanan": "3"}, {"dataMR": ""}, {"dataMR": 5}],
)
def test_what_does_not_fit_is_refused_in_the_services_words(changes: dict[str, object]) -> None:
    hospital = make_hospital("IGD")

    answer = send(hospital, "x", "y", **changes)

    assert (answer.status, answer.code, answer.response) == (200, "201", None)


@pytest.mark.django_db
def test_more_than_five_million_bytes_are_not_taken() -> None:
    answer = send(make_hospital("IGD"), "x", "y" * 5_000_001)

    assert answer.code == "413"
