"""With the scheme's receipt our own record follows: put right, or ended on its day."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import transaction
from pytest_django import Settings

from tests.factories.enrolment import (
    PANDANWANGI,
    TUESDAY,
    candidate,
    drafted,
    kk_number,
    make_city,
    new_application,
    with_papers,
)
from tests.factories.letters import (
    RECEIVED,
    a_signed_letter,
    approved,
    fresh_scheme,
    say_yes,
    sent_off,
)
from tests.factories.members import LONG_AGO, NOON, SETUP
from titian.enrolment import services as enrolment
from titian.enrolment.errors import ApplicationIncomplete, ApplicationWrong, NotPaidByCity
from titian.enrolment.types import ApplicationKind, ApplicationState, DocumentKind, NewCandidate
from titian.members import services as members
from titian.members.models import ChangeRequest, Person
from titian.members.types import CityCard, CityPerson, Relation, Sex, Status

pytestmark = pytest.mark.django_db
MOVED = date(2026, 11, 2)


@pytest.fixture(autouse=True)
def a_city(settings: Settings, tmp_path: Path) -> None:
    settings.TITIAN_HOME = tmp_path
    settings.TITIAN_SIGNER = "titian.demo.signing.signer"
    settings.TITIAN_STAMP_DUTY = "titian.demo.stamping.stamp_duty"
    settings.TITIAN_INTAKE = "tests.factories.letters.intake"
    make_city()
    fresh_scheme()


def paid_by_the_city(one: NewCandidate, kk: str) -> Person:
    card = CityCard(kk, PANDANWANGI, "Jalan Contoh 7")
    person = CityPerson(
        one.nik, one.full_name, one.birth_date, Sex(one.sex), Relation(one.relation)
    )
    with transaction.atomic():
        [pk] = members.enrol_by_city(card=card, people=[person], on=LONG_AGO, by=SETUP, at=NOON)
    return Person.objects.get(pk=pk)


def followed() -> None:
    a_signed_letter()
    sent_off()
    enrolment.take_effect(at=RECEIVED)


def test_a_number_is_put_right_once_the_scheme_has_the_letter() -> None:
    kk, wrong, right = kk_number(), candidate("Sulastri"), candidate("Sulastri")
    row = paid_by_the_city(wrong, kk)
    case = approved(new_application(ApplicationKind.CORRECTION, right, kk=kk))

    followed()

    row.refresh_from_db()
    [line] = case.people()
    assert row.nik_sealed == right.nik
    assert (line.person_id, line.outcome) == (row.pk, "correct")
    assert case.state == ApplicationState.ACTIVE
    assert ChangeRequest.objects.get(person=row.pk).step == "done"


def test_nobody_is_corrected_whom_neither_number_nor_card_knows() -> None:
    paid_by_the_city(candidate("Sulastri"), kk := kk_number())

    with pytest.raises(NotPaidByCity):
        drafted(new_application(ApplicationKind.CORRECTION, candidate("Somebody"), kk=kk))


def test_a_number_of_somebody_else_is_with_the_branch_and_nothing_is_overwritten() -> None:
    kk, mine, theirs = kk_number(), candidate("Sulastri"), candidate("Bagus")
    row, other = paid_by_the_city(mine, kk), paid_by_the_city(theirs, kk_number())
    wanted = new_application(ApplicationKind.CORRECTION, replace(mine, nik=theirs.nik), kk=kk)
    case = approved(wanted)

    followed()

    row.refresh_from_db()
    other.refresh_from_db()
    assert (row.nik_sealed, other.nik_sealed) == (mine.nik, theirs.nik)
    assert case.people()[0].outcome == "proposed"
    assert ChangeRequest.objects.get(person=row.pk).step == "open"


def test_cover_ends_on_the_day_of_the_move() -> None:
    kk, one = kk_number(), candidate("Sulastri")
    row = paid_by_the_city(one, kk)
    approved(replace(new_application(ApplicationKind.ENDING, one, kk=kk), happened_on=MOVED))

    followed()

    row.refresh_from_db()
    assert (row.status, row.status_since) == (Status.NONAKTIF_SEGMEN, MOVED)


def test_who_died_has_the_day_of_the_certificate() -> None:
    kk, one = kk_number(), candidate("Sulastri")
    row = paid_by_the_city(one, kk)
    wanted = replace(new_application(ApplicationKind.ENDING, one, kk=kk), happened_on=MOVED)
    case = with_papers(drafted(wanted), DocumentKind.KK, DocumentKind.DEATH)
    enrolment.submit(
        application_id=case.application_id, client_key=uuid4(), by=case.officer, at=TUESDAY
    )
    say_yes(case)

    followed()

    row.refresh_from_db()
    assert (row.status, row.died_on) == (Status.MENINGGAL, MOVED)


def test_an_end_without_its_day_is_not_sent() -> None:
    kk, one = kk_number(), candidate("Sulastri")
    paid_by_the_city(one, kk)
    case = with_papers(drafted(new_application(ApplicationKind.ENDING, one, kk=kk)))

    with pytest.raises(ApplicationIncomplete) as refused:
        enrolment.submit(
            application_id=case.application_id, client_key=uuid4(), by=case.officer, at=TUESDAY
        )

    assert refused.value.data["missing"] == ("happened_on",)


def test_nobody_dies_tomorrow() -> None:
    kk, one = kk_number(), candidate("Sulastri")
    paid_by_the_city(one, kk)
    wanted = new_application(ApplicationKind.ENDING, one, kk=kk)

    with pytest.raises(ApplicationWrong):
        drafted(replace(wanted, happened_on=date(2026, 11, 25)))
