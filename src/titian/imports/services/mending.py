"""Broken rows are typed anew in place, judged at once, and go in with the rest of their file."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from titian.imports.errors import ImportGone
from titian.imports.models import Import, ImportRow
from titian.imports.services.judging import judged
from titian.imports.types import LEFT_OUT, Counts, Kind, Row, State
from titian.kernel.actors import Actor
from titian.kernel.verdicts import Outcome, Verdict
from titian.platform.audit import services as audit

_OPEN = (State.WEIGHED, State.DONE)


@transaction.atomic
def mend_rows(
    *, import_id: int, cells: Mapping[int, Mapping[int, str]], by: Actor, at: datetime
) -> int:
    """Some cells (by column) of some rows (by id) anew; returns how many of these are still
    broken. Raises ImportGone, also while the file is under way.
    """
    one = _open(import_id, by)
    mine = ImportRow.objects.filter(of=one, pk__in=list(cells)).exclude(faults=list(LEFT_OUT))
    found = mine.select_for_update()
    rows = list(found.order_by("line"))
    for row in rows:
        row.values_sealed = _typed(row, cells[row.pk], len(one.heads))
    verdicts = _judged(one, rows, by, at, apply=False)
    for row, verdict in zip(rows, verdicts, strict=True):
        row.faults, row.is_mended = list(verdict.faults), not verdict.faults
    ImportRow.objects.bulk_update(rows, ["values_sealed", "faults", "is_mended"])
    said: dict[str, object] = {"rows": len(rows)}
    audit.record(audit.Entry(by, "imports.mended", f"import:{one.pk}", said), at=at)
    return sum(bool(verdict.faults) for verdict in verdicts)


@transaction.atomic
def drop_row(*, import_id: int, row_id: int, by: Actor, at: datetime) -> None:
    """A row that is not to come after all: what it said is emptied, that it was left out stays, so
    that applying does not name it again. Again is no fault. Raises ImportGone.
    """
    one = _open(import_id, by)
    rows = ImportRow.objects.filter(of=one, pk=row_id)
    dropped = rows.update(values_sealed="[]", faults=list(LEFT_OUT), is_mended=False)
    if dropped:
        audit.record(audit.Entry(by, "imports.row_dropped", f"import:{one.pk}"), at=at)


def apply_mended(one: Import, *, by: Actor, at: datetime) -> None:
    """Within the transaction of who holds the file's row: mended rows are written, those that are
    no longer sound wait again.
    """
    rows = list(ImportRow.objects.filter(of=one, is_mended=True).order_by("line"))
    if not rows:
        return
    verdicts = _judged(one, rows, by, at, apply=True)
    counts = Counts.of(verdict.outcome for verdict in verdicts)
    pairs = list(zip(rows, verdicts, strict=True))
    taken = [row.pk for row, verdict in pairs if verdict.outcome is not Outcome.BROKEN]
    ImportRow.objects.filter(pk__in=taken).delete()
    again = [row for row, verdict in pairs if verdict.outcome is Outcome.BROKEN]
    for row, verdict in pairs:
        row.faults, row.is_mended = list(verdict.faults), False
    ImportRow.objects.bulk_update(again, ["faults", "is_mended"])

    one.new += counts.new
    one.changed += counts.changed
    one.same += counts.same
    one.broken -= len(taken)
    one.save(update_fields=["new", "changed", "same", "broken"])
    said: dict[str, object] = {"new": counts.new, "changed": counts.changed, "same": counts.same}
    audit.record(audit.Entry(by, "imports.mended_applied", f"import:{one.pk}", said), at=at)


def _open(import_id: int, by: Actor) -> Import:
    one = Import.objects.select_for_update().filter(pk=import_id, brought_by=by.ref).first()
    if one is None or one.state not in _OPEN:
        raise ImportGone
    return one


def _typed(row: ImportRow, cells: Mapping[int, str], width: int) -> str:
    values: list[str] = json.loads(row.values_sealed)
    values += [""] * (width - len(values))
    for column, text in cells.items():
        if 0 <= column < len(values):
            values[column] = text
    return json.dumps(values, ensure_ascii=False)


def _judged(
    one: Import, rows: Sequence[ImportRow], by: Actor, at: datetime, *, apply: bool
) -> list[Verdict]:
    told = [Row(row.line, tuple(json.loads(row.values_sealed))) for row in rows]
    kind = Kind(one.kind)
    return judged(kind=kind, heads=one.heads, rows=told, by=by, at=at, apply=apply)
