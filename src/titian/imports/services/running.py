"""A file from the command line: weighed without writing, or applied part by part from its place."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from django.db import IntegrityError, transaction

from titian.imports import selectors as imports_read
from titian.imports.errors import NotImporter
from titian.imports.models import Import
from titian.imports.selectors import view_of
from titian.imports.services.judging import broken_of, judged
from titian.imports.services.parts import apply_part, ended
from titian.imports.services.reading import Looked, in_parts, rows_of
from titian.imports.types import Broken, Counts, ImportView, Kind, State
from titian.kernel.actors import Actor

ROWS_AT_ONCE = 2000
_LONGEST_NAME = 100
Progress = Callable[[int], object]


def weigh_file(
    *, looked: Looked, path: Path, by: Actor, at: datetime, progress: Progress
) -> Iterator[tuple[Counts, list[Broken]]]:
    """Part by part what applying would do; nothing is written, nothing is kept."""
    _require(looked.kind, by)
    for _, rows in in_parts(looked.marked(rows_of(path)), ROWS_AT_ONCE):
        with transaction.atomic():
            verdicts = judged(
                kind=looked.kind, heads=looked.heads, rows=rows, by=by, at=at, apply=False
            )
        progress(len(rows))
        yield Counts.of(one.outcome for one in verdicts), broken_of(rows, verdicts)


def bring_file(
    *, looked: Looked, path: Path, by: Actor, at: datetime, progress: Progress
) -> ImportView:
    """Apply a file; one that was broken off goes on at its place. Twice at the same time is done
    once: both work on, each part is written by one of them.
    """
    _require(looked.kind, by)
    one = _begun(looked, path.name, by, at)
    progress(one.place)
    for start, rows in in_parts(looked.marked(rows_of(path)), ROWS_AT_ONCE):
        if start < one.place:
            continue
        apply_part(one.pk, start, rows, by=by, at=at)
        progress(len(rows))
    return view_of(ended(one.pk, by=by, at=at))


def _require(kind: Kind, by: Actor) -> None:
    if kind not in imports_read.kinds_for(by):
        raise NotImporter


def _begun(looked: Looked, name: str, by: Actor, at: datetime) -> Import:
    """The one of this very file that this actor has not ended, or a new one."""
    under_way = Import.objects.filter(
        kind=looked.kind,
        digest=looked.digest,
        brought_by=by.ref,
        state=State.APPLYING,
        from_page=False,
    )
    if (found := under_way.first()) is not None:
        return found
    try:
        with transaction.atomic():
            return Import.objects.create(
                kind=looked.kind,
                state=State.APPLYING,
                name=name[:_LONGEST_NAME],
                format=looked.format,
                digest=looked.digest,
                heads=list(looked.heads),
                rows=looked.rows,
                brought_by=by.ref,
                brought_at=at,
            )
    except IntegrityError:  # somebody began with it in the same moment
        return under_way.get()
