import subprocess
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import transaction
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pytest_django import Settings

from tests.factories.enrolment import (
    CITY,
    agency_officer,
    make_city,
    signer,
)
from tests.factories.letters import (
    SIGNED,
    Scheme,
    a_letter,
    a_signed_letter,
    approved,
    fresh_scheme,
)
from titian.demo import signing
from titian.enrolment import selectors as enrolment_read
from titian.enrolment import services as enrolment
from titian.enrolment.errors import (
    LetterChanged,
    LetterGone,
    LetterSettled,
    NotEnrolmentOfficer,
    NothingApproved,
)
from titian.enrolment.models import Application, Letter, LetterLine
from titian.enrolment.types import ApplicationState, LetterState, OfficeKind
from titian.kernel.actors import Actor
from titian.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def scheme(settings: Settings, tmp_path: Path) -> Scheme:
    settings.TITIAN_HOME = tmp_path
    settings.TITIAN_SIGNER = "titian.demo.signing.signer"
    settings.TITIAN_STAMP_DUTY = "titian.demo.stamping.stamp_duty"
    settings.TITIAN_INTAKE = "tests.factories.letters.intake"
    make_city()
    return fresh_scheme()


def the_paper(letter_id: int) -> bytes:
    return enrolment_read.letter_paper(letter_id, viewer=signer(), at=SIGNED)


@pytest.mark.slow
def test_the_letter_is_signed_so_that_anybody_can_check_it(tmp_path: Path) -> None:
    approved()

    letter_id = a_signed_letter()

    pdf = the_paper(letter_id)
    row = Letter.objects.get(pk=letter_id)
    assert (row.state, bytes(row.digest or b"")) == (LetterState.SIGNED, sha256(pdf).digest())
    [root] = load_certs_from_pemder_data(signing.authority())
    [signature] = PdfFileReader(BytesIO(pdf)).embedded_signatures
    context = ValidationContext(trust_roots=[root], allow_fetching=False)
    status = validate_pdf_signature(signature, context)
    assert status.intact
    assert status.valid
    assert status.trusted
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"


@pytest.mark.slow
def test_a_reader_of_another_make_finds_the_signature_whole_and_sees_a_changed_word(
    tmp_path: Path,
) -> None:
    approved()
    pdf = the_paper(a_signed_letter())
    whole, changed = tmp_path / "whole.pdf", tmp_path / "changed.pdf"
    whole.write_bytes(pdf)
    half = len(pdf) // 4
    changed.write_bytes(pdf[:half] + bytes([pdf[half] ^ 1]) + pdf[half + 1 :])

    said = [
        subprocess.run(["pdfsig", path], capture_output=True, text=True, check=False).stdout
        for path in (whole, changed)
    ]

    assert "Signature is Valid" in said[0]
    assert "Total document signed" in said[0]
    assert "Signature is Valid" not in said[1]


def test_pressing_twice_makes_and_signs_one_letter() -> None:
    approved()
    head, key = signer(), uuid4()

    first = enrolment.make_letter(city=CITY, client_key=key, by=head, at=SIGNED)
    again = enrolment.make_letter(city=CITY, client_key=key, by=head, at=SIGNED)
    enrolment.sign_letter(letter_id=first, by=head, at=SIGNED)
    digest = Letter.objects.get(pk=first).digest
    enrolment.sign_letter(letter_id=first, by=head, at=SIGNED)

    assert first == again
    assert Letter.objects.get(pk=first).digest == digest


def test_with_nobody_approved_there_is_no_letter() -> None:
    with pytest.raises(NothingApproved):
        a_letter()


def test_who_was_withdrawn_since_is_not_signed_for() -> None:
    stays, goes = approved(), approved()
    head = signer()
    letter_id = a_letter(head)
    enrolment.cancel(
        application_id=goes.application_id, reason="family_withdrew", by=goes.officer, at=SIGNED
    )

    with pytest.raises(LetterChanged):
        enrolment.sign_letter(letter_id=letter_id, by=head, at=SIGNED)
    enrolment.sign_letter(letter_id=letter_id, by=head, at=SIGNED)

    assert LetterLine.objects.filter(letter=letter_id).count() == 1
    assert (stays.state, goes.state) == (ApplicationState.SENT, ApplicationState.CANCELLED)


def test_a_letter_not_wanted_leaves_its_people_for_the_next() -> None:
    approved()
    head = signer()

    enrolment.drop_letter(letter_id=a_letter(head), by=head, at=SIGNED)
    letter_id = a_signed_letter(head)

    assert LetterLine.objects.filter(letter=letter_id).count() == 1
    with pytest.raises(LetterSettled):
        enrolment.drop_letter(letter_id=letter_id, by=head, at=SIGNED)


@pytest.mark.parametrize("who", ["another_city", "agency", "visitor"])
def test_only_who_signs_for_the_city_makes_reads_and_signs(who: str) -> None:
    approved()
    letter_id = a_letter()
    other = {
        "another_city": signer("35.07"),
        "agency": agency_officer(OfficeKind.HEALTH),
        "visitor": Actor.visitor(),
    }[who]

    with pytest.raises(NotEnrolmentOfficer):
        a_letter(other)
    for reading in (
        lambda: enrolment_read.letter(letter_id, viewer=other),
        lambda: enrolment_read.letter_people(letter_id, viewer=other, at=SIGNED),
        lambda: enrolment_read.letter_paper(letter_id, viewer=other, at=SIGNED),
        lambda: enrolment.sign_letter(letter_id=letter_id, by=other, at=SIGNED),
        lambda: enrolment.drop_letter(letter_id=letter_id, by=other, at=SIGNED),
    ):
        with pytest.raises(LetterGone):
            reading()
    assert enrolment_read.letter_desks(viewer=other) == ()


def test_a_look_at_the_annex_is_recorded_for_each_application() -> None:
    case = approved()
    letter_id, head = a_letter(), signer()

    enrolment_read.letter_people(letter_id, viewer=head, at=SIGNED)

    looked = AuditEntry.objects.filter(actor=head.ref, target=f"enrolment:{case.application_id}")
    assert looked.count() == 1


def test_locks_are_held_only_inside_the_transactions() -> None:
    approved()
    head = signer()
    letter_id = a_letter(head)

    with pytest.raises(RuntimeError), transaction.atomic():
        enrolment.sign_letter(letter_id=letter_id, by=head, at=SIGNED)

    assert Application.objects.filter(state=ApplicationState.SENT).count() == 0
