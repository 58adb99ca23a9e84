"""A report lives on: the clock of its party, answers, merging, corrections, and who may move it."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import override_settings

from tests.factories.reports import CODES, EVENING, a_sent_report, fails, make_party, report_of
from titian.helpdesk import selectors as helpdesk_read
from titian.helpdesk import services as helpdesk
from titian.helpdesk.errors import (
    NotReportOfficer,
    ReportGone,
    ReportMoved,
    ReportSettled,
)
from titian.helpdesk.models import Report, ReportMove
from titian.helpdesk.types import Act, Cause, PartyKind, ReportState
from titian.kernel.actors import Actor
from titian.kernel.clock import JAKARTA
from titian.kernel.scopes import EVERYWHERE, REGION, Grant, Scope
from titian.notifications.models import Message

pytestmark = pytest.mark.django_db
SOON = EVENING + timedelta(minutes=1)
LATER = EVENING + timedelta(minutes=11)
NEXT_DAY = EVENING + timedelta(days=1)
OPERATOR = Actor.staff("operator", (Grant("operator", Scope(EVERYWHERE)),))
MALANG = Actor.staff("malang", (Grant("branch", Scope(REGION, "35.73")),))
SERANG = Actor.staff("serang", (Grant("branch", Scope(REGION, "36.73")),))
DESK = Actor.staff("desk", (Grant("desk", Scope("facility", "1033252")),))


def answers(report: Report, act: Act = Act.ANSWER, words: str = "Kami cek.") -> None:
    helpdesk.answer_report(
        token=report.token_sealed,
        act=act,
        words=words,
        seen=Report.objects.get(pk=report.pk).moves_made,
        client_key=uuid4(),
        at=NEXT_DAY,
    )


def test_the_clock_of_the_party_runs_in_working_hours_and_is_told_by_shares() -> None:
    make_party()
    row = a_sent_report()
    assert row.due_at is not None
    assert row.due_at == datetime(2026, 11, 26, 16, tzinfo=JAKARTA)

    with override_settings(TITIAN_LATE_EMAIL="terlambat@titian.example"):
        for hours in (1, 12, 20, 40, 44, 90):
            helpdesk.tell_report_clocks(at=EVENING + timedelta(hours=hours))

    keys = Message.objects.filter(recipient_ref=f"report:{row.pk}").order_by("id")
    own = f"report:{row.pk}:"
    said = [key.removeprefix(own) for key in keys.values_list("key", flat=True)]
    assert said == ["sent", "again:50", "again:80", "late:80", "again:100", "late:100"]


def test_an_answer_stops_the_clock_and_is_published() -> None:
    make_party()
    row = a_sent_report()

    answers(row, words="Server pesan penuh. Kami tambah malam ini.")

    assert helpdesk.tell_report_clocks(at=NEXT_DAY + timedelta(days=30)) == 0
    told = helpdesk_read.published_one(row.number, at=NEXT_DAY)
    assert (told.state, told.answered_at) == (ReportState.ANSWERED, NEXT_DAY)
    assert told.said[-1].words == "Server pesan penuh. Kami tambah malam ini."


def test_nobody_answers_unread_nor_after_the_end() -> None:
    make_party()
    row = a_sent_report()
    with pytest.raises(ReportMoved):
        helpdesk.answer_report(
            token=row.token_sealed, act=Act.MEND, words="Ya", seen=0, client_key=uuid4(), at=LATER
        )

    answers(row, Act.MEND, "Sudah baik.")

    with pytest.raises(ReportSettled):
        answers(row)
    with pytest.raises(ReportSettled):
        answers(row, Act.CLOSE)


def test_the_same_press_twice_is_one_answer() -> None:
    make_party()
    row, key = a_sent_report(), uuid4()

    for _ in range(2):
        helpdesk.answer_report(
            token=row.token_sealed,
            act=Act.ANSWER,
            words="Kami cek.",
            seen=row.moves_made,
            client_key=key,
            at=LATER,
        )

    assert ReportMove.objects.filter(report=row, act=Act.ANSWER).count() == 1


def test_what_fails_after_it_was_mended_is_a_new_report() -> None:
    make_party()
    row = a_sent_report()
    answers(row, Act.MEND, "Sudah baik.")
    helpdesk.group_failures(at=NEXT_DAY + timedelta(minutes=1))
    assert Report.objects.filter(feature=CODES.feature).count() == 1

    fails(times=5, at=NEXT_DAY + timedelta(minutes=5))
    helpdesk.group_failures(at=NEXT_DAY + timedelta(minutes=6))

    states = Report.objects.filter(feature=CODES.feature).values_list("state", flat=True)
    assert sorted(states) == [ReportState.MENDED, ReportState.OPEN]


def test_what_failed_just_before_the_end_makes_no_new_report() -> None:
    make_party()
    row = a_sent_report(at=NEXT_DAY - timedelta(minutes=20))
    answers(row, Act.MEND, "Sudah baik.")

    helpdesk.group_failures(at=NEXT_DAY + timedelta(minutes=1))

    assert Report.objects.filter(feature=CODES.feature).count() == 1


def test_two_reports_of_one_story_go_on_as_one() -> None:
    other = Cause("frontdoor:status", CODES.reason, CODES.side, CODES.place)
    make_party()
    row, second = a_sent_report(), a_sent_report(other)

    helpdesk.merge_reports(
        number=second.number, into=row.number, client_key=uuid4(), by=OPERATOR, at=LATER
    )
    fails(other, times=3, at=LATER)
    helpdesk.group_failures(at=LATER + timedelta(minutes=1))

    assert report_of().receipts == 13
    assert report_of(other).state == ReportState.MERGED
    assert helpdesk_read.report_of_link(second.token_sealed, at=LATER).line.number == row.number
    answers(row, Act.MEND, "Sudah baik.")
    assert report_of(other).ended_at == NEXT_DAY


def test_the_operator_corrects_what_was_published_and_both_are_read() -> None:
    make_party()
    row = a_sent_report()
    answers(row, Act.MEND, "Salah Anda sendiri.")

    helpdesk.settle_report(
        number=row.number,
        act=Act.CORRECT,
        words="Yang benar: kartu jaringan rusak.",
        seen=report_of().moves_made,
        client_key=uuid4(),
        by=OPERATOR,
        at=NEXT_DAY,
    )

    told = helpdesk_read.published_one(row.number, at=NEXT_DAY)
    assert [one.act for one in told.said] == [Act.SEND, Act.MEND, Act.CORRECT]
    assert told.state is ReportState.MENDED


def test_a_branch_moves_what_fails_in_its_region_and_a_desk_sees_none() -> None:
    make_party()
    row = a_sent_report()
    seen = helpdesk_read.report(row.number, viewer=SERANG, at=LATER).seen

    for by in (SERANG, DESK):
        with pytest.raises(NotReportOfficer):
            helpdesk.settle_report(
                number=row.number, act=Act.CLOSE, words="Selesai lewat telepon.", seen=seen,
                client_key=uuid4(), by=by, at=LATER,
            )  # fmt: skip
    helpdesk.settle_report(
        number=row.number, act=Act.CLOSE, words="Selesai lewat telepon.", seen=seen,
        client_key=uuid4(), by=MALANG, at=LATER,
    )  # fmt: skip

    with pytest.raises(NotReportOfficer):
        helpdesk_read.work_list_of_reports(viewer=DESK, at=LATER)
    assert report_of().state == ReportState.CLOSED


def test_what_nobody_was_told_of_is_not_public() -> None:
    fails()
    helpdesk.group_failures(at=SOON)

    assert helpdesk_read.published(at=SOON) == []
    with pytest.raises(ReportGone):
        helpdesk_read.published_one(report_of().number, at=SOON)


def test_the_hospital_of_the_place_is_told_before_the_one_for_all() -> None:
    cause = Cause("queue.task", "queue.task_order", "theirs", "35.73")
    make_party(PartyKind.HOSPITAL, name="Semua RS", email="semua@rs.example")
    own = make_party(PartyKind.HOSPITAL, place="35.73", name="RS Contoh", email="it@rs.example")

    assert a_sent_report(cause).party == own
