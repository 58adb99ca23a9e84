"""What a city tells of a month: how long, how many as promised, why not; of nobody alone."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.crowd import read_whole
from tests.factories.enrolment import (
    CITY,
    DINOYO,
    PANDANWANGI,
    agency_officer,
    make_city,
    village_officer,
)
from tests.factories.figures import FRIDAY, MONDAY, decided, ended, returned, sent
from titian.enrolment import selectors as enrolment_read
from titian.enrolment.errors import NotEnrolmentOfficer, NotThisCity
from titian.enrolment.types import Act, ApplicationKind, ApplicationState, Figures, OfficeKind

pytestmark = pytest.mark.django_db
LARGE = ("enrol_application ", "enrol_step", "enrol_move", "enrol_candidate")
MARCH = date(2025, 3, 1)
TWO_HOURS = timedelta(hours=2)


@pytest.fixture(autouse=True)
def city() -> None:
    make_city()


def read() -> Figures:
    return enrolment_read.figures(CITY, MARCH, at=MONDAY + timedelta(days=1))


def test_time_is_counted_while_the_village_office_works() -> None:
    for days in range(5):
        ended(sent(), MONDAY + timedelta(days=days))

    whole = read().whole

    assert whole is not None
    assert whole.people == 5
    assert whole.spread is not None
    assert whole.spread.median == TWO_HOURS + timedelta(hours=16)
    assert whole.spread.ninetieth > whole.spread.median


def test_a_promise_is_kept_or_broken_by_its_own_hour() -> None:
    ended(sent(5))
    ended(sent(15), FRIDAY + timedelta(days=20))

    whole = read().whole

    assert whole is not None
    assert whole.kept_percent == 25


def test_a_month_of_four_people_is_not_told() -> None:
    ended(sent(4))

    found = read()

    assert found.whole is None
    assert found.villages == ()
    assert found.kinds == ()


def test_villages_of_a_few_are_told_together_and_cannot_be_subtracted() -> None:
    ended(sent(9))
    ended(sent(2, village=DINOYO))

    [together] = read().villages

    assert (together.code, together.outcome.people) == ("", 11)
    assert together.outcome.spread is None


def test_each_village_has_its_own_line() -> None:
    ended(sent(9))
    ended(sent(6, village=DINOYO))

    villages = {one.code: one.outcome for one in read().villages}

    assert {code: one.people for code, one in villages.items()} == {PANDANWANGI: 9, DINOYO: 6}
    spread = villages[DINOYO].spread
    assert spread is not None
    assert spread.median == TWO_HOURS


def test_a_time_of_a_few_who_are_done_is_not_told() -> None:
    ended(sent(3))
    sent(6)

    whole = read().whole

    assert whole is not None
    assert whole.people == 9
    assert whole.spread is None


def test_an_offices_time_is_that_of_its_steps() -> None:
    for _ in range(5):
        decided(sent(), "population")

    [step] = read().steps

    assert (step.office, step.people, step.late) == (OfficeKind.POPULATION, 5, 0)
    assert step.spread is not None
    assert step.spread.median == TWO_HOURS


def test_reasons_are_counted_by_people_and_those_of_a_few_together() -> None:
    returned(sent(6))
    for reason in ("name_differs", "number_differs"):
        returned(returned(sent(3), reason), reason)

    reasons = [(one.act, one.reason, one.people) for one in read().reasons]

    assert reasons == [(Act.RETURN, "paper_missing", 6), (Act.RETURN, "", 6)]


def test_who_waits_for_a_place_is_counted() -> None:
    waits = sent(5).row
    waits.state, waits.waiting_since = ApplicationState.WAITING, FRIDAY
    waits.save(update_fields=["state", "waiting_since"])

    waiting = read().waiting

    assert waiting.people is not None
    assert waiting.people >= 5
    assert waiting.since is not None


def test_the_checklist_says_how_long_its_kind_took_last_month() -> None:
    for _ in range(5):
        ended(sent())

    lately = enrolment_read.promise_kept(CITY, ApplicationKind.NEW, MARCH, at=MONDAY)
    other = enrolment_read.promise_kept(CITY, ApplicationKind.NEWBORN, MARCH, at=MONDAY)

    assert lately is not None
    assert lately.median == TWO_HOURS
    assert other is None


def test_a_city_that_does_not_enrol_has_no_figures() -> None:
    with pytest.raises(NotThisCity):
        enrolment_read.figures("99.99", MARCH, at=MONDAY)


def test_staff_see_each_step_and_what_lies_open_now() -> None:
    decided(sent(2), "population")
    officer = agency_officer(OfficeKind.SOCIAL)

    found = enrolment_read.figures_of_staff(CITY, MARCH, viewer=officer, at=MONDAY)

    assert [(one.kind, one.people) for one in found.steps] == [(None, 2), (ApplicationKind.NEW, 2)]
    assert {one.office_code for one in found.open_now} == {
        f"{CITY}/{kind}" for kind in OfficeKind if kind is not OfficeKind.VILLAGE
    }
    social = next(one for one in found.open_now if one.office_code.endswith("social"))
    assert social.waiting >= 1
    assert social.oldest is not None
    assert found.whole.under_way == 2


def test_figures_of_staff_are_for_who_works_on_that_city() -> None:
    other = agency_officer(OfficeKind.HEALTH, "35.77")

    assert enrolment_read.figured_cities(other) == ()
    for viewer in (other, village_officer()):
        with pytest.raises(NotEnrolmentOfficer):
            enrolment_read.figures_of_staff(CITY, MARCH, viewer=viewer, at=MONDAY)


def test_no_table_is_read_from_end_to_end() -> None:
    decided(ended(sent(5)), "population")
    officer = agency_officer(OfficeKind.HEALTH)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    with CaptureQueriesContext(connection) as asked:
        read()
        enrolment_read.figures_of_staff(CITY, MARCH, viewer=officer, at=MONDAY)

    assert read_whole([one["sql"] for one in asked], LARGE) == []


def test_figures_cost_the_same_for_one_and_for_many() -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            read()
        return len(asked)

    ended(sent(5))
    few = cost()
    for village in (PANDANWANGI, DINOYO) * 3:
        decided(ended(sent(5, village=village)), "population")

    assert cost() == few <= 9
