"""From the letter to the money, and every way back."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from tests.factories.claims import (
    COSTS,
    NEXT_DAY,
    TUESDAY,
    Case,
    a_letter,
    a_sheet,
    approved,
    prepared,
    returned,
    sent,
    with_paper,
)
from tests.factories.queue import MORNING
from tests.factories.visits import MONDAY
from titian.claims import selectors as claims_read
from titian.claims import services as claims
from titian.claims.errors import (
    CareNotEnded,
    ClaimCannot,
    ClaimIncomplete,
    ClaimSent,
    ClaimTooLate,
    SheetStands,
    SheetUnknown,
)
from titian.claims.models import Claim, ClaimStep
from titian.claims.types import ClaimPaperKind, ClaimStage, ClaimState
from titian.platform.audit.models import AuditEntry
from titian.platform.outbox.models import OutboxEvent
from titian.referrals.types import CareKind
from titian.visits import services as visits
from titian.visits.errors import LetterClaimed
from titian.visits.types import Discharge, Leaving

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def steps_of(case: Case) -> list[str]:
    return list(
        ClaimStep.objects.filter(claim=case.row).order_by("id").values_list("act", flat=True)
    )


def test_a_letter_begins_its_claim_and_the_clock_of_six_months() -> None:
    case = a_letter()

    claims.follow_letter(letter_number=case.number)

    assert case.state == ClaimState.PREPARED
    assert case.row.left_on == MONDAY
    assert f"{case.row.expires_on}" == "2027-05-23"
    assert Claim.objects.filter(letter_number=case.number).count() == 1


def test_a_claim_goes_from_the_facility_to_the_money() -> None:
    case = approved()

    paid = claims.pay(
        letter_numbers=[case.number], payment_ref="TRF-1", by=case.branch, at=NEXT_DAY
    )

    assert paid == 1
    assert case.state == ClaimState.PAID
    assert steps_of(case) == ["submit", "complete", "check", "approve", "pay"]
    assert case.row.certificate
    acts = AuditEntry.objects.filter(target=f"person:{case.person_id}", action="claims.approve")
    assert acts.count() == 1
    told = OutboxEvent.objects.filter(name="claims.moved", facts__claim_id=case.row.pk)
    assert told.count() == 5


def test_an_inpatient_s_claim_waits_for_the_day_of_leaving() -> None:
    case = a_letter(care_kind=CareKind.INPATIENT)
    with pytest.raises(CareNotEnded):
        claims.submit(letter_number=case.number, by=case.officer, at=MORNING)

    leaving = Discharge(TUESDAY, Leaving.DOCTOR)
    visits.discharge(number=case.number, discharge=leaving, by=case.hospital.desk, at=NEXT_DAY)
    claims.follow_letter(letter_number=case.number)

    assert case.row.left_on == TUESDAY
    assert f"{case.row.due_on}" == "2027-05-24"


def test_a_cancelled_letter_takes_what_was_gathered_with_it() -> None:
    case = prepared()

    visits.cancel_letter(number=case.number, by=case.hospital.desk, at=MORNING)
    claims.forget_letter(letter_number=case.number)

    assert not Claim.objects.filter(letter_number=case.number).exists()


def test_a_letter_whose_claim_was_sent_is_closed() -> None:
    case = sent()

    with pytest.raises(LetterClaimed):
        visits.cancel_letter(number=case.number, by=case.hospital.desk, at=MORNING)
    claims.forget_letter(letter_number=case.number)

    assert case.state == ClaimState.SUBMITTED


def test_what_is_not_whole_is_not_sent_and_says_what_is_missing() -> None:
    case = a_letter()

    with pytest.raises(ClaimIncomplete) as refusal:
        claims.submit(letter_number=case.number, by=case.officer, at=MORNING)

    assert refusal.value.data["missing"] == ("sheet", "costs", "summary", "bill")
    assert case.state == ClaimState.PREPARED


def test_sending_twice_is_sending_once() -> None:
    case = sent()

    claims.submit(letter_number=case.number, by=case.officer, at=NEXT_DAY)

    assert steps_of(case) == ["submit"]


def test_a_month_s_claims_go_together_and_one_that_is_not_whole_holds_up_none() -> None:
    ready = prepared()
    bare = a_letter(ready.hospital, name="Budi Santoso")

    numbers = [ready.number, bare.number]
    result = claims.submit_ready(letter_numbers=numbers, by=ready.officer, at=MORNING)

    assert result == (1, 1)
    assert (ready.state, bare.state) == (ClaimState.SUBMITTED, ClaimState.PREPARED)


def test_what_was_sent_is_not_changed_until_it_comes_back() -> None:
    case = sent()

    with pytest.raises(ClaimSent):
        claims.set_costs(letter_number=case.number, costs=COSTS, by=case.officer, at=MORNING)
    with pytest.raises(ClaimSent):
        claims.change_sheet(
            letter_number=case.number, sheet=a_sheet(room="X"), by=case.officer, at=MORNING
        )
    with pytest.raises(ClaimSent):
        claims.withdraw_sheet(letter_number=case.number, by=case.officer, at=MORNING)


def test_what_comes_back_is_mended_and_sent_again() -> None:
    case = returned()
    assert case.row.missing == ["result"]
    with pytest.raises(ClaimIncomplete) as refusal:
        claims.submit(letter_number=case.number, by=case.officer, at=NEXT_DAY)
    assert refusal.value.data["missing"] == ("result",)

    with_paper(case, ClaimPaperKind.RESULT)
    claims.change_sheet(
        letter_number=case.number, sheet=a_sheet(room="Melati"), by=case.officer, at=NEXT_DAY
    )
    claims.submit(letter_number=case.number, by=case.officer, at=NEXT_DAY)

    assert steps_of(case) == ["submit", "send_back", "mend"]
    assert case.row.missing == []


def test_papers_count_as_complete_when_nobody_objects_in_time() -> None:
    case, fresh = sent(), sent()
    Claim.objects.filter(pk=case.row.pk).update(due_on=MONDAY - timedelta(days=1))

    claims.deem_complete(at=MORNING)

    assert case.state == ClaimState.COMPLETE
    assert steps_of(case) == ["submit", "complete"]
    assert fresh.state == ClaimState.SUBMITTED
    claims.check(letter_number=case.number, client_key=uuid4(), by=case.branch, at=NEXT_DAY)
    assert case.state == ClaimState.CHECKING


def test_what_is_not_sent_within_six_months_expires() -> None:
    case = prepared()
    last = MORNING.replace(year=2027, month=5, day=23)

    claims.expire_claims(at=last)
    assert case.state == ClaimState.PREPARED
    with pytest.raises(ClaimTooLate):
        claims.submit(letter_number=case.number, by=case.officer, at=last + timedelta(days=1))
    claims.expire_claims(at=last + timedelta(days=1))

    assert case.state == ClaimState.EXPIRED
    with pytest.raises(ClaimCannot):
        claims.submit(letter_number=case.number, by=case.officer, at=last)


def test_a_care_sheet_is_written_once_changed_and_taken_back() -> None:
    case = a_letter()
    by, number = case.hospital.bridge, case.number
    write = partial(claims.write_sheet, letter_number=number, by=by, at=MORNING)
    change = partial(claims.change_sheet, letter_number=number, by=by, at=MORNING)
    with pytest.raises(SheetUnknown):
        change(sheet=a_sheet())

    assert write(sheet=a_sheet()) == case.number
    assert write(sheet=a_sheet()) == case.number
    with pytest.raises(SheetStands):
        write(sheet=a_sheet(room="Melati"))
    change(sheet=a_sheet(room="Melati"))
    found = claims_read.sheet(case.number, viewer=case.hospital.bridge, at=MORNING)
    assert found.sheet.room == "Melati"

    claims.withdraw_sheet(letter_number=case.number, by=case.hospital.bridge, at=MORNING)
    with pytest.raises(SheetUnknown):
        claims_read.sheet(case.number, viewer=case.hospital.bridge, at=MORNING)


def test_the_scheme_s_monitoring_finds_a_claim_by_day_kind_and_stage() -> None:
    case = approved()

    def found(stage: ClaimStage) -> list[str]:
        views = claims_read.claims_left_on(
            facility_id=case.hospital.facility.pk, left_on=MONDAY, care_kind=CareKind.OUTPATIENT,
            stage=stage, viewer=case.hospital.bridge, at=NEXT_DAY,
        )  # fmt: skip
        return [one.letter_number for one in views]

    assert found(ClaimStage.CLAIM) == [case.number]
    assert found(ClaimStage.PROCESS) == found(ClaimStage.PENDING) == []


def test_steps_are_never_rewritten() -> None:
    case = sent()

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        ClaimStep.objects.filter(claim=case.row).update(reason="lain")
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM claim_step WHERE claim_id = %s", [case.row.pk])
