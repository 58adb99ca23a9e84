"""A question is no complaint: what is promised to who asks, and where their case goes."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tests.factories.complaints import Complaint, about_step
from tests.factories.enrolment import CITY, TUESDAY, make_city, submitted
from titian.complaints import rules
from titian.complaints import services as complaints
from titian.complaints.models import Case
from titian.complaints.selectors.parameters import promised_numbers
from titian.complaints.types import CaseKind, Category, ClockKind, NewCase
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.clock import JAKARTA
from titian.kernel.working_hours import Office
from titian.platform.http.references import reference

pytestmark = pytest.mark.django_db
DAY, WORKING_DAY = timedelta(days=1), timedelta(hours=8)
WEEKDAYS = Office(time(8), time(16), JAKARTA, frozenset())


def sent(client: Client, **other: str) -> Case:
    form = {"kunci": str(uuid4()), "jenis": "question", "isi": "Kapan buka?", **other}
    with clock.fixed(TUESDAY):
        assert client.post("/keluhan/", form).status_code == 303
    return Case.objects.get(client_key=form["kunci"])


@pytest.mark.parametrize("chosen", ["question", "information"])
def test_the_first_tap_says_that_nothing_went_wrong(client: Client, chosen: str) -> None:
    row = sent(client, jenis=chosen)

    assert (row.kind, row.category) == (chosen, Category.OTHER)


def test_a_question_about_a_step_goes_to_its_office_with_its_category(client: Client) -> None:
    make_city()
    signed = reference("step", submitted().step("social").pk)
    page = client.get("/keluhan/", {"tentang": signed}).content.decode()

    row = sent(client, tentang=signed)

    assert 'value="question"' in page
    assert (row.kind, row.category, row.office) == (
        CaseKind.QUESTION,
        Category.ENROLMENT,
        f"{CITY}/social",
    )


@pytest.mark.parametrize(
    "wanted, days",
    [(CaseKind.COMPLAINT, 5), (CaseKind.QUESTION, 5), (CaseKind.INFORMATION, 10)],
)
def test_each_kind_has_a_limit_of_its_own(wanted: CaseKind, days: int) -> None:
    promise = rules.promise_of(
        ClockKind.SOLVE, Category.OTHER, promised_numbers(), TUESDAY.date(), WEEKDAYS, wanted
    )

    assert promise.within == days * WORKING_DAY


def test_the_closest_name_of_a_number_is_taken() -> None:
    since = date(2026, 1, 1)
    rows = [
        ("solve_days", 4, since, None),
        ("solve_days.queue", 3, since, None),
        ("solve_days.question", 2, since, None),
        ("solve_days.question.queue", 1, since, None),
    ]

    def days(category: Category, wanted: CaseKind) -> timedelta:
        on = TUESDAY.date()
        return rules.promise_of(ClockKind.SOLVE, category, rows, on, WEEKDAYS, wanted).within

    assert days(Category.OTHER, CaseKind.COMPLAINT) == 4 * WORKING_DAY
    assert days(Category.QUEUE, CaseKind.COMPLAINT) == 3 * WORKING_DAY
    assert days(Category.OTHER, CaseKind.QUESTION) == 2 * WORKING_DAY
    assert days(Category.QUEUE, CaseKind.QUESTION) == 1 * WORKING_DAY
    assert days(Category.QUEUE, CaseKind.INFORMATION) == 4 * WORKING_DAY


def test_a_request_for_information_is_promised_in_ten_working_days() -> None:
    make_city()
    new = NewCase(
        Category.OTHER, "Minta data", about=about_step(submitted()), kind=CaseKind.INFORMATION
    )

    done = complaints.file_case(new=new, client_key=uuid4(), by=Actor.visitor(), at=TUESDAY)

    complaint = Complaint(done.number, done.token)
    assert complaint.clock(ClockKind.SOLVE).due_at == TUESDAY + 14 * DAY
