"""What fails again and again becomes one report, is told to whoever is behind it, and answered."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.factories.reports import CODES, EVENING, a_sent_report, fails, make_party, report_of
from titian.helpdesk import services as helpdesk
from titian.helpdesk.errors import (
    NobodyToTell,
)
from titian.helpdesk.models import Evidence, Report, ReportMove
from titian.helpdesk.types import Cause, ReportState
from titian.kernel.actors import Actor
from titian.kernel.scopes import EVERYWHERE, REGION, Grant, Scope
from titian.notifications.models import Message
from titian.notifications.services.wording import worded

pytestmark = pytest.mark.django_db
SOON = EVENING + timedelta(minutes=1)
LATER = EVENING + timedelta(minutes=11)
NEXT_DAY = EVENING + timedelta(days=1)
OPERATOR = Actor.staff("operator", (Grant("operator", Scope(EVERYWHERE)),))
MALANG = Actor.staff("malang", (Grant("branch", Scope(REGION, "35.73")),))
SERANG = Actor.staff("serang", (Grant("branch", Scope(REGION, "36.73")),))
DESK = Actor.staff("desk", (Grant("desk", Scope("facility", "1033252")),))


def test_five_people_make_a_report_and_four_do_not() -> None:
    fails(times=4)
    helpdesk.group_failures(at=SOON)
    assert not Report.objects.filter(feature=CODES.feature).exists()

    fails(times=1)
    helpdesk.group_failures(at=SOON)

    row = report_of()
    assert (row.people, row.receipts, row.state) == (5, 5, ReportState.OPEN)


def test_one_person_who_tries_many_times_is_one_person() -> None:
    fails(times=20, account="account:7")

    helpdesk.group_failures(at=SOON)

    assert not Report.objects.filter(feature=CODES.feature).exists()


@pytest.mark.parametrize("side", ["person", "rule"])
def test_mistyped_words_and_rules_that_say_no_are_no_disturbance(side: str) -> None:
    fails(Cause(CODES.feature, CODES.reason, side, CODES.place), times=20)

    helpdesk.group_failures(at=SOON)

    assert not Report.objects.filter(feature=CODES.feature).exists()


def test_what_failed_long_ago_is_not_added_up() -> None:
    fails(times=4, at=EVENING - timedelta(hours=2))
    fails(times=4)

    helpdesk.group_failures(at=SOON)

    assert not Report.objects.filter(feature=CODES.feature).exists()


def test_another_place_is_another_report() -> None:
    fails()
    fails(Cause(CODES.feature, CODES.reason, CODES.side, "36.73"))

    helpdesk.group_failures(at=SOON)

    places = Report.objects.filter(feature=CODES.feature).values_list("place", flat=True)
    assert sorted(places) == ["35.73", "36.73"]


def test_a_job_that_runs_twice_counts_once() -> None:
    fails()

    helpdesk.group_failures(at=SOON)
    helpdesk.group_failures(at=SOON)

    assert report_of().receipts == 5
    assert Evidence.objects.filter(report=report_of()).count() == 5
    assert ReportMove.objects.filter(report=report_of()).count() == 1


def test_more_failures_are_counted_for_the_report_that_runs() -> None:
    fails()
    helpdesk.group_failures(at=SOON)

    fails(times=2, at=SOON)
    helpdesk.group_failures(at=LATER)

    assert (report_of().receipts, report_of().people) == (7, 7)
    assert report_of().last_at == SOON + timedelta(seconds=1)


def test_the_party_is_told_once_with_figures_codes_and_a_link() -> None:
    party = make_party()
    codes = fails()
    helpdesk.group_failures(at=SOON)
    assert helpdesk.send_due(at=SOON) == 0

    helpdesk.send_due(at=LATER)
    helpdesk.send_due(at=LATER)

    row = report_of()
    said = Message.objects.get(recipient_ref=f"report:{row.pk}")
    subject, text = worded(said.template, json.loads(said.data or "{}"), "id")
    assert (row.state, row.party) == (ReportState.SENT, party)
    assert row.number in subject
    assert all(code in text for code in codes)
    assert "Sedikitnya 5 orang" in text
    assert f"/jawab-laporan/{row.token_sealed}/" in text
    assert party.email in (said.addresses or "")


def test_the_mail_tells_nothing_about_a_person() -> None:
    make_party()
    row = a_sent_report()

    said = Message.objects.get(recipient_ref=f"report:{row.pk}")

    assert "account:" not in (said.data or "")
    assert not hasattr(Evidence, "account")
    assert set(json.loads(said.data or "{}")) == {
        "number", "feature", "reason", "side", "place", "party", "people", "receipts", "since",
        "until", "due", "share", "codes", "hours", "link",
    }  # fmt: skip


def test_without_anybody_behind_it_the_report_waits_for_staff() -> None:
    row = a_sent_report()

    assert (row.state, row.party, row.send_at) == (ReportState.OPEN, None, None)
    with pytest.raises(NobodyToTell):
        helpdesk.send_report(number=row.number, client_key=uuid4(), by=OPERATOR, at=LATER)
    make_party()
    helpdesk.send_report(number=row.number, client_key=uuid4(), by=OPERATOR, at=LATER)
    assert report_of().state == ReportState.SENT
