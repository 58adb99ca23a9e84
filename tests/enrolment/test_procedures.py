from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError

from tests.factories.accounts import make_staff
from tests.factories.city import MADIUN, OPENED, keeps, opened_city
from titian.enrolment import selectors as enrolment_read
from titian.enrolment import services as enrolment
from titian.enrolment.errors import (
    NotEnrolmentOfficer,
    OwnEntry,
    ProcedureDayTaken,
    ProcedureGone,
    ProcedureSettled,
    ProcedureUnsound,
)
from titian.enrolment.models import Procedure
from titian.enrolment.types import ApplicationKind, ProcedureState
from titian.kernel.actors import Actor
from titian.kernel.scopes import REGION, Grant, Scope
from titian.platform.audit.selectors import entries_about

pytestmark = pytest.mark.django_db
MAY = datetime(2026, 5, 4, 3, 0, tzinfo=UTC)
JUNE = date(2026, 6, 1)
NEW = ApplicationKind.NEW


def drafter() -> Actor:
    return make_staff(keeps(MADIUN)).actor


def the_body(**more: object) -> dict[str, Any]:
    held = Procedure.objects.filter(city=MADIUN, kind=NEW).earliest("version").body
    return {**held, **more}


def a_draft(by: Actor, valid_from: date = JUNE, **more: object) -> int:
    return enrolment.draft_procedure(
        city=MADIUN, kind=NEW, valid_from=valid_from, body=the_body(**more), by=by, at=MAY
    )


def title_on(day: date) -> str:
    return enrolment_read.procedure_of(MADIUN, NEW, day).procedure.title


def test_a_new_version_holds_from_its_day_on_and_the_old_one_until_then() -> None:
    opened_city(MADIUN)
    one, other = drafter(), drafter()

    drafted = a_draft(one, title="Warga baru")
    enrolment.propose_procedure(procedure_id=drafted, by=one, at=MAY)
    first = enrolment.approve_procedure(procedure_id=drafted, by=other, at=MAY)

    assert first == JUNE
    assert title_on(date(2026, 5, 31)) == "Peserta baru"
    assert title_on(JUNE) == "Warga baru"
    assert next(one.procedure.title for one in enrolment_read.kinds_open(MADIUN, JUNE)) == (
        "Warga baru"
    )


def test_nobody_is_bound_by_a_procedure_before_it_was_approved() -> None:
    opened_city(MADIUN)
    one, other = drafter(), drafter()
    drafted = a_draft(one, valid_from=date(2026, 2, 1))
    enrolment.propose_procedure(procedure_id=drafted, by=one, at=MAY)

    first = enrolment.approve_procedure(procedure_id=drafted, by=other, at=MAY)

    assert first == date(2026, 5, 4)


def test_who_drafted_it_does_not_approve_it() -> None:
    opened_city(MADIUN)
    one = drafter()
    drafted = a_draft(one)
    enrolment.propose_procedure(procedure_id=drafted, by=one, at=MAY)

    with pytest.raises(OwnEntry):
        enrolment.approve_procedure(procedure_id=drafted, by=one, at=MAY)


def test_who_changed_the_draft_last_does_not_approve_it() -> None:
    opened_city(MADIUN)
    one, other = drafter(), drafter()
    drafted = a_draft(one)
    enrolment.change_procedure(
        procedure_id=drafted, valid_from=JUNE, body=the_body(), by=other, at=MAY
    )
    enrolment.propose_procedure(procedure_id=drafted, by=one, at=MAY)

    with pytest.raises(OwnEntry):
        enrolment.approve_procedure(procedure_id=drafted, by=other, at=MAY)


def test_a_procedure_nobody_could_follow_is_not_kept() -> None:
    opened_city(MADIUN)
    one = drafter()

    with pytest.raises(ProcedureUnsound) as caught:
        a_draft(one, promise_minutes=30)

    assert caught.value.data["faults"] == ("promise_too_short",)


def test_two_versions_do_not_begin_on_one_day() -> None:
    opened_city(MADIUN)
    one, other = drafter(), drafter()
    first, second = a_draft(one), a_draft(one)
    for drafted in (first, second):
        enrolment.propose_procedure(procedure_id=drafted, by=one, at=MAY)
    enrolment.approve_procedure(procedure_id=first, by=other, at=MAY)

    with pytest.raises(ProcedureDayTaken):
        enrolment.approve_procedure(procedure_id=second, by=other, at=MAY)


def test_an_approved_version_never_changes() -> None:
    opened_city(MADIUN)
    approved = enrolment_read.procedure_of(MADIUN, NEW, JUNE).id
    one = drafter()

    with pytest.raises(ProcedureSettled):
        enrolment.change_procedure(
            procedure_id=approved, valid_from=JUNE, body=the_body(), by=one, at=MAY
        )
    with pytest.raises(ProcedureSettled):
        enrolment.drop_procedure(procedure_id=approved, by=one, at=MAY)


def test_a_proposal_taken_back_is_a_draft_and_a_dropped_one_is_over() -> None:
    opened_city(MADIUN)
    one, other = drafter(), drafter()
    drafted = a_draft(one)
    enrolment.propose_procedure(procedure_id=drafted, by=one, at=MAY)
    enrolment.take_back_procedure(procedure_id=drafted, by=other, at=MAY)
    enrolment.drop_procedure(procedure_id=drafted, by=one, at=MAY)

    with pytest.raises(ProcedureSettled):
        enrolment.propose_procedure(procedure_id=drafted, by=one, at=MAY)
    assert [entry.action for entry in entries_about(f"procedure:{drafted}")] == [
        "enrolment.procedure_drop",
        "enrolment.procedure_take_back",
        "enrolment.procedure_propose",
        "enrolment.procedure_draft",
    ]


def test_another_city_does_not_touch_these_procedures() -> None:
    opened_city(MADIUN)
    elsewhere = make_staff((Grant("procedure", Scope(REGION, "35.78")),)).actor
    drafted = a_draft(drafter())

    with pytest.raises(NotEnrolmentOfficer):
        a_draft(elsewhere)
    with pytest.raises(NotEnrolmentOfficer):
        enrolment.propose_procedure(procedure_id=drafted, by=elsewhere, at=MAY)
    with pytest.raises(ProcedureGone):
        enrolment.propose_procedure(procedure_id=0, by=elsewhere, at=MAY)


def test_the_table_itself_wants_two_people() -> None:
    city = opened_city(MADIUN)

    with pytest.raises(IntegrityError, match="enrol_procedure_two_people"):
        Procedure.objects.create(
            city=city,
            kind=NEW,
            version=9,
            state=ProcedureState.APPROVED,
            valid_from=JUNE,
            body={},
            drafted_by="account:1",
            drafted_at=OPENED,
            approved_by="account:1",
            approved_at=OPENED,
        )
