"""At the same moment, in threads: one application, one decision, one letter, one place."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest
from pytest_django import Settings

from tests.factories.enrolment import (
    CITY,
    TUESDAY,
    agency_officer,
    drafted,
    make_city,
    new_application,
    signer,
    submitted,
    with_papers,
)
from tests.factories.letters import (
    DECIDED,
    RECEIVED,
    SIGNED,
    Scheme,
    a_letter,
    a_signed_letter,
    approved,
    fresh_scheme,
    say_yes,
)
from tests.threads import all_at_once
from titian.enrolment import services as enrolment
from titian.enrolment.errors import AlreadyApplied, StepSettled
from titian.enrolment.models import Application, City, CityTerm, Letter, LetterLine, Move, Step
from titian.enrolment.types import ApplicationState, LetterState, OfficeKind, Verdict
from titian.platform.audit.models import AuditEntry
from titian.platform.outbox.models import OutboxEvent
from titian.platform.uploads.models import Upload

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.slow]

MANY = 8


def test_eight_sendings_of_one_family_are_one_application() -> None:
    make_city()
    wanted = new_application()
    cases = [with_papers(drafted(replace(wanted, words=f"{n}"))) for n in range(MANY)]

    answers = all_at_once(
        [
            partial(
                enrolment.submit, application_id=case.application_id, client_key=uuid4(),
                by=case.officer, at=TUESDAY,
            )
            for case in cases
        ]
    )  # fmt: skip

    sent = Application.objects.filter(
        pk__in=[case.application_id for case in cases], state="verifying"
    )
    assert [type(one) for one in answers if not isinstance(one, str)] == [AlreadyApplied] * 7
    assert [row.code for row in sent] == [one for one in answers if isinstance(one, str)]


def test_one_press_eight_times_at_once_sends_once() -> None:
    make_city()
    case, key = with_papers(drafted()), uuid4()
    press = partial(
        enrolment.submit, application_id=case.application_id, client_key=key, by=case.officer,
        at=TUESDAY,
    )  # fmt: skip

    answers = all_at_once([press] * MANY)

    assert answers == [case.code] * MANY
    assert Move.objects.filter(application=case.application_id).count() == 1


def test_of_officers_who_decide_one_step_at_once_one_has_decided() -> None:
    make_city()
    step = submitted().step("social")
    officers = [agency_officer(OfficeKind.SOCIAL) for _ in range(MANY)]

    answers = all_at_once(
        [
            partial(
                enrolment.decide, step_id=step.pk, verdict=verdict, reason=reason, words="",
                repairs=(), client_key=uuid4(), by=by, at=DECIDED,
            )
            for by, (verdict, reason) in zip(
                officers,
                [(Verdict.YES, "seen_papers"), (Verdict.NO, "not_entitled")] * (MANY // 2),
                strict=True,
            )
        ]
    )  # fmt: skip

    assert [type(one) for one in answers].count(type(None)) == 1
    assert len([one for one in answers if isinstance(one, StepSettled)]) >= MANY // 2
    target = f"enrolment:{step.application_id}"
    assert AuditEntry.objects.filter(target=target, action="enrolment.step_decided").count() == 1


def test_officers_who_take_the_next_case_at_once_never_take_the_same() -> None:
    make_city()
    for _ in range(MANY):
        submitted()
    office = f"{CITY}/{OfficeKind.LABOUR}"

    taken = all_at_once(
        [
            partial(
                enrolment.claim_next, office_code=office, by=agency_officer(OfficeKind.LABOUR),
                at=DECIDED,
            )
            for _ in range(MANY)
        ]
    )  # fmt: skip

    assert len({one for one in taken if isinstance(one, int)}) == MANY
    held = Step.objects.filter(pk__in=[one for one in taken if isinstance(one, int)])
    assert held.values("claimed_by").distinct().count() == MANY


@pytest.fixture
def scheme(committed_db: None, settings: Settings, tmp_path: Path) -> Iterator[Scheme]:
    del committed_db
    settings.TITIAN_HOME = tmp_path
    settings.TITIAN_SIGNER = "titian.demo.signing.signer"
    settings.TITIAN_STAMP_DUTY = ""
    settings.TITIAN_INTAKE = "tests.factories.letters.intake"
    make_city()
    yield fresh_scheme()
    _nothing_waits_to_be_handed_over()


def _nothing_waits_to_be_handed_over() -> None:
    """What commits here is no other test's work."""
    Letter.objects.filter(state=LetterState.SIGNED).update(next_at=None)


def test_heads_who_make_a_letter_at_once_put_nobody_on_two(scheme: Scheme) -> None:
    del scheme
    cases = [approved() for _ in range(3)]

    all_at_once([partial(a_letter, signer()) for _ in range(4)])

    people = [one.pk for case in cases for one in case.people()]
    lines = LetterLine.objects.filter(candidate__in=people)
    assert sorted(lines.values_list("candidate", flat=True)) == sorted(people)


def test_two_who_sign_one_letter_at_once_sign_it_once(scheme: Scheme) -> None:
    del scheme
    case = approved()
    letter = a_letter()

    answers = all_at_once(
        [partial(enrolment.sign_letter, letter_id=letter, by=signer(), at=SIGNED)] * 2
    )

    assert answers == [None, None]
    assert Letter.objects.get(pk=letter).state == LetterState.SIGNED
    signed = AuditEntry.objects.filter(
        target=f"enrolment_letter:{letter}", action="enrolment.letter_signed"
    )
    assert signed.count() == 1
    assert Upload.objects.filter(used_for__endswith=f"letter:{letter}").count() == 1
    assert case.state == ApplicationState.SENT
    assert Move.objects.filter(application=case.application_id, act="hand_over").count() == 1


def test_workers_who_look_for_letters_at_once_never_claim_the_same(scheme: Scheme) -> None:
    del scheme
    letters = []
    for _ in range(3):
        approved()
        letters.append(a_signed_letter())

    claimed = all_at_once(
        [partial(enrolment.claim_letters, at=RECEIVED, limit=5) for _ in range(4)]
    )

    found = [pk for some in claimed if isinstance(some, list) for pk in some]
    assert len(found) == len(set(found))
    assert set(letters) <= set(found)


def test_workers_who_hand_over_one_letter_at_once_write_one_receipt(scheme: Scheme) -> None:
    """The first one was thought dead: the scheme is asked twice, and knows the number."""
    case = approved()
    letter = a_signed_letter()

    all_at_once(
        [partial(enrolment.hand_over_letter, letter_id=letter, at=RECEIVED) for _ in range(4)]
    )

    row = Letter.objects.get(pk=letter)
    assert (row.state, row.receipt) == (LetterState.RECEIVED, f"T-{row.number}")
    assert scheme.received.count(row.number) == 1
    target = f"enrolment_letter:{letter}"
    received = AuditEntry.objects.filter(target=target, action="enrolment.letter_received")
    assert received.count() == 1
    told = OutboxEvent.objects.filter(name="enrolment.letter_received", facts__letter_id=letter)
    assert told.count() == 1
    assert case.state == ApplicationState.SENT


def test_whose_day_has_come_is_covered_once_by_however_many_workers(scheme: Scheme) -> None:
    del scheme
    case = approved()
    enrolment.hand_over_letter(letter_id=a_signed_letter(), at=RECEIVED)

    all_at_once([partial(enrolment.take_effect, at=RECEIVED)] * 4)

    assert case.state == ApplicationState.ACTIVE
    assert Move.objects.filter(application=case.application_id, act="take_effect").count() == 1
    [person] = case.people()
    assert person.person is not None


@pytest.fixture
def one_place(committed_db: None) -> Iterator[None]:
    """Nobody of another test waits before ours; afterwards the city pays for everybody."""
    del committed_db
    make_city()
    Application.objects.filter(state="waiting").update(
        state="cancelled", ended_at=DECIDED, reason="family_withdrew"
    )
    yield
    CityTerm.objects.filter(city=CITY).update(people_paid=None)


def room_for(people: int) -> None:
    """So many more than are covered or on the way."""
    on_the_way = sum(
        row.people.filter(is_proposed=True).count()
        for row in Application.objects.filter(
            city=CITY, state__in=["approved", "sent"], procedure__body__effect="enrol"
        )
    )
    now = City.objects.get(pk=CITY).people_now
    CityTerm.objects.filter(city=CITY).update(people_paid=now + on_the_way + people)


@pytest.mark.usefixtures("one_place")
def test_the_last_place_of_the_city_goes_to_one_family() -> None:
    cases = [submitted() for _ in range(4)]
    room_for(1)

    all_at_once([partial(say_yes, case) for case in cases])

    assert sorted(case.state for case in cases) == ["approved", *["waiting"] * 3]


@pytest.mark.usefixtures("one_place")
def test_one_place_that_is_free_again_admits_who_waited_longest() -> None:
    room_for(0)
    cases = [approved() for _ in range(3)]
    room_for(1)

    admitted = all_at_once([partial(enrolment.admit, at=DECIDED)] * 4)

    assert sum(one for one in admitted if isinstance(one, int)) == 1
    assert [case.state for case in cases] == ["approved", "waiting", "waiting"]
