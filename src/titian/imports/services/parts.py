"""One part of a file in one transaction: its rows, its place, what is wrong with it."""

import json
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, OperationalError, transaction

from titian.imports.models import Import, ImportRow
from titian.imports.services.judging import broken_of, judged
from titian.imports.types import Broken, Counts, Kind, Row, State
from titian.kernel.actors import Actor
from titian.platform.audit import services as audit

_TRIES = 4


def apply_part(
    import_id: int, start: int, rows: Sequence[Row], *, by: Actor, at: datetime
) -> Counts | None:
    """Write a part unless it is written; None when it was.

    Whoever works on the same file at the same time waits for the row's lock and then finds the
    place moved on. Somebody else may register one of the people meanwhile: then the part is
    judged again.
    """
    for left in range(_TRIES, 0, -1):
        try:
            return _applied(import_id, start, rows, by, at)
        except (IntegrityError, OperationalError):
            if left == 1:
                raise
    return None


@transaction.atomic
def _applied(
    import_id: int, start: int, rows: Sequence[Row], by: Actor, at: datetime
) -> Counts | None:
    one = Import.objects.select_for_update().get(pk=import_id)
    if one.place != start or one.state != State.APPLYING:
        return None

    kind = Kind(one.kind)
    verdicts = judged(kind=kind, heads=one.heads, rows=rows, by=by, at=at, apply=True)
    counts = Counts.of(verdict.outcome for verdict in verdicts)
    keep_broken(one, broken_of(rows, verdicts))

    one.place += len(rows)
    one.new += counts.new
    one.changed += counts.changed
    one.same += counts.same
    one.broken += counts.broken
    one.save(update_fields=["place", "new", "changed", "same", "broken"])
    return counts


def keep_broken(one: Import, rows: Sequence[Broken]) -> None:
    ImportRow.objects.bulk_create(
        [
            ImportRow(
                of=one,
                line=row.line,
                values_sealed=json.dumps(row.values, ensure_ascii=False),
                faults=list(row.faults),
            )
            for row in rows
        ],
        ignore_conflicts=True,  # weighed before: the row stands there already
    )


@transaction.atomic
def ended(import_id: int, *, by: Actor, at: datetime) -> Import:
    """All parts are written: the act is audited, once, with its counts."""
    one = Import.objects.select_for_update().get(pk=import_id)
    if one.state == State.APPLYING and one.place == one.rows:
        one.state, one.ended_at = State.DONE, at
        one.save(update_fields=["state", "ended_at"])
        said: dict[str, object] = {
            "kind": one.kind, "rows": one.rows, "new": one.new, "changed": one.changed,
            "same": one.same, "broken": one.broken,
        }  # fmt: skip
        audit.record(audit.Entry(by, "imports.brought", f"import:{one.pk}", said), at=at)
    return one
