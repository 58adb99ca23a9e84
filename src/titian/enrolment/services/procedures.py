"""Versions of a procedure: drafted and proposed by one person of the city, approved by another."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max

from titian.enrolment.errors import OwnEntry, ProcedureDayTaken, ProcedureGone
from titian.enrolment.models import City, Procedure
from titian.enrolment.rules import holds_from, procedure, procedure_after
from titian.enrolment.selectors.procedures import require_keeper
from titian.enrolment.types import ApplicationKind, ProcedureAct, ProcedureState
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.platform.audit import services as audit

_Body = Mapping[str, object]


@transaction.atomic
def draft_procedure(
    *, city: str, kind: ApplicationKind, valid_from: date, body: _Body, by: Actor, at: datetime
) -> int:
    """A new version, for its drafter to mend until it is proposed. Raises ProcedureUnsound."""
    require_keeper(by, city)
    _lock(city)
    procedure(kind, body)

    versions = Procedure.objects.filter(city=city, kind=kind)
    last: int | None = versions.aggregate(last=Max("version"))["last"]
    row = Procedure.objects.create(
        city_id=city,
        kind=kind,
        version=(last or 0) + 1,
        state=ProcedureState.DRAFT,
        valid_from=valid_from,
        body=dict(body),
        drafted_by=by.ref,
        drafted_at=at,
    )

    _said(row, "draft", by, at)
    return row.pk


@transaction.atomic
def change_procedure(
    *, procedure_id: int, valid_from: date, body: _Body, by: Actor, at: datetime
) -> None:
    """Who changes a draft has drafted it: they cannot approve it. Raises ProcedureUnsound."""
    row = _locked(procedure_id, ProcedureAct.CHANGE, by)
    procedure(ApplicationKind(row.kind), body)

    row.valid_from, row.body = valid_from, dict(body)
    row.drafted_by, row.drafted_at = by.ref, at
    row.save(update_fields=["valid_from", "body", "drafted_by", "drafted_at"])

    _said(row, "change", by, at)


@transaction.atomic
def propose_procedure(*, procedure_id: int, by: Actor, at: datetime) -> None:
    _move(_locked(procedure_id, ProcedureAct.PROPOSE, by), ProcedureAct.PROPOSE, by, at)


@transaction.atomic
def take_back_procedure(*, procedure_id: int, by: Actor, at: datetime) -> None:
    """Something in it is to be mended: a draft again."""
    _move(_locked(procedure_id, ProcedureAct.TAKE_BACK, by), ProcedureAct.TAKE_BACK, by, at)


@transaction.atomic
def drop_procedure(*, procedure_id: int, by: Actor, at: datetime) -> None:
    _move(_locked(procedure_id, ProcedureAct.DROP, by), ProcedureAct.DROP, by, at)


@transaction.atomic
def approve_procedure(*, procedure_id: int, by: Actor, at: datetime) -> date:
    """It holds from the day it names, never from before today; returns the day.

    Raises OwnEntry for who drafted it, ProcedureDayTaken.
    """
    row = _locked(procedure_id, ProcedureAct.APPROVE, by)
    if row.drafted_by == by.ref:
        raise OwnEntry
    first = holds_from(row.valid_from, day_of(at, ZoneInfo(row.city.timezone)))
    _require_free(row, first)

    row.valid_from, row.approved_by, row.approved_at = first, by.ref, at
    _move(row, ProcedureAct.APPROVE, by, at)
    return first


def _require_free(row: Procedure, day: date) -> None:
    approved = Procedure.objects.filter(
        city=row.city_id, kind=row.kind, state=ProcedureState.APPROVED, valid_from=day
    )
    if approved.exists():
        raise ProcedureDayTaken(day=day.isoformat())


def _lock(city: str) -> None:
    """Versions of a city are numbered and begun one after the other: its row is the lock."""
    if not City.objects.select_for_update().filter(pk=city):
        raise ProcedureGone


def _locked(procedure_id: int, act: ProcedureAct, by: Actor) -> Procedure:
    city = Procedure.objects.filter(pk=procedure_id).values_list("city", flat=True).first()
    if city is None:
        raise ProcedureGone
    require_keeper(by, city)
    _lock(city)
    row = Procedure.objects.select_related("city").get(pk=procedure_id)
    procedure_after(ProcedureState(row.state), act)
    return row


def _move(row: Procedure, act: ProcedureAct, by: Actor, at: datetime) -> None:
    row.state = procedure_after(ProcedureState(row.state), act)
    row.save(update_fields=["state", "valid_from", "approved_by", "approved_at"])
    _said(row, act.value, by, at)


def _said(row: Procedure, verb: str, by: Actor, at: datetime) -> None:
    data: dict[str, object] = {"kind": row.kind, "version": row.version}
    entry = audit.Entry(by, f"enrolment.procedure_{verb}", f"procedure:{row.pk}", data)
    audit.record(entry, at=at)
