"""One page tells the desk everything that fails today, by kind and hour, from every source."""

from datetime import timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.test import Client

from tests.factories.accounts import signed_in_staff
from tests.factories.frontdoor import a_visitor
from tests.factories.queue import NOON, Clinic, make_clinic, make_person
from tests.factories.receipts import a_failure
from tests.factories.reports import a_sent_report, make_party
from titian.helpdesk import services as helpdesk
from titian.helpdesk.errors import NotAtThisHelpDesk
from titian.helpdesk.rules import today as rules
from titian.helpdesk.selectors.today import failures_today
from titian.helpdesk.services.recording import record_failure
from titian.helpdesk.types import Cause, Outcome, Service
from titian.helpdesk.types.receipts import FailureKind
from titian.helpdesk.types.today import FailureLine, Source
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.scopes import EVERYWHERE, Grant, Scope
from titian.platform.failures import services as failures
from titian.platform.failures.services import Fault

LATER = NOON + timedelta(hours=1)


@pytest.mark.parametrize(
    "feature, reason, source",
    [
        ("queue:hold", "fault", Source.PAGE),
        ("frontdoor:ways", "recorded.code", Source.STAFF),
        ("frontdoor:code", "code_not_delivered.sms", Source.MESSAGE),
        ("queue.outside", "queue.no_answer", Source.LINK),
        ("desk", "desk.booking", Source.DESK),
    ],
)
def test_each_failure_says_from_where_it_is_known(
    feature: str, reason: str, source: Source
) -> None:
    assert rules.source_of(feature, reason) is source


def test_hours_are_told_once_and_in_order() -> None:
    assert rules.summed([(9, 1), (8, 2), (9, 3)]) == ((8, 2), (9, 4))
    assert rules.summed([]) == ()


def line_of(clinic: Clinic, reason: str, feature: str = "") -> FailureLine:
    day = failures_today(clinic.facility.code, viewer=clinic.desk, at=LATER)
    (found,) = (
        one
        for one in day.lines
        if one.cause.reason == reason and feature in ("", one.cause.feature)
    )
    return found


def elsewhere(reason: str, region: str) -> None:
    failures.receipt(Fault("queue:hold", reason, "ours", 500, region), at=NOON)


@pytest.mark.django_db
def test_every_source_is_on_one_page_by_kind_and_hour() -> None:
    clinic, key = make_clinic(), f"today:{uuid4().hex[:8]}"
    hour = NOON.astimezone(ZoneInfo(clinic.facility.timezone)).hour
    for minutes in (0, 10, 61):
        a_failure("fault", feature=key, at=NOON - timedelta(minutes=minutes))
    with transaction.atomic():
        failures.receipt_beside(Fault(key, "code_not_delivered.sms", "ours", 503), at=NOON)
    record_failure(
        kind=FailureKind.QUOTA,
        facility_code=clinic.facility.code,
        client_key=uuid4(),
        by=clinic.desk,
        at=NOON,
    )
    served = helpdesk.begin_serving(
        facility_code=clinic.facility.code, client_key=uuid4(), by=clinic.desk, at=NOON
    )
    helpdesk.hand_back(
        served_id=served,
        service=Service.CHANGE,
        outcome=Outcome.BROKEN,
        by=clinic.desk,
        at=NOON + timedelta(minutes=1),
    )

    met = line_of(clinic, "fault", key)

    assert (met.source, met.times) == (Source.PAGE, 3)
    assert sum(times for _, times in met.hours) == 3
    assert {when for when, _ in met.hours} <= {hour - 2, hour - 1, hour}
    assert line_of(clinic, "code_not_delivered.sms", key).source is Source.MESSAGE
    assert line_of(clinic, "recorded.quota").source is Source.STAFF
    assert line_of(clinic, "desk.change").hours == ((hour, 1),)


@pytest.mark.django_db
def test_what_failed_yesterday_elsewhere_or_by_a_mistyped_word_is_not_told() -> None:
    clinic = make_clinic()
    mine = f"t{uuid4().hex[:8]}"
    a_failure(f"{mine}.yesterday", at=NOON - timedelta(days=1))
    a_failure(f"{mine}.typed", side="person")
    elsewhere(f"{mine}.elsewhere", "31.71")
    elsewhere(f"{mine}.here", "35.73")
    elsewhere(f"{mine}.everywhere", "")

    day = failures_today(clinic.facility.code, viewer=clinic.desk, at=LATER)

    told = {one.cause.reason for one in day.lines if one.cause.reason.startswith(mine)}
    assert told == {f"{mine}.here", f"{mine}.everywhere"}


@pytest.mark.django_db
def test_a_kind_leads_to_its_public_report() -> None:
    clinic = make_clinic()
    make_party()
    cause = Cause("frontdoor:sign_in", f"notifications.x{uuid4().hex[:6]}", "ours", "35.73")
    report = a_sent_report(cause, at=NOON - timedelta(minutes=30))

    assert line_of(clinic, cause.reason).report == report.number


@pytest.mark.django_db
def test_the_page_is_for_the_desk_and_those_who_answer_for_desks() -> None:
    clinic, other = make_clinic(), make_clinic()
    operator = Actor.staff("operator", (Grant("operator", Scope(EVERYWHERE)),))
    told = failures_today(clinic.facility.code, viewer=operator, at=LATER)
    assert told.facility == clinic.facility.name

    for stranger in (other.desk, Actor.member(1, make_person()), Actor.visitor()):
        with pytest.raises(NotAtThisHelpDesk):
            failures_today(clinic.facility.code, viewer=stranger, at=LATER)


@pytest.mark.django_db
def test_the_desk_opens_it_from_the_pojok() -> None:
    client, clinic = Client(), make_clinic()
    with clock.fixed(NOON):
        signed_in_staff(client, (Grant("desk", Scope("facility", clinic.facility.code)),))
        a_failure("database_away", at=NOON - timedelta(minutes=5))

        door = client.get("/petugas/pojok/").content.decode()
        page = client.get("/petugas/pojok/hari-ini/").content.decode()

    assert f"/petugas/pojok/hari-ini/?tempat={clinic.facility.code}" in door
    assert "Halaman Titian" in page
    assert clinic.facility.name in page
    assert a_visitor().get("/petugas/pojok/hari-ini/").status_code == 302
