"""A case from the first word to "it is solved": its state, its clocks, what the person hears."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from tests.factories.complaints import WORDS, Complaint, about_step, filed, says
from tests.factories.enrolment import (
    CITY,
    TUESDAY,
    agency_officer,
    make_city,
    submitted,
)
from titian.complaints import selectors as complaints_read
from titian.complaints import services as complaints
from titian.complaints.errors import (
    CaseGone,
    CaseMoved,
    CaseSettled,
    OwnCase,
    WordsMissing,
    WordsTooMany,
)
from titian.complaints.models import Case, Message, Move
from titian.complaints.rules import ACTS, after
from titian.complaints.types import Act, CaseState, Category, ClockKind, NewCase
from titian.enrolment.types import OfficeKind
from titian.kernel.actors import Actor
from titian.notifications.models import Message as Notice
from titian.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SOMEBODY = Actor.visitor()


@pytest.fixture
def complaint() -> Complaint:
    make_city()
    return filed(about_step(submitted()), contact="0812-3456-7890")


@pytest.fixture
def officer() -> Actor:
    return agency_officer(OfficeKind.SOCIAL)


@pytest.mark.parametrize("act", list(ACTS))
@pytest.mark.parametrize("state", list(CaseState))
def test_a_step_is_taken_only_from_where_the_table_says(state: CaseState, act: Act) -> None:
    before, to = ACTS[act]

    if state in before:
        assert after(state, act) is to
    else:
        with pytest.raises(CaseSettled):
            after(state, act)


def test_a_complaint_about_a_step_goes_to_its_office_with_both_promises(
    complaint: Complaint,
) -> None:
    row = complaint.row

    assert (row.office, row.state) == (f"{CITY}/social", CaseState.OPEN)
    assert complaint.clock(ClockKind.FIRST).due_at == TUESDAY + DAY
    assert complaint.clock(ClockKind.SOLVE).due_at == TUESDAY + 7 * DAY
    assert row.due_at == TUESDAY + DAY


def test_an_answer_keeps_the_first_promise_and_the_person_hears_of_it(
    complaint: Complaint, officer: Actor
) -> None:
    says(complaints.answer, complaint, officer, at=TUESDAY + HOUR)

    assert complaint.clock(ClockKind.FIRST).met_at == TUESDAY + HOUR
    assert complaint.row.due_at == TUESDAY + 7 * DAY
    view = complaints_read.case_of_link(complaint.token, at=TUESDAY)
    assert [one.text for one in view.messages] == [WORDS, "Kami cek."]
    said = Notice.objects.filter(recipient_ref=f"complaint:{complaint.row.pk}")
    assert said.count() == 2


def test_the_clock_stands_still_while_the_person_is_asked(
    complaint: Complaint, officer: Actor
) -> None:
    says(complaints.ask, complaint, officer, words="Nomor KK?", at=TUESDAY + 2 * HOUR)
    assert complaint.row.due_at is None

    complaints.add(
        token=complaint.token,
        words="Ini nomornya",
        client_key=uuid4(),
        by=SOMEBODY,
        at=TUESDAY + 2 * DAY + 2 * HOUR,
    )

    assert complaint.row.state == CaseState.OPEN
    assert complaint.clock(ClockKind.SOLVE).used == 2 * HOUR
    assert complaint.row.due_at == TUESDAY + 9 * DAY


def test_the_person_says_whether_it_is_solved_and_may_reopen_it(
    complaint: Complaint, officer: Actor
) -> None:
    later = TUESDAY + 7 * DAY
    says(complaints.resolve, complaint, officer, at=TUESDAY + HOUR)
    assert complaint.row.state == CaseState.RESOLVED

    complaints.reopen(
        token=complaint.token, words="Belum", client_key=uuid4(), by=SOMEBODY, at=later
    )
    assert (complaint.row.state, complaint.row.times_reopened) == (CaseState.OPEN, 1)
    assert complaint.row.due_at == later + DAY

    says(complaints.resolve, complaint, officer, at=later + HOUR)
    complaints.confirm(token=complaint.token, client_key=uuid4(), by=SOMEBODY, at=later + DAY)
    assert complaint.row.state == CaseState.CLOSED


def test_nobody_decides_a_case_about_their_own_work() -> None:
    make_city()
    application = submitted()
    complaint = filed(about_step(application))
    application.row.steps.filter(key="social").update(claimed_by="account:77", claimed_at=TUESDAY)
    grants = agency_officer(OfficeKind.SOCIAL).grants
    concerned = Actor.staff(77, grants)

    says(complaints.answer, complaint, concerned)
    with pytest.raises(OwnCase):
        says(complaints.resolve, complaint, concerned)
    says(complaints.resolve, complaint, agency_officer(OfficeKind.SOCIAL))

    assert complaint.row.state == CaseState.RESOLVED


def test_who_has_not_read_what_was_written_meanwhile_is_told_so(
    complaint: Complaint, officer: Actor
) -> None:
    seen = complaint.row.moves_made
    complaints.add(
        token=complaint.token, words="Tambahan", client_key=uuid4(), by=SOMEBODY, at=TUESDAY
    )

    with pytest.raises(CaseMoved):
        complaints.answer(
            number=complaint.number, words="Ya", seen=seen, client_key=uuid4(), by=officer,
            at=TUESDAY,
        )  # fmt: skip

    assert Message.objects.filter(case=complaint.row).count() == 2


def test_the_same_press_twice_files_one_case_and_answers_once(officer: Actor) -> None:
    make_city()
    key, new = uuid4(), NewCase(Category.ENROLMENT, WORDS, about=about_step(submitted()))
    first, second = (
        complaints.file_case(new=new, client_key=key, by=SOMEBODY, at=TUESDAY) for _ in range(2)
    )
    assert first == second

    complaint, press = Complaint(first.number, first.token), uuid4()
    for _ in range(2):
        complaints.answer(
            number=first.number, words="Ya", seen=1, client_key=press, by=officer, at=TUESDAY
        )

    assert Case.objects.filter(client_key=key).count() == 1
    assert Message.objects.filter(case=complaint.row).count() == 2


@pytest.mark.parametrize(
    "text",
    [
        "😭👨‍👩‍👧‍👦",
        "?" * 500,
        "\u202eterbalik\u202c \u200f",
        "'; DROP TABLE--\"<script>alert(1)</script>",
        "a" * 10_000,
        "baris\r\nbaris",
        "nol\0di tengah",
    ],
)
def test_whatever_is_pasted_is_kept_as_it_is(text: str) -> None:
    done = complaints.file_case(
        new=NewCase(Category.OTHER, text), client_key=uuid4(), by=SOMEBODY, at=TUESDAY
    )

    (kept,) = complaints_read.case_of_link(done.token, at=TUESDAY).messages
    assert kept.text == text.replace("\r\n", "\n").replace("\0", "")


@pytest.mark.parametrize("text, refusal", [(" \n\0", WordsMissing), ("a" * 20_001, WordsTooMany)])
def test_nothing_or_a_book_is_refused_in_words(text: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        complaints.file_case(
            new=NewCase(Category.OTHER, text), client_key=uuid4(), by=SOMEBODY, at=TUESDAY
        )


def test_each_share_of_a_promise_is_told_once(complaint: Complaint) -> None:
    def told(hours: int) -> list[object]:
        complaints.tell_clocks(at=TUESDAY + hours * HOUR)
        entries = AuditEntry.objects.filter(
            action="complaints.clock", target=f"complaint:{complaint.row.pk}"
        )
        found = entries.order_by("pk").values_list("data", flat=True)
        return [one["share"] for one in found if one["clock"] == ClockKind.FIRST]

    assert told(11) == []
    assert told(12) == [50]
    assert told(12) == [50]
    assert told(20) == [50, 80]
    assert told(24) == [50, 80, 100]
    assert told(25) == [50, 80, 100]


def test_what_was_answered_is_not_told_late(complaint: Complaint, officer: Actor) -> None:
    says(complaints.resolve, complaint, officer, at=TUESDAY + HOUR)

    assert complaints.tell_clocks(at=TUESDAY + 60 * DAY) == 0


def test_a_link_of_nobody_opens_nothing() -> None:
    with pytest.raises(CaseGone):
        complaints_read.case_of_link("A" * 22, at=TUESDAY)


def test_moves_are_never_rewritten(complaint: Complaint) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Move.objects.filter(case=complaint.row).update(state=CaseState.CLOSED)
