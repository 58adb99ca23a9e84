from datetime import timedelta
from uuid import uuid4

import pytest

from tests.factories.enrolment import (
    CITY,
    TUESDAY,
    agency_officer,
    candidate,
    make_city,
    new_application,
    submitted,
    village_officer,
)
from titian.enrolment import selectors as enrolment_read
from titian.enrolment import services as enrolment
from titian.enrolment.errors import (
    ApplicationGone,
    ApplicationSettled,
    NotEnrolmentOfficer,
    OwnEntry,
    StepSettled,
    StepTaken,
    VerdictWrong,
)
from titian.enrolment.models import Check, Step
from titian.enrolment.types import ApplicationKind, CheckState, OfficeKind, StepState, Verdict
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope
from titian.platform.audit.models import AuditEntry

LATER = TUESDAY + timedelta(minutes=5)
SOCIAL = f"{CITY}/social"


@pytest.fixture(autouse=True)
def _city(db: None) -> None:
    make_city()


def said(
    step: Step,
    by: Actor,
    verdict: Verdict = Verdict.YES,
    reason: str = "seen_papers",
    repairs: tuple[str, ...] = (),
) -> None:
    enrolment.decide(
        step_id=step.pk,
        verdict=verdict,
        reason=reason,
        words="",
        repairs=repairs,
        client_key=uuid4(),
        by=by,
        at=LATER,
    )


def every_register_agrees(step: Step) -> None:
    Check.objects.filter(step=step).update(
        state=CheckState.AGREES, evidence="N-1", answered_at=TUESDAY, next_at=None
    )


def test_three_offices_say_yes_in_any_order_and_only_then_the_last_one_has_it() -> None:
    case = submitted()

    for kind in (OfficeKind.LABOUR, OfficeKind.POPULATION):
        said(case.step(kind), agency_officer(kind))
    assert case.step("health").state == StepState.BLOCKED
    said(case.step("social"), agency_officer(OfficeKind.SOCIAL))

    assert case.step("health").state == StepState.OPEN
    said(case.step("health"), agency_officer(OfficeKind.HEALTH))
    assert case.state == "approved"


def test_nobody_decides_before_their_turn() -> None:
    case = submitted()

    with pytest.raises(StepSettled):
        said(case.step("health"), agency_officer(OfficeKind.HEALTH))


def test_one_no_ends_it_and_the_others_have_nothing_left_to_do() -> None:
    case = submitted()
    labour = agency_officer(OfficeKind.LABOUR)

    said(case.step("social"), agency_officer(OfficeKind.SOCIAL), Verdict.NO, "on_national_list")

    assert (case.state, case.row.reason) == ("refused", "on_national_list")
    with pytest.raises(ApplicationSettled):
        said(case.step("labour"), labour)
    assert enrolment.claim_next(office_code=f"{CITY}/labour", by=labour, at=LATER) is None


def test_back_for_repair_says_what_is_to_be_mended() -> None:
    case = submitted()

    by = agency_officer(OfficeKind.SOCIAL)
    said(case.step("social"), by, Verdict.RETURN, "paper_unreadable", ("kk", "people"))

    assert (case.state, case.row.repairs) == ("returned", ["kk", "people"])


@pytest.mark.parametrize(
    "verdict, reason, repairs",
    [
        (Verdict.YES, "paper_missing", ()),
        (Verdict.YES, "seen_papers", ("kk",)),
        (Verdict.RETURN, "paper_missing", ()),
        (Verdict.RETURN, "paper_missing", ("death",)),
        (Verdict.NO, "employer_must_pay", ()),
        (Verdict.NO, "because", ()),
    ],
)
def test_a_reason_fits_the_verdict_and_the_office(
    verdict: Verdict, reason: str, repairs: tuple[str, ...]
) -> None:
    case = submitted()

    with pytest.raises(VerdictWrong):
        said(case.step("social"), agency_officer(OfficeKind.SOCIAL), verdict, reason, repairs)

    assert case.step("social").state == StepState.OPEN


def test_the_same_press_again_changes_nothing_and_another_is_too_late() -> None:
    case, by, key = submitted(), agency_officer(OfficeKind.SOCIAL), uuid4()
    step = case.step("social")

    for _ in range(2):
        enrolment.decide(
            step_id=step.pk,
            verdict=Verdict.YES,
            reason="seen_papers",
            words="",
            repairs=(),
            client_key=key,
            by=by,
            at=LATER,
        )

    with pytest.raises(StepSettled):
        said(step, by, Verdict.NO, "not_entitled")
    decided = AuditEntry.objects.filter(action="enrolment.step_decided")
    assert decided.filter(target=f"enrolment:{case.application_id}").count() == 1


def test_nobody_decides_what_they_entered() -> None:
    both = Actor.staff(
        "9001",
        (Grant("village", Scope("region", CITY)), Grant("agency", Scope("office", SOCIAL))),
    )
    case = submitted(by=both)

    with pytest.raises(OwnEntry):
        said(case.step("social"), both)
    assert enrolment.claim_next(office_code=SOCIAL, by=both, at=LATER) is None


def test_the_owner_the_right_office_and_another_office() -> None:
    case, social = submitted(), agency_officer(OfficeKind.SOCIAL)
    step = case.step("social")
    others = [agency_officer(OfficeKind.LABOUR), village_officer(), Actor.visitor()]

    for stranger in [*others, case.officer, agency_officer(OfficeKind.SOCIAL, "35.79")]:
        with pytest.raises(ApplicationGone):
            said(step, stranger)
        with pytest.raises(ApplicationGone):
            enrolment_read.case(step.pk, viewer=stranger, at=LATER)
        with pytest.raises(NotEnrolmentOfficer):
            enrolment.claim_next(office_code=SOCIAL, by=stranger, at=LATER)
        with pytest.raises(NotEnrolmentOfficer):
            enrolment_read.work_list(SOCIAL, viewer=stranger, at=LATER)

    assert enrolment_read.case(step.pk, viewer=social, at=LATER).may_decide
    looks = AuditEntry.objects.filter(target=f"enrolment:{case.application_id}", actor=social.ref)
    assert looks.exists()


def test_the_next_case_is_the_urgent_one_then_the_soonest_clock() -> None:
    by = agency_officer(OfficeKind.SOCIAL)
    first, second = submitted(), submitted(at=TUESDAY + timedelta(minutes=1))
    urgent = submitted(
        new_application(ApplicationKind.URGENT, hospital_letter_at=TUESDAY),
        at=TUESDAY + timedelta(minutes=2),
    )

    at = TUESDAY + timedelta(minutes=10)
    order = []
    for case in (urgent, first, second):
        order.append(enrolment.claim_next(office_code=SOCIAL, by=by, at=at))
        said(case.step("social"), by)

    assert order == [case.step("social").pk for case in (urgent, first, second)]


def test_two_officers_never_have_the_same_case_until_it_was_left_lying() -> None:
    case, another = submitted(), agency_officer(OfficeKind.SOCIAL)
    held = enrolment.claim_next(
        office_code=SOCIAL, by=agency_officer(OfficeKind.SOCIAL), at=TUESDAY + timedelta(minutes=3)
    )

    soon, later = TUESDAY + timedelta(minutes=4), TUESDAY + timedelta(minutes=40)
    assert held == case.step("social").pk
    assert enrolment.claim_next(office_code=SOCIAL, by=another, at=soon) is None
    with pytest.raises(StepTaken):
        said(case.step("social"), another)
    assert enrolment.claim_next(office_code=SOCIAL, by=another, at=later) == held


def test_a_case_given_back_waits_for_anybody() -> None:
    case, by = submitted(), agency_officer(OfficeKind.SOCIAL)
    enrolment.claim_next(office_code=SOCIAL, by=by, at=TUESDAY + timedelta(minutes=3))

    enrolment.release(step_id=case.step("social").pk, by=by, at=LATER)

    assert case.step("social").claimed_by == ""


def test_what_the_registers_are_still_asked_comes_a_little_later() -> None:
    case, by = submitted(), agency_officer(OfficeKind.SOCIAL)
    at_once = enrolment.claim_next(office_code=SOCIAL, by=by, at=TUESDAY)

    assert at_once is None
    every_register_agrees(case.step("social"))
    assert enrolment.claim_next(office_code=SOCIAL, by=by, at=TUESDAY) == case.step("social").pk


def test_many_at_once_only_where_every_register_agrees() -> None:
    by = agency_officer(OfficeKind.SOCIAL)
    agreed, differs = submitted(), submitted()
    urgent = submitted(new_application(ApplicationKind.URGENT, hospital_letter_at=TUESDAY))
    for case in (agreed, urgent):
        every_register_agrees(case.step("social"))
    ids = [case.step("social").pk for case in (agreed, differs, urgent)]

    key, done = uuid4(), (0, 0)
    for _ in range(2):
        done = enrolment.decide_many(step_ids=ids, client_key=key, by=by, at=LATER)

    assert done == (1, 2)
    states = [case.step("social").state for case in (agreed, differs, urgent)]
    assert states == [StepState.YES, StepState.OPEN, StepState.OPEN]


def test_the_work_list_names_nobody_and_counts_all() -> None:
    by = agency_officer(OfficeKind.SOCIAL)
    submitted(new_application(ApplicationKind.NEW, candidate(), candidate("Adi", sex="L")))
    late = TUESDAY + timedelta(days=3)

    listed = enrolment_read.work_list(SOCIAL, viewer=by, at=late)

    (line,) = listed.lines
    assert (listed.waiting, listed.late, line.people, line.is_late) == (1, 1, 2, True)
    assert (line.title, line.registers) == ("Peserta baru", CheckState.ASKING)
