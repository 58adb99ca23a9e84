"""Clocks that run out, and effects that fail: somebody hears of it, once."""

from datetime import timedelta

import pytest
from pytest_django import Settings

from tests.factories.members import acting_for
from tests.factories.requests import (
    MONDAY,
    Household,
    a_branch_officer,
    a_household,
    asks,
    decides,
)
from titian.members import rules
from titian.members import selectors as members_read
from titian.members import services as members
from titian.members.models import ChangeRequest
from titian.members.services.requests import applying
from titian.members.types import Decider, PaperKind, RequestKind, RequestStep
from titian.notifications.models import Message
from titian.platform.outbox.models import OutboxEvent

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

WEEK = timedelta(days=7)
DEATH = {"died_on": "2026-11-20"}


def a_request_that_waits(home: Household) -> int:
    asked = asks(home.mother, RequestKind.DEATH, DEATH, PaperKind.DEATH, by=acting_for(home.father))
    assert asked.decider is Decider.OFFICER
    return asked.request_id


def ran_out() -> list[int]:
    found = OutboxEvent.objects.filter(name="members.clock_ran_out")
    return [one.facts["request_id"] for one in found]


def test_a_clock_that_runs_out_is_told_to_the_branch_once(settings: Settings) -> None:
    settings.TITIAN_LATE_EMAIL = "cabang@contoh.test"
    asked = a_request_that_waits(a_household())

    early = members.tell_late(at=MONDAY + timedelta(hours=1))
    late, again = (members.tell_late(at=MONDAY + WEEK) for _ in range(2))

    assert (early, late, again) == (0, 1, 0)
    assert ran_out() == [asked]
    assert Message.objects.filter(template__endswith="clock_late.txt").count() == 1


def test_without_an_address_the_list_alone_says_it(settings: Settings) -> None:
    settings.TITIAN_LATE_EMAIL = ""
    asked = a_request_that_waits(a_household())

    members.tell_late(at=MONDAY + WEEK)

    (line,) = members_read.work_list(viewer=a_branch_officer(), at=MONDAY + WEEK)
    assert (line.request_id, line.is_late) == (asked, True)
    assert not Message.objects.filter(template__endswith="clock_late.txt").exists()


def test_what_was_decided_in_time_is_told_to_nobody() -> None:
    decides(a_request_that_waits(a_household()))

    assert members.tell_late(at=MONDAY + WEEK) == 0


def test_an_effect_that_fails_is_tried_later_and_later(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = a_phone(a_household())
    breaks(monkeypatch)
    at = MONDAY + timedelta(hours=72)

    waits = []
    for _ in range(4):
        members.apply_due_requests(at=at)
        row = ChangeRequest.objects.get(pk=asked)
        assert row.retry_at is not None
        waits.append(row.retry_at - at)
        assert members.apply_due_requests(at=row.retry_at - timedelta(seconds=1)) == 0
        at = row.retry_at

    assert [wait.total_seconds() for wait in waits] == [30, 60, 120, 240]
    assert ChangeRequest.objects.get(pk=asked).failures == 4


def test_after_five_failures_the_officers_list_shows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    home = a_household()
    asked = a_phone(home)
    officer = a_branch_officer()
    breaks(monkeypatch)
    at = MONDAY + timedelta(hours=72)
    for _ in range(rules.STUCK_AFTER):
        assert members_read.stuck(viewer=officer, at=at) == []
        members.apply_due_requests(at=at)
        at += timedelta(hours=1)

    (line,) = members_read.stuck(viewer=officer, at=at)

    assert line.request_id == asked


def test_when_it_works_again_it_takes_effect(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = a_phone(a_household())
    at = MONDAY + timedelta(hours=72)
    with monkeypatch.context() as broken:
        breaks(broken)
        members.apply_due_requests(at=at)

    assert members.apply_due_requests(at=at + timedelta(minutes=1)) == 1
    assert ChangeRequest.objects.get(pk=asked).step == RequestStep.DONE


def a_phone(home: Household) -> int:
    wanted = {"channel": "sms", "phone": "081200000001"}
    return asks(home.mother, RequestKind.PHONE, wanted).request_id


def breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setitem(applying.TOGETHER, RequestKind.PHONE, broken)
