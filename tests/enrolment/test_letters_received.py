from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from pytest_django import Settings

from tests.factories.enrolment import (
    candidate,
    make_city,
    new_application,
)
from tests.factories.letters import (
    RECEIVED,
    Scheme,
    a_signed_letter,
    approved,
    fresh_scheme,
    noon_of,
    say_yes,
    sent_off,
)
from tests.factories.members import make_family, new_person
from titian.enrolment import services as enrolment
from titian.enrolment.models import Candidate, Check, Letter, LetterLine, Step
from titian.enrolment.types import ApplicationKind, ApplicationState, LetterState
from titian.members.models import Person
from titian.members.types import Segment, Status
from titian.platform.db.sealing import blind_index

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def scheme(settings: Settings, tmp_path: Path) -> Scheme:
    settings.TITIAN_HOME = tmp_path
    settings.TITIAN_SIGNER = "titian.demo.signing.signer"
    settings.TITIAN_STAMP_DUTY = "titian.demo.stamping.stamp_duty"
    settings.TITIAN_INTAKE = "tests.factories.letters.intake"
    make_city()
    return fresh_scheme()


def people_of(nik: str) -> Person:
    return Person.objects.get(nik_index=_index(nik))


def _index(nik: str) -> bytes:
    return blind_index("nik", nik)


def test_a_family_is_covered_on_the_day_the_scheme_has_the_letter() -> None:
    mother, child = candidate("Sulastri"), candidate("Bagus", born=date(2019, 4, 2), relation=3)
    case = approved(new_application(ApplicationKind.NEW, mother, child))
    letter_id = a_signed_letter()

    sent_off()
    enrolment.take_effect(at=RECEIVED)

    row = Letter.objects.get(pk=letter_id)
    assert (row.state, row.receipt) == (LetterState.RECEIVED, f"T-{row.number}")
    assert case.state == ApplicationState.ACTIVE
    covered = [people_of(one.nik) for one in (mother, child)]
    assert {(one.status, one.segment, one.status_since) for one in covered} == {
        (Status.AKTIF, Segment.PBPU_PEMDA, date(2026, 11, 24))
    }
    assert covered[0].family_id == covered[1].family_id


def test_without_the_priority_of_the_scheme_cover_begins_on_the_first_of_next_month() -> None:
    make_city(same_day=False)
    mother = candidate("Sulastri")
    case = approved(new_application(ApplicationKind.NEW, mother))
    a_signed_letter()
    sent_off()

    enrolment.take_effect(at=noon_of(date(2026, 11, 30)))
    assert case.state == ApplicationState.SENT
    enrolment.take_effect(at=noon_of(date(2026, 12, 1)))

    assert case.state == ApplicationState.ACTIVE
    assert people_of(mother.nik).status_since == date(2026, 12, 1)


def test_whom_the_scheme_cannot_take_goes_back_and_the_others_are_covered(scheme: Scheme) -> None:
    good, bad = candidate("Sulastri"), candidate("Bagus", relation=3)
    scheme.refuses = {bad.nik}
    case = approved(new_application(ApplicationKind.NEW, good, bad))
    a_signed_letter()

    sent_off()
    enrolment.take_effect(at=RECEIVED)

    row = case.row
    assert (row.state, row.reason) == (ApplicationState.RETURNED, "scheme_refused")
    assert row.repairs == ["person:2:nik"]
    assert people_of(good.nik).status == Status.AKTIF
    assert Candidate.objects.get(nik_index=_index(bad.nik)).person_id is None


def test_what_came_back_is_mended_and_only_who_is_left_stands_on_the_next_letter(
    scheme: Scheme,
) -> None:
    make_city(same_day=False)
    good, bad = candidate("Sulastri"), candidate("Bagus", relation=3)
    scheme.refuses = {bad.nik}
    case = approved(new_application(ApplicationKind.NEW, good, bad))
    a_signed_letter()
    sent_off()

    scheme.refuses = set()
    enrolment.mend(
        application_id=case.application_id,
        wanted=case.wanted,
        client_key=uuid4(),
        by=case.officer,
        at=RECEIVED,
    )
    assert case.step("health").state == "open"
    say_yes(case, at=RECEIVED)
    second = a_signed_letter(at=RECEIVED)
    sent_off(RECEIVED)
    enrolment.take_effect(at=noon_of(date(2026, 12, 1)))

    assert [one.candidate.line for one in LetterLine.objects.filter(letter=second)] == [2]
    assert case.state == ApplicationState.ACTIVE
    assert people_of(bad.nik).status == Status.AKTIF


def test_cover_ends_for_who_died() -> None:
    covered = candidate("Sulastri")
    approved(new_application(ApplicationKind.NEW, covered))
    a_signed_letter()
    sent_off()
    enrolment.take_effect(at=RECEIVED)

    wanted = new_application(ApplicationKind.ENDING, covered)
    ending = approved(replace(wanted, happened_on=date(2026, 11, 24)))
    _register_says_dead(ending.application_id)
    a_signed_letter(at=RECEIVED)
    sent_off(RECEIVED)
    enrolment.take_effect(at=RECEIVED)

    assert ending.state == ApplicationState.ACTIVE
    assert people_of(covered.nik).status == Status.MENINGGAL


def _register_says_dead(application_id: int) -> None:
    """What the population register had answered before the office decided."""
    step = Step.objects.filter(application=application_id).earliest("pk")
    Check.objects.update_or_create(
        step=step,
        candidate=Candidate.objects.get(application=application_id),
        kind="population",
        defaults={
            "ref": uuid4(),
            "state": "agrees",
            "evidence": "T-1",
            "facts": {"alive": False},
            "answered_at": RECEIVED,
        },
    )


def test_a_lost_answer_is_asked_for_again_and_the_letter_counts_once(scheme: Scheme) -> None:
    scheme.answer_lost = 1
    case = approved()
    letter_id = a_signed_letter()

    sent_off(RECEIVED)
    assert Letter.objects.get(pk=letter_id).last_error == "answer_lost"
    sent_off(RECEIVED + timedelta(minutes=5))
    sent_off(RECEIVED + timedelta(minutes=10))

    assert scheme.received == [Letter.objects.get(pk=letter_id).number]
    assert case.state == ApplicationState.SENT
    assert case.row.moves.filter(act="hand_over").count() == 1


def test_a_worker_that_was_killed_leaves_the_letter_to_the_next_one(scheme: Scheme) -> None:
    approved()
    letter_id = a_signed_letter()
    enrolment.claim_letters(at=RECEIVED, limit=5)

    assert sent_off(RECEIVED + timedelta(seconds=30)) == 0
    assert sent_off(RECEIVED + timedelta(minutes=3)) == 1

    assert Letter.objects.get(pk=letter_id).state == LetterState.RECEIVED


def test_following_a_letter_twice_changes_nothing() -> None:
    mother = candidate("Sulastri")
    approved(new_application(ApplicationKind.NEW, mother))
    a_signed_letter()
    sent_off()

    enrolment.take_effect(at=RECEIVED)
    enrolment.take_effect(at=RECEIVED)

    assert people_of(mother.nik).happenings == 1


def test_somebody_else_with_an_employer_by_now_goes_back() -> None:
    worker = candidate("Worker")
    case = approved(new_application(ApplicationKind.NEW, worker))
    a_signed_letter()
    sent_off()
    _employed(worker.nik)

    enrolment.take_effect(at=RECEIVED)

    assert case.state == ApplicationState.RETURNED


def _employed(nik: str) -> None:
    row = Candidate.objects.get(nik_index=_index(nik))
    person = new_person(row.name_sealed, segment=Segment.PPU_BU)
    make_family(replace(person, nik=nik, birth_date=date.fromisoformat(row.birth_sealed)))
