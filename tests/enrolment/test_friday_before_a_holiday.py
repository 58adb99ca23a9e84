"""In hospital at 16:40 on a Friday, and Monday is a holiday: the clock, who sees it, in time."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from django.utils.formats import date_format
from pytest_django import Settings

from tests.factories.accounts import signed_in_staff
from tests.factories.enrolment import (
    CITY,
    DINOYO,
    PANDANWANGI,
    Case,
    agency_officer,
    make_city,
    new_application,
    signer,
    submitted,
)
from tests.factories.letters import a_signed_letter, fresh_scheme, sent_off
from titian.enrolment import services as enrolment
from titian.enrolment.models import Step
from titian.enrolment.types import ApplicationKind, OfficeKind, Verdict
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope
from titian.platform.outbox.models import OutboxEvent

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

FRIDAY = datetime(2026, 8, 14, 9, 40, tzinfo=UTC)  # 16:40; Monday is Independence Day
MONDAY = datetime(2026, 8, 17, 3, 0, tzinfo=UTC)
THURSDAY = datetime(2026, 8, 20, 9, 40, tzinfo=UTC)
VILLAGE_PAGE, AGENCY_PAGE = "/petugas/pendaftaran/", "/petugas/pemeriksaan/"
SIGNER_PAGE = "/petugas/surat/"


def village(code: str) -> Grant:
    return Grant("village", Scope("region", code))


def office(role: str, kind: OfficeKind, city: str = CITY) -> Grant:
    return Grant(role, Scope("office", f"{city}/{kind}"))


@pytest.fixture
def patient(settings: Settings, tmp_path: Path) -> Case:
    settings.TITIAN_HOME = tmp_path
    settings.TITIAN_SIGNER = "titian.demo.signing.signer"
    settings.TITIAN_STAMP_DUTY = ""
    settings.TITIAN_INTAKE = "tests.factories.letters.intake"
    make_city()
    wanted = new_application(ApplicationKind.URGENT, hospital_letter_at=FRIDAY)
    return submitted(wanted, at=FRIDAY)


def shown(client: Client, grant: Grant, address: str, at: datetime) -> str:
    with clock.fixed(at):
        signed_in_staff(client, (grant,))
        return client.get(address).content.decode()


def yes(step: Step, by: Actor, at: datetime) -> None:
    enrolment.decide(
        step_id=step.pk,
        verdict=Verdict.YES,
        reason="urgent_care",
        words="",
        repairs=(),
        client_key=uuid4(),
        by=by,
        at=at,
    )


def test_the_weekend_and_the_holiday_do_not_count(patient: Case) -> None:
    assert patient.row.urgent_until == THURSDAY


@pytest.mark.parametrize(
    "grant, address",
    [
        (village(PANDANWANGI), VILLAGE_PAGE),
        (office("agency", OfficeKind.SOCIAL), AGENCY_PAGE),
        (office("signer", OfficeKind.HEALTH), SIGNER_PAGE),
    ],
)
def test_who_can_act_sees_the_countdown(
    client: Client, patient: Case, grant: Grant, address: str
) -> None:
    on_monday = shown(client, grant, address, MONDAY)
    in_the_last_hour = shown(client, grant, address, THURSDAY - timedelta(minutes=59))
    too_late = shown(client, grant, address, THURSDAY)

    assert patient.code in on_monday
    assert "sisa 3 hari 6 jam" in on_monday
    assert f"sampai {date_format(THURSDAY.astimezone(clock.JAKARTA), 'l j M, H.i')}" in on_monday
    assert "sisa 59 menit" in in_the_last_hour
    assert "Waktunya sudah habis" in too_late


@pytest.mark.parametrize(
    "grant, address",
    [
        (village(DINOYO), VILLAGE_PAGE),
        (office("signer", OfficeKind.HEALTH, "35.79"), SIGNER_PAGE),
    ],
)
def test_who_cannot_act_does_not_see_it(
    client: Client, patient: Case, grant: Grant, address: str
) -> None:
    assert patient.code not in shown(client, grant, address, MONDAY)


def test_it_is_escalated_before_it_is_missed_and_then_decided_in_time(
    client: Client, patient: Case
) -> None:
    scheme = fresh_scheme()
    holds = agency_officer(OfficeKind.SOCIAL)
    enrolment.claim_next(office_code=f"{CITY}/social", by=holds, at=THURSDAY - timedelta(hours=30))

    enrolment.tell_clocks(at=THURSDAY - timedelta(hours=24))
    told = OutboxEvent.objects.filter(
        name="enrolment.clock_running_out",
        facts__application_id=patient.application_id,
        facts__step_id=None,
    )
    assert {one.facts["share"] for one in told} == {80}
    assert patient.step("social").claimed_by == ""

    at = THURSDAY - timedelta(hours=23)
    for kind in (OfficeKind.POPULATION, OfficeKind.SOCIAL, OfficeKind.LABOUR, OfficeKind.HEALTH):
        yes(patient.step(kind), agency_officer(kind), at)
    waits = shown(client, office("signer", OfficeKind.HEALTH), SIGNER_PAGE, at)
    assert "Menunggu surat" in waits
    a_signed_letter(signer(), at=at)
    scheme.at = at
    sent_off(at)
    enrolment.take_effect(at=at)

    row = patient.row
    assert row.state == "active"
    assert row.ended_at is not None
    assert row.ended_at < THURSDAY
