"""The written procedures of a city: what holds on a day, for everybody; all versions, for who
keeps them.
"""

from datetime import date
from typing import Any

from titian.accounts.types import StaffRole
from titian.enrolment.errors import NotEnrolmentOfficer, ProcedureGone, ProcedureUnknown
from titian.enrolment.models import Procedure
from titian.enrolment.rules import procedure
from titian.enrolment.types import ApplicationKind, ProcedureState, ProcedureView
from titian.kernel.actors import Actor
from titian.kernel.scopes import REGION, Scope


def procedure_of(city: str, kind: ApplicationKind, on: date) -> ProcedureView:
    """What holds that day: of those approved, the one begun last. Raises ProcedureUnknown."""
    approved = Procedure.objects.filter(city=city, kind=kind, state=ProcedureState.APPROVED)
    row = approved.filter(valid_from__lte=on).order_by("-valid_from").first()
    if row is None:
        raise ProcedureUnknown(kind=kind.value)
    return procedure_view(row)


def kinds_open(city: str, on: date) -> tuple[ProcedureView, ...]:
    """What holds that day for each kind that can be applied for, in the order of the kinds."""
    approved = Procedure.objects.filter(
        city=city, state=ProcedureState.APPROVED, valid_from__lte=on
    )
    rows = approved.order_by("kind", "-valid_from").distinct("kind")
    found = {row.kind: row for row in rows}
    return tuple(procedure_view(found[kind]) for kind in ApplicationKind if kind in found)


def procedure_version(procedure_id: int) -> ProcedureView:
    """The version an application was sent under. Raises ProcedureGone."""
    row = Procedure.objects.filter(pk=procedure_id).first()
    if row is None:
        raise ProcedureGone
    return procedure_view(row)


def procedure_versions(city: str, *, viewer: Actor) -> tuple[ProcedureView, ...]:
    """Every version but the dropped ones, newest first, for who keeps them."""
    require_keeper(viewer, city)
    rows = Procedure.objects.filter(city=city).exclude(state=ProcedureState.DROPPED)
    found = [procedure_view(row) for row in rows.order_by("-version")]
    order = list(ApplicationKind)
    return tuple(sorted(found, key=lambda one: order.index(one.procedure.kind)))


def version_kept(procedure_id: int, *, viewer: Actor) -> ProcedureView:
    """One version for who keeps it. Raises ProcedureGone."""
    return procedure_view(_kept(procedure_id, viewer))


def procedure_body(procedure_id: int, *, viewer: Actor) -> dict[str, Any]:
    """The data of one version, to write the next one from. Raises ProcedureGone."""
    return dict(_kept(procedure_id, viewer).body)


def _kept(procedure_id: int, viewer: Actor) -> Procedure:
    """To who does not keep the city's procedures it is not there."""
    row = Procedure.objects.filter(pk=procedure_id).first()
    if row is None or not viewer.may(StaffRole.PROCEDURE, Scope(REGION, row.city_id)):
        raise ProcedureGone
    return row


def require_keeper(viewer: Actor, city: str) -> None:
    """Raises NotEnrolmentOfficer for who does not keep this city's procedures."""
    if not viewer.may(StaffRole.PROCEDURE, Scope(REGION, city)):
        raise NotEnrolmentOfficer


def procedure_view(row: Procedure) -> ProcedureView:
    kind = ApplicationKind(row.kind)
    return ProcedureView(
        id=row.pk,
        city=row.city_id,
        version=row.version,
        state=ProcedureState(row.state),
        valid_from=row.valid_from,
        procedure=procedure(kind, row.body),
        drafted_by=row.drafted_by,
        approved_by=row.approved_by,
    )
