"""Officers go to a village: planned, signed up for, held without a signal, counted."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.outreach import (
    ELSEWHERE,
    MALANG,
    SETUP,
    VILLAGE,
    VILLAGE_OFFICE,
    coming,
    plan,
    planned,
)
from titian.helpdesk.errors import (
    NotOutreachOfficer,
    OutreachFull,
    OutreachGone,
    OutreachNameMissing,
    OutreachOver,
    OutreachPlanWrong,
)
from titian.helpdesk.models import Outreach, OutreachPerson
from titian.helpdesk.selectors import outreach as outreach_read
from titian.helpdesk.services import outreach as helpdesk
from titian.helpdesk.types.outreach import Coming, Count, Marked, Need, OutreachState, Plan, Result
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
VISITOR = Actor.visitor()
OFFICER = Actor.staff(7, MALANG)


@pytest.fixture
def now() -> datetime:
    return clock.now()


def test_a_visit_is_announced_to_its_region_and_those_above_it(now: datetime) -> None:
    code = planned(now)

    assert code in {one.code for one in outreach_read.upcoming("35.73", at=now)}
    assert code in {one.code for one in outreach_read.upcoming(VILLAGE, at=now)}
    assert code not in {one.code for one in outreach_read.upcoming("35.78", at=now)}
    assert code not in {one.code for one in outreach_read.upcoming("", at=now + 2 * DAY)}


def test_the_same_press_plans_one_visit(now: datetime) -> None:
    key, asked = uuid4(), plan(now)

    codes = {
        helpdesk.plan_outreach(plan=asked, client_key=key, by=OFFICER, at=now) for _ in range(2)
    }

    assert len(codes) == 1
    assert Outreach.objects.filter(client_key=key).count() == 1


@pytest.mark.parametrize("grants", [ELSEWHERE, ()])
def test_only_who_serves_that_region_plans_there(now: datetime, grants: tuple[()]) -> None:
    with pytest.raises(NotOutreachOfficer):
        helpdesk.plan_outreach(
            plan=plan(now), client_key=uuid4(), by=Actor.staff(8, grants), at=now
        )


@pytest.mark.parametrize(
    "place,begins,hours,places,wrong",
    [
        ("", DAY, 3, 40, "place"),
        ("Balai", -HOUR, 3, 40, "past"),
        ("Balai", DAY, 0, 40, "hours"),
        ("Balai", DAY, 13, 40, "hours"),
        ("Balai", DAY, 3, 0, "places"),
        ("Balai", DAY, 3, 501, "places"),
    ],
)
def test_a_plan_that_cannot_be_held_is_refused(
    now: datetime, place: str, begins: timedelta, hours: int, places: int, wrong: str
) -> None:
    asked = Plan(VILLAGE, place, now + begins, now + begins + hours * HOUR, places)

    with pytest.raises(OutreachPlanWrong) as refused:
        helpdesk.plan_outreach(plan=asked, client_key=uuid4(), by=OFFICER, at=now)

    assert refused.value.data["wrong"] == wrong


def test_people_sign_up_in_order_and_the_same_press_is_one_place(now: datetime) -> None:
    code, first, second = planned(now), coming(), coming("Pak Slamet")

    numbers = [
        helpdesk.sign_up(code=code, coming=one, by=VISITOR, at=now)
        for one in (first, second, first)
    ]

    assert numbers == [1, 2, 1]
    assert outreach_read.outreach(code).free == 38


def test_a_full_list_refuses_and_an_officer_still_writes_down_who_came(now: datetime) -> None:
    code = planned(now, places=1)
    helpdesk.sign_up(code=code, coming=coming(), by=VISITOR, at=now)

    with pytest.raises(OutreachFull):
        helpdesk.sign_up(code=code, coming=coming(), by=VISITOR, at=now)

    assert helpdesk.add_person(code=code, coming=coming(), by=OFFICER, at=now) == 2


def test_nobody_signs_up_without_a_name_or_after_the_end(now: datetime) -> None:
    code = planned(now)

    with pytest.raises(OutreachNameMissing):
        helpdesk.sign_up(code=code, coming=coming(" \x00 "), by=VISITOR, at=now)
    with pytest.raises(OutreachOver):
        helpdesk.sign_up(code=code, coming=coming(), by=VISITOR, at=now + DAY + 3 * HOUR)


def test_a_phone_brings_its_list_home_twice_and_nothing_changes(now: datetime) -> None:
    code, new = planned(now), coming("Mbah Karto")
    later = now + DAY + HOUR
    things: list[Coming | Marked] = [new, Marked(new.key, Result.HELPED, later)]

    brought = [helpdesk.bring(code=code, things=things, by=OFFICER, at=later) for _ in range(2)]

    assert [[one.refused for one in each] for each in brought] == [["", ""], ["", ""]]
    (line,) = outreach_read.people(code, viewer=OFFICER, at=later)
    assert (line.number, line.name, line.result) == (1, "Mbah Karto", Result.HELPED)


def test_the_later_word_holds_whichever_arrives_first(now: datetime) -> None:
    code, who = planned(now), coming()
    helpdesk.sign_up(code=code, coming=who, by=VISITOR, at=now)
    at = now + 2 * HOUR

    for result, said_at in ((Result.HELPED, now + HOUR), (Result.ABSENT, now)):
        helpdesk.mark(code=code, marked=Marked(who.key, result, said_at), by=OFFICER, at=at)

    (line,) = outreach_read.people(code, viewer=OFFICER, at=at)
    assert line.result is Result.HELPED


def test_one_refusal_does_not_hold_back_the_others(now: datetime) -> None:
    code, good = planned(now), coming()
    nobody = Marked(uuid4(), Result.HELPED, now)

    done = helpdesk.bring(code=code, things=[coming(""), nobody, good], by=OFFICER, at=now)

    assert [one.refused for one in done] == [
        "helpdesk.outreach_name_missing",
        "helpdesk.outreach_person_gone",
        "",
    ]


def test_what_was_done_is_counted_and_small_groups_are_not_told(now: datetime) -> None:
    code = planned(now)
    for need, people in ((Need.JOIN, 6), (Need.DUES, 2)):
        for _ in range(people):
            who = coming(need=need)
            helpdesk.add_person(code=code, coming=who, by=OFFICER, at=now)
            marked = Marked(who.key, Result.HELPED, now)
            helpdesk.mark(code=code, marked=marked, by=OFFICER, at=now)

    assert outreach_read.results(code) == []
    helpdesk.close_outreach(code=code, by=OFFICER, at=now)
    helpdesk.close_outreach(code=code, by=OFFICER, at=now)

    assert outreach_read.results(code) == [Count(Need.JOIN, 6, 6), Count(Need.DUES, None, None)]
    assert outreach_read.counts(code, viewer=OFFICER)[1] == Count(Need.DUES, 2, 2)
    with pytest.raises(OutreachOver):
        helpdesk.cancel_outreach(code=code, by=OFFICER, at=now)


def test_a_cancelled_visit_says_so(now: datetime) -> None:
    code = planned(now)

    helpdesk.cancel_outreach(code=code, by=OFFICER, at=now)

    assert outreach_read.outreach(code).state is OutreachState.CANCELLED
    with pytest.raises(OutreachOver):
        helpdesk.sign_up(code=code, coming=coming(), by=VISITOR, at=now)


def test_a_list_is_seen_by_its_officers_and_each_look_is_written_down(now: datetime) -> None:
    code = planned(now)
    row = Outreach.objects.get(code=code)

    outreach_read.people(code, viewer=Actor.staff(9, VILLAGE_OFFICE), at=now)
    with pytest.raises(OutreachGone):
        outreach_read.people(code, viewer=Actor.staff(10, ELSEWHERE), at=now)
    with pytest.raises(NotOutreachOfficer):
        outreach_read.people(code, viewer=Actor.member("1", 1), at=now)

    looks = AuditEntry.objects.filter(
        action="helpdesk.outreach_looked", target=f"outreach:{row.pk}"
    )
    assert looks.count() == 1


def test_names_are_forgotten_a_month_later_and_the_count_stays(now: datetime) -> None:
    code = planned(now)
    helpdesk.sign_up(code=code, coming=coming(phone="0812-3456-7890"), by=VISITOR, at=now)
    row = OutreachPerson.objects.get(outreach__code=code)
    assert row.phone_sealed

    while helpdesk.forget_outreach_names(at=now + timedelta(days=40)):
        pass

    row.refresh_from_db()
    assert [row.name_sealed, row.phone_sealed] == [None, None]
    assert row.need == Need.JOIN


def test_the_list_of_a_region_is_found_by_its_index() -> None:
    with CaptureQueriesContext(connection), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT 1 FROM helpdesk_outreach WHERE region_id = %s ORDER BY begins_at",
            [VILLAGE],
        )
        found = "\n".join(row[0] for row in cursor.fetchall())

    assert "helpdesk_outreach_where" in found


def test_setup_actor_reaches_every_region(now: datetime) -> None:
    code = planned(now)

    assert outreach_read.counts(code, viewer=SETUP) == []
