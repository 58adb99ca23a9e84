"""The branch decides: with reasons, once, never its own, and pays what was approved."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.factories.claims import (
    NEXT_DAY,
    Case,
    approved,
    branch_officer,
    checked,
    disputed,
    prepared,
    refused,
    sent,
)
from tests.factories.queue import MORNING
from titian.claims import services as claims
from titian.claims.errors import (
    AmountWrong,
    ClaimCannot,
    ClaimTaken,
    OwnClaim,
    ReasonNeeded,
)
from titian.claims.models import Claim, ClaimStep
from titian.claims.types import ClaimState
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def steps_of(case: Case) -> list[str]:
    return list(
        ClaimStep.objects.filter(claim=case.row).order_by("id").values_list("act", flat=True)
    )


def test_it_is_sent_back_only_with_a_reason() -> None:
    case = sent()
    send_back = partial(
        claims.send_back,
        letter_number=case.number, words="", client_key=uuid4(), by=case.branch, at=NEXT_DAY,
    )  # fmt: skip

    with pytest.raises(ReasonNeeded):
        send_back(reason="", missing=["bill"])
    with pytest.raises(ReasonNeeded):
        send_back(reason="paper_missing", missing=[])

    assert case.state == ClaimState.SUBMITTED


def test_the_same_press_decides_once() -> None:
    case, key = sent(), uuid4()

    for _ in range(2):
        claims.complete(letter_number=case.number, client_key=key, by=case.branch, at=NEXT_DAY)

    assert steps_of(case) == ["submit", "complete", "check"]


def test_more_than_was_asked_is_not_approved() -> None:
    case = checked()

    with pytest.raises(AmountWrong):
        claims.approve(
            letter_number=case.number, approved=800_001, client_key=uuid4(), by=case.branch,
            at=NEXT_DAY,
        )  # fmt: skip


def test_who_sent_a_claim_does_not_decide_it() -> None:
    both = Actor.staff(
        977_001, (Grant("manager", Scope("facility", "x")), Grant("branch", Scope("all")))
    )
    case = prepared()
    grants = (Grant("claims", Scope("facility", case.hospital.facility.code)), *both.grants)
    both = Actor.staff(977_001, grants)
    claims.submit(letter_number=case.number, by=both, at=MORNING)

    with pytest.raises(OwnClaim):
        claims.complete(letter_number=case.number, client_key=uuid4(), by=both, at=NEXT_DAY)

    assert claims.take_next(by=both, at=NEXT_DAY) != case.number
    row = case.row
    row.decided_by, row.decided_at = both.ref, NEXT_DAY
    with pytest.raises(IntegrityError, match="claim_two_people"), transaction.atomic():
        row.save()


def test_a_colleague_s_case_is_left_alone_for_half_an_hour() -> None:
    case = sent()
    Claim.objects.filter(pk=case.row.pk).update(held_by="account:1", held_at=NEXT_DAY)

    with pytest.raises(ClaimTaken):
        claims.complete(letter_number=case.number, client_key=uuid4(), by=case.branch, at=NEXT_DAY)
    later = NEXT_DAY + timedelta(minutes=31)
    claims.complete(letter_number=case.number, client_key=uuid4(), by=case.branch, at=later)

    assert case.state == ClaimState.CHECKING


def test_a_dispute_is_settled_by_another_officer_and_for_good() -> None:
    case = disputed()
    settle = partial(
        claims.settle,
        letter_number=case.number, approved=700_000, words="", client_key=uuid4(), at=NEXT_DAY,
    )  # fmt: skip
    with pytest.raises(OwnClaim):
        settle(by=case.branch)

    settle(by=branch_officer())

    assert case.state == ClaimState.APPROVED
    assert case.row.approved == 700_000
    with pytest.raises(ClaimCannot):
        claims.dispute(letter_number=case.number, words="Lagi", by=case.officer, at=NEXT_DAY)


def test_a_dispute_that_is_not_granted_stays_refused() -> None:
    case = disputed()

    claims.settle(
        letter_number=case.number, approved=None, words="Jasa Raharja yang menjamin",
        client_key=uuid4(), by=branch_officer(), at=NEXT_DAY,
    )  # fmt: skip

    assert case.state == ClaimState.REFUSED


def test_a_dispute_has_a_reason() -> None:
    case = refused()

    with pytest.raises(ReasonNeeded):
        claims.dispute(letter_number=case.number, words=" ", by=case.officer, at=NEXT_DAY)


def test_paid_is_what_was_approved_and_once() -> None:
    case, other = approved(), refused()

    numbers = [case.number, other.number]
    first = claims.pay(letter_numbers=numbers, payment_ref="T1", by=case.branch, at=NEXT_DAY)
    again = claims.pay(letter_numbers=numbers, payment_ref="T2", by=case.branch, at=NEXT_DAY)

    assert (first, again) == (1, 0)
    assert (case.row.payment_ref, other.state) == ("T1", ClaimState.REFUSED)
    with pytest.raises(ReasonNeeded):
        claims.pay(letter_numbers=numbers, payment_ref="", by=case.branch, at=NEXT_DAY)
