"""Reads of files that were brought, for who answers for what is in them."""

import json
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from titian.facilities import selectors as facilities_read
from titian.imports.errors import ImportGone
from titian.imports.models import Import, ImportRow
from titian.imports.types import (
    LEFT_OUT,
    Broken,
    Counts,
    Format,
    ImportView,
    Kind,
    State,
    ToMend,
)
from titian.kernel.actors import Actor, ActorKind
from titian.kernel.scopes import EVERYWHERE
from titian.platform.audit import services as audit

_AT_ONCE = 1000


def kinds_for(viewer: Actor) -> list[Kind]:
    """What this viewer may bring: a facility's manager only services and schedules."""
    if facilities_read.brings_regions(viewer):
        return list(Kind)
    plans = [Kind.SERVICES, Kind.SCHEDULES]
    return plans if facilities_read.brings_plans(viewer) else []


def imports_of(viewer: Actor, *, limit: int = 30) -> list[ImportView]:
    """One's own, newest first; the operator of everything sees that others came, not what."""
    found = _seen(viewer).exclude(state=State.DROPPED).order_by("-pk")
    return [view_of(one) for one in _counted(found)[:limit]]


def one_import(import_id: int, *, viewer: Actor) -> ImportView:
    """Raises ImportGone."""
    return view_of(_one(import_id, viewer))


def rows_to_mend(import_id: int, *, viewer: Actor, at: datetime, limit: int = 25) -> list[ToMend]:
    """The first rows that are not mended, for who brought them alone; the look is recorded. Raises
    ImportGone.
    """
    one = _one(import_id, viewer)
    if not _is_own(one, viewer):
        return []
    rows = _waiting(one.pk).order_by("line")[:limit]
    told = [
        ToMend(row.pk, row.line, tuple(json.loads(row.values_sealed)), tuple(row.faults))
        for row in rows
    ]
    if told:
        _write_down(viewer, "imports.looked", one, at)
    return told


def broken_rows(import_id: int) -> Iterator[Broken]:
    """Every row that waits to be mended, in the order of the file; who may ask is decided above."""
    rows = _waiting(import_id).order_by("line")
    for row in rows.iterator(chunk_size=_AT_ONCE):
        yield Broken(row.line, tuple(json.loads(row.values_sealed)), tuple(row.faults))


def handed_over(import_id: int, *, viewer: Actor, at: datetime) -> Iterator[Broken]:
    """Every row to be mended, for a file that is downloaded; recorded. Raises ImportGone."""
    one = _one(import_id, viewer)
    if not _is_own(one, viewer):
        raise ImportGone
    _write_down(viewer, "imports.downloaded", one, at)
    return broken_rows(one.pk)


def view_of(one: Import) -> ImportView:
    """Needs `waiting` and `mended` counted, or asks for them."""
    waiting = getattr(one, "waiting", None)
    if waiting is None:
        waiting = _waiting(one.pk).count()
    mended = getattr(one, "mended", None)
    if mended is None:
        mended = ImportRow.objects.filter(of=one, is_mended=True).count()
    return ImportView(
        id=one.pk,
        kind=Kind(one.kind),
        state=State(one.state),
        name=one.name,
        format=Format(one.format),
        heads=tuple(one.heads),
        rows=one.rows,
        place=one.place,
        counts=Counts(one.new, one.changed, one.same, one.broken),
        weighed=Counts(*one.weighed),
        to_mend=waiting,
        mended=mended,
        brought_by=one.brought_by,
        brought_at=one.brought_at,
        ended_at=one.ended_at,
    )


@transaction.atomic
def _write_down(viewer: Actor, action: str, one: Import, at: datetime) -> None:
    audit.record(audit.Entry(viewer, action, f"import:{one.pk}"), at=at)


def _one(import_id: int, viewer: Actor) -> Import:
    found = _seen(viewer).filter(pk=import_id).first()
    if found is None:
        raise ImportGone
    return found


def _waiting(import_id: int) -> QuerySet[ImportRow]:
    rows = ImportRow.objects.filter(of=import_id, is_mended=False)
    return rows.exclude(faults=list(LEFT_OUT))


def _is_own(one: Import, viewer: Actor) -> bool:
    return viewer.kind is ActorKind.SYSTEM or one.brought_by == viewer.ref


def _seen(viewer: Actor) -> QuerySet[Import]:
    sees_all = viewer.kind is ActorKind.SYSTEM or any(
        one.role == "operator" and one.scope.kind == EVERYWHERE for one in viewer.grants
    )
    return Import.objects.all() if sees_all else Import.objects.filter(brought_by=viewer.ref)


def _counted(rows: QuerySet[Import]) -> QuerySet[Import]:
    return rows.annotate(
        waiting=Count(
            "to_mend", filter=Q(to_mend__is_mended=False) & ~Q(to_mend__faults=list(LEFT_OUT))
        ),
        mended=Count("to_mend", filter=Q(to_mend__is_mended=True)),
    )
