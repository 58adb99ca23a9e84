"""The supervisor's figures: whose they are, what they count, and that nobody is found in them."""

import csv
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from tests.conftest import StatementBudget
from tests.factories.accounts import signed_in_staff
from tests.factories.complaints import Complaint, about_step, filed, said, says
from tests.factories.crowd import read_whole
from tests.factories.enrolment import CITY, TUESDAY, agency_officer, make_city, submitted
from titian.complaints import rules
from titian.complaints import selectors as complaints_read
from titian.complaints import services as complaints
from titian.complaints.errors import NotComplaintOfficer
from titian.complaints.models import Case
from titian.complaints.selectors.figures import Figures
from titian.complaints.types import CaseState, Category
from titian.enrolment.types import OfficeKind
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.scopes import EVERYWHERE, REGION, Grant, Scope

pytestmark = pytest.mark.django_db
MONDAY = TUESDAY - timedelta(days=1)
HOUR = timedelta(hours=1)
WEEK = rules.stretch_of(rules.Span.WEEK, TUESDAY.date())


def watcher(role: str, kind: str = REGION, code: str = CITY) -> Actor:
    return Actor.staff(f"{role}-figures", (Grant(role, Scope(kind, code)),))


BRANCH = watcher("branch")


@pytest.fixture(autouse=True)
def an_empty_week() -> Iterator[None]:
    """Cases of other tests lie in the same week: they are filed long ago in this one."""
    make_city()
    Case.objects.update(filed_at=TUESDAY - timedelta(days=900))
    with clock.fixed(TUESDAY + timedelta(days=3)):
        yield


@pytest.fixture
def officer() -> Actor:
    return agency_officer(OfficeKind.SOCIAL)


def filed_to_social(number: int) -> list[Complaint]:
    application = submitted()
    return [filed(about_step(application), at=TUESDAY) for _ in range(number)]


def seen_by(viewer: Actor = BRANCH, at: datetime = TUESDAY + timedelta(days=3)) -> Figures:
    return complaints_read.figures(WEEK, viewer=viewer, at=at)


@pytest.mark.parametrize(
    "span, day, first, last",
    [
        ("minggu", "2026-11-18", date(2026, 11, 16), date(2026, 11, 22)),
        ("minggu", "2026-11-16", date(2026, 11, 16), date(2026, 11, 22)),
        ("minggu", "2025-12-31", date(2025, 12, 29), date(2026, 1, 4)),
        ("bulan", "2026-02-28", date(2026, 2, 1), date(2026, 2, 28)),
        ("bulan", "2025-12-31", date(2025, 12, 1), date(2025, 12, 31)),
        ("tahun", "2026-11-01", date(2026, 11, 1), date(2026, 11, 30)),
        ("", "", date(2026, 11, 1), date(2026, 11, 30)),
        ("minggu", "2031-01-01", date(2026, 11, 16), date(2026, 11, 22)),
        ("bulan", "0001-01-01", date(2026, 11, 1), date(2026, 11, 30)),
        ("bulan", "9" * 300, date(2026, 11, 1), date(2026, 11, 30)),
    ],
)
def test_a_stretch_is_a_whole_week_or_month(span: str, day: str, first: date, last: date) -> None:
    found = rules.stretch_asked(span, day, today=date(2026, 11, 22))

    assert (found.first, found.last) == (first, last)


def test_states_lateness_and_hours_are_counted_exactly(officer: Actor) -> None:
    cases = filed_to_social(6)
    for hours, complaint in enumerate(cases[:5], start=1):
        says(complaints.resolve, complaint, officer, at=TUESDAY + HOUR * hours)
    for complaint in cases[:4]:
        complaints.confirm(
            token=complaint.token, client_key=uuid4(), by=Actor.visitor(), at=TUESDAY + 6 * HOUR
        )
    complaints.reopen(
        token=cases[4].token,
        words="Belum",
        client_key=uuid4(),
        by=Actor.visitor(),
        at=TUESDAY + 6 * HOUR,
    )

    found = seen_by(at=TUESDAY + timedelta(days=3))

    (office,), whole = found.offices, found.whole
    assert whole is not None
    assert office.counted.cases == whole.cases == 6
    assert whole.by_state[CaseState.CLOSED] == 4
    assert whole.by_state[CaseState.OPEN] == 2
    assert (whole.late, whole.late_percent) == (2, 33)
    assert (whole.reopened, whole.answered, whole.reopened_percent) == (1, 5, 20)
    assert (whole.praised, whole.judged, whole.praised_percent) == (4, 5, 80)
    assert (whole.first.median, whole.first.ninetieth) == (3.0, 4.6)
    assert (whole.solved.cases, whole.solved.median) == (4, None)
    assert office.name == f"Kantor {CITY}/social"
    assert (found.answers, found.repeated) == (5, 4)


def test_a_few_are_told_together_and_fewer_not_at_all() -> None:
    filed_to_social(4)
    assert seen_by().whole is None

    for category in (Category.QUEUE, Category.QUEUE, Category.QUEUE, Category.DUES):
        row = filed_to_social(1)[0].row
        Case.objects.filter(pk=row.pk).update(category=category)
    found = seen_by()

    assert found.whole is not None
    assert found.whole.cases == 8
    (together,) = found.categories
    assert (together.name, together.category, together.counted.cases) == ("", None, 8)
    assert together.counted.first.median is None


def test_a_corrected_guess_counts_against_its_version(officer: Actor) -> None:
    about = about_step(submitted())
    cases = [said("obat di apotek kosong terus", about) for _ in range(5)]
    decided = [Category.MEDICINE] * 4 + [Category.CHARGE]
    for complaint, category in zip(cases, decided, strict=True):
        complaints.decide_category(
            number=complaint.number,
            category=category,
            is_facility_right=None,
            by=officer,
            at=TUESDAY,
        )

    (guess,) = seen_by().guesses

    assert (guess.guessed, guess.decided, guess.corrected, guess.percent) == (5, 5, 1, 80)
    assert guess.place_percent is None


@pytest.mark.parametrize(
    "role, kind, code, cases",
    [
        ("branch", REGION, CITY, 5),
        ("branch_head", REGION, CITY, 5),
        ("regional", REGION, CITY[:2], 5),
        ("head_office", EVERYWHERE, "", 5),
        ("operator", EVERYWHERE, "", 5),
        ("branch_head", REGION, "11.71", None),
        ("regional", REGION, "11", None),
    ],
)
def test_each_sees_what_they_answer_for_whether_or_not_it_climbed(
    role: str, kind: str, code: str, cases: int | None
) -> None:
    filed_to_social(5)

    whole = seen_by(watcher(role, kind, code)).whole

    assert (whole.cases if whole else None) == cases


@pytest.mark.parametrize("role, kind, code", [("agency", "office", f"{CITY}/social")])
def test_whoever_answers_has_no_figures_of_others(role: str, kind: str, code: str) -> None:
    with pytest.raises(NotComplaintOfficer):
        seen_by(watcher(role, kind, code))


def test_the_page_and_its_table_say_the_same(officer: Actor) -> None:
    for complaint in filed_to_social(5):
        says(complaints.resolve, complaint, officer, at=TUESDAY + HOUR)
    desk = Client()
    signed_in_staff(desk, BRANCH.grants)
    asked = {"jangka": "minggu", "hari": f"{TUESDAY:%Y-%m-%d}"}

    page = desk.get("/petugas/keluhan-angka/", asked).content.decode()
    answer = desk.get("/petugas/keluhan-angka/csv", asked)
    rows = list(csv.DictReader(answer.content.decode().splitlines()))

    assert "Angka keluhan" in page
    assert "Setengahnya dalam 1,0 jam. 9 dari 10 dalam 1,0 jam." in page
    assert rows[0]["keluhan"] == "5"
    assert rows[0]["jawaban_pertama_setengahnya_jam"] == "1.0"
    assert {row["kelompok"] for row in rows} == {
        "semua",
        "kantor",
        "kategori",
        "kantor dan kategori",
    }


def test_an_office_without_cases_reads_that_there_are_too_few() -> None:
    desk = Client()
    signed_in_staff(desk, (Grant("head_office", Scope(EVERYWHERE)),))

    page = desk.get("/petugas/keluhan-angka/", {"jangka": "minggu"}).content.decode()

    assert "Kurang dari 5 keluhan" in page


def test_who_watches_over_no_place_reads_no_figures() -> None:
    filed_to_social(5)

    found = seen_by(watcher("branch", "facility", "0000"))

    assert (found.whole, found.offices, found.guesses, found.answers) == (None, (), (), 0)


@pytest.mark.slow
def test_figures_take_few_statements_and_read_no_table_from_end_to_end(
    statements: type[StatementBudget],
) -> None:
    filed_to_social(5)

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    with statements.at_most(8) as asked:
        seen_by()

    large = ("complaint_case", "complaint_clock", "complaint_suggestion", "complaint_answer")
    assert read_whole([one["sql"] for one in asked], large) == []
