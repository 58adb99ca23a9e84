"""A traffic accident: the insurer is told once, its answer is a branch officer's to enter."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from tests.factories.members import NOON, TODAY, make_facility, staff_of, staff_of_region
from tests.factories.vclaim import DAY, Patient, Ward, make_clinic, make_patient, make_ward
from titian.kernel import clock
from titian.referrals.types import CareKind
from titian.visits import selectors as visits_read
from titian.visits import services as visits
from titian.visits.errors import LetterCannot, LetterUnknown, NotRecordingHere
from titian.visits.models import AccidentCover
from titian.visits.types import AccidentCase, CoverAnswer

pytestmark = pytest.mark.django_db

ANSWER = CoverAnswer("REG-1", "JR-1", True, covered=5_000_000, ceiling=20_000_000, paid=5_000_000)
ACCIDENT = {"lakaLantas": "1", "noLP": "LP/1", "penjamin": {"tglKejadian": DAY}}


@pytest.fixture
def ward() -> Ward:
    return make_ward()


@pytest.fixture
def siti() -> Patient:
    return make_patient(make_clinic())


def hurt(ward: Ward, siti: Patient) -> str:
    with clock.fixed(NOON):
        return ward.issue(siti, jaminan=ACCIDENT)


def cases(ward: Ward) -> list[AccidentCase]:
    return visits_read.accident_covers(
        ward.facility.pk,
        first=TODAY,
        last=TODAY,
        care_kind=CareKind.OUTPATIENT,
        viewer=staff_of(ward.facility),
    )


def test_the_insurer_is_told_once_and_its_answer_counts(ward: Ward, siti: Patient) -> None:
    number = hurt(ward, siti)
    desk, branch = staff_of(ward.facility), staff_of_region("35.73")

    visits.send_accident(letter_number=number, by=desk, at=NOON)
    visits.send_accident(letter_number=number, by=desk, at=NOON)
    visits.note_accident_answer(letter_number=number, answer=ANSWER, by=branch, at=NOON)

    (case,) = cases(ward)
    assert case.answer == ANSWER
    assert AccidentCover.objects.count() == 1


def test_who_may_do_which(ward: Ward, siti: Patient) -> None:
    number = hurt(ward, siti)
    desk, stranger = staff_of(ward.facility), staff_of(make_facility())

    with pytest.raises(LetterUnknown):
        visits.send_accident(letter_number=number, by=stranger, at=NOON)
    visits.send_accident(letter_number=number, by=desk, at=NOON)
    with pytest.raises(NotRecordingHere):
        visits.note_accident_answer(letter_number=number, answer=ANSWER, by=desk, at=NOON)
    assert (
        visits_read.accident_covers(
            ward.facility.pk,
            first=TODAY,
            last=TODAY,
            care_kind=CareKind.OUTPATIENT,
            viewer=stranger,
        )
        == []
    )


def test_without_an_accident_nobody_is_told(ward: Ward, siti: Patient) -> None:
    with clock.fixed(NOON):
        number = ward.issue(siti)

    with pytest.raises(LetterCannot):
        visits.send_accident(letter_number=number, by=staff_of(ward.facility), at=NOON)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(ANSWER, covered=30_000_000),
        replace(ANSWER, paid=6_000_000),
        replace(ANSWER, is_guaranteed=False),
    ],
)
def test_the_database_keeps_amounts_in_order(ward: Ward, siti: Patient, wrong: CoverAnswer) -> None:
    number = hurt(ward, siti)
    visits.send_accident(letter_number=number, by=staff_of(ward.facility), at=NOON)

    with pytest.raises(IntegrityError), transaction.atomic():
        visits.note_accident_answer(
            letter_number=number, answer=wrong, by=staff_of_region("35.73"), at=NOON
        )
