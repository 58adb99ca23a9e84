"""Spreadsheets of a village office: how far each is, and its rows for who enters there."""

import json
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Count

from titian.enrolment.errors import BatchGone, NotEnrolmentOfficer
from titian.enrolment.models import Batch, BatchRow
from titian.enrolment.selectors.reaching import enters_for
from titian.enrolment.types import (
    ApplicationKind,
    BatchLine,
    BatchView,
    RowState,
    RowView,
)
from titian.kernel.actors import Actor
from titian.platform.audit import services as audit

_SHOWN = 50
_WRONG_SHOWN = 50


def batches_of_village(village: str, *, viewer: Actor, limit: int = 20) -> list[BatchLine]:
    """Newest first."""
    if not enters_for(viewer, village):
        raise NotEnrolmentOfficer
    rows = Batch.objects.filter(village=village).select_related("village").order_by("-pk")
    return _lines(list(rows[:limit]))


def batch(batch_id: int, *, viewer: Actor, at: datetime) -> BatchView:
    """With its rows; the look is recorded. Raises BatchGone for who does not enter there."""
    row = Batch.objects.filter(pk=batch_id).select_related("village").first()
    if row is None or not enters_for(viewer, row.village_id):
        raise BatchGone
    with transaction.atomic():
        audit.record(audit.Entry(viewer, "enrolment.batch_looked", f"batch:{row.pk}"), at=at)
    rest = [state for state in RowState if state is not RowState.WRONG]
    return BatchView(
        line=_lines([row])[0],
        wrong=_rows(row, [RowState.WRONG], _WRONG_SHOWN),
        rest=_rows(row, rest, _SHOWN),
    )


def _lines(rows: Collection[Batch]) -> list[BatchLine]:
    counted = BatchRow.objects.filter(batch__in=list(rows)).values_list("batch_id", "state")
    counts = {(pk, state): many for pk, state, many in counted.annotate(many=Count("pk"))}
    return [
        BatchLine(
            id=row.pk,
            kind=ApplicationKind(row.kind),
            village_code=row.village_id,
            village_name=row.village.name,
            made_at=row.made_at,
            is_sending=row.send_since is not None,
            counts={state: counts.get((row.pk, state), 0) for state in RowState},
        )
        for row in rows
    ]


def _rows(row: Batch, states: Collection[RowState], limit: int) -> tuple[RowView, ...]:
    found = BatchRow.objects.filter(batch=row, state__in=list(states)).order_by("line")
    return tuple(
        RowView(
            row_id=one.pk,
            line=one.line,
            state=RowState(one.state),
            cells=json.loads(one.cells_sealed),
            faults=tuple(one.faults),
            application_id=one.application_id,
        )
        for one in found[:limit]
    )
