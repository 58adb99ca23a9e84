"""A file from a page: kept sealed, weighed and applied by the worker, part by part."""

import json
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from titian.imports import selectors as imports_read
from titian.imports.errors import FileTooLong, FileUnreadable, ImportGone, NotImporter
from titian.imports.models import Import, ImportPart, ImportRow
from titian.imports.services.judging import broken_of, judged
from titian.imports.services.mending import apply_mended
from titian.imports.services.parts import apply_part, ended, keep_broken
from titian.imports.services.reading import Looked, filled, in_parts, look_at
from titian.imports.types import Counts, Format, Kind, Row, State
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope
from titian.platform.audit import services as audit
from titian.platform.uploads import services as uploads
from titian.platform.uploads.errors import UploadKindUnknown, UploadTooLarge, UploadUnreadable

_ROWS_AT_ONCE = 500
_LONGEST_NAME = 100
_ZIP = b"PK\x03\x04"


def take_file(
    *, kind: Kind, content: bytes, name: str, client_key: UUID, by: Actor, at: datetime
) -> int:
    """Keep a file and have it weighed; returns its id. The same key again is the same file.
    Raises NotImporter, HeadUnknown, FileUnreadable, FileTooLong, UploadTooBig.
    """
    if kind not in imports_read.kinds_for(by):
        raise NotImporter
    try:
        lines = uploads.rows_of_long_sheet(content)
    except UploadTooLarge as error:
        raise FileTooLong from error
    except (UploadKindUnknown, UploadUnreadable) as error:
        raise FileUnreadable from error
    form = Format.XLSX if content.startswith(_ZIP) else Format.CSV
    looked = look_at(kind, form, sha256(content).digest(), lines)
    fresh = {**_begun(looked, by), "name": name[:_LONGEST_NAME], "brought_at": at}
    with transaction.atomic():
        one, is_new = Import.objects.get_or_create(
            client_key=client_key,
            defaults=fresh,
        )
        if one.brought_by != by.ref:
            raise ImportGone
        if is_new:
            rows = looked.marked(filled(lines[1:]))
            ImportPart.objects.bulk_create(
                ImportPart(of=one, start=start, rows_sealed=_sealed(part))
                for start, part in in_parts(rows, _ROWS_AT_ONCE)
            )
            said: dict[str, object] = {"kind": kind, "rows": looked.rows}
            audit.record(audit.Entry(by, "imports.kept", f"import:{one.pk}", said), at=at)
    return one.pk


def _begun(looked: Looked, by: Actor) -> dict[str, object]:
    return {
        "kind": looked.kind,
        "state": State.WEIGHING,
        "from_page": True,
        "format": looked.format,
        "digest": looked.digest,
        "heads": list(looked.heads),
        "rows": looked.rows,
        "brought_by": by.ref,
        "grants": _grants_told(by),
    }


@transaction.atomic
def apply_import(*, import_id: int, by: Actor, at: datetime) -> None:
    """Pressed: what was weighed is written by the worker from now on, with the roles of who
    pressed; or, when that is done, the rows that were mended since. Again is no fault.
    """
    one = _locked(import_id, by)
    if one.state == State.WEIGHED:
        one.state, one.place, one.grants = State.APPLYING, 0, _grants_told(by)
        one.save(update_fields=["state", "place", "grants"])
        audit.record(audit.Entry(by, "imports.applied", f"import:{one.pk}"), at=at)
    elif one.state == State.DONE:
        apply_mended(one, by=by, at=at)


@transaction.atomic
def drop_import(*, import_id: int, by: Actor, at: datetime) -> None:
    """A file that is not to be applied after all; what was written stays. Raises ImportGone."""
    one = _locked(import_id, by)
    if one.state in (State.WEIGHING, State.WEIGHED):
        one.state, one.ended_at = State.DROPPED, at
        one.save(update_fields=["state", "ended_at"])
        ImportPart.objects.filter(of=one).delete()
        ImportRow.objects.filter(of=one).delete()
        audit.record(audit.Entry(by, "imports.dropped", f"import:{one.pk}"), at=at)


def go_on(*, at: datetime) -> int:
    """One part of every file that waits; returns how many parts were done."""
    waiting = Import.objects.filter(from_page=True, state__in=[State.WEIGHING, State.APPLYING])
    return sum(_step(one, at) for one in waiting.order_by("pk")[:10])


def _step(one: Import, at: datetime) -> int:
    by = _presser(one)
    part = ImportPart.objects.filter(of=one, start=one.place).first()
    if one.state == State.WEIGHING:
        return _weigh(one.pk, part, by, at)
    if part is not None:
        apply_part(one.pk, part.start, _opened(part), by=by, at=at)
        return 1
    done = ended(one.pk, by=by, at=at)
    if done.state == State.DONE:
        with transaction.atomic():
            apply_mended(_row(one.pk).get(), by=by, at=at)
            ImportPart.objects.filter(of=one).delete()
    return 1


@transaction.atomic
def _weigh(import_id: int, part: ImportPart | None, by: Actor, at: datetime) -> int:
    one = _row(import_id).get()
    if one.state != State.WEIGHING or (part is not None and part.start != one.place):
        return 0
    if part is None:
        one.state = State.WEIGHED
        one.save(update_fields=["state"])
        return 1
    rows = _opened(part)
    verdicts = judged(kind=Kind(one.kind), heads=one.heads, rows=rows, by=by, at=at, apply=False)
    keep_broken(one, broken_of(rows, verdicts))
    sums = Counts(*one.weighed) + Counts.of(verdict.outcome for verdict in verdicts)
    one.weighed = [sums.new, sums.changed, sums.same, sums.broken]
    one.place += len(rows)
    one.save(update_fields=["weighed", "place"])
    return 1


def _locked(import_id: int, by: Actor) -> Import:
    one = _row(import_id).first()
    if one is None or one.brought_by != by.ref or not one.from_page:
        raise ImportGone
    return one


def _row(import_id: int) -> QuerySet[Import]:
    return Import.objects.select_for_update().filter(pk=import_id)


def _presser(one: Import) -> Actor:
    grants = tuple(Grant(role, Scope(kind, code)) for role, kind, code in one.grants)
    return Actor.staff(one.brought_by.removeprefix("account:"), grants)


def _grants_told(by: Actor) -> list[list[str]]:
    return [[one.role, one.scope.kind, one.scope.code] for one in by.grants]


def _sealed(rows: list[Row]) -> str:
    return json.dumps([[row.line, row.values, row.is_twice] for row in rows], ensure_ascii=False)


def _opened(part: ImportPart) -> list[Row]:
    told: list[Any] = json.loads(part.rows_sealed)
    return [Row(line, tuple(values), is_twice) for line, values, is_twice in told]
