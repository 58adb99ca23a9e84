"""A spreadsheet of people is taken in, mended in place, and sent family by family."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from titian.enrolment import rules
from titian.enrolment.errors import BatchGone, NotEnrolmentOfficer, SheetUnreadable
from titian.enrolment.models import Batch, BatchRow
from titian.enrolment.selectors.city import office
from titian.enrolment.selectors.reaching import enters_for
from titian.enrolment.services.filling import KK, NIK
from titian.enrolment.types import ApplicationKind, Cells, RowState
from titian.kernel.actors import Actor
from titian.kernel.identifiers import digits
from titian.platform.audit import services as audit
from titian.platform.db.sealing import blind_index
from titian.platform.uploads import services as uploads
from titian.platform.uploads.errors import UploadKindUnknown, UploadTooLarge, UploadUnreadable

_OPEN = (RowState.WRONG, RowState.READY)


def read_sheet(content: bytes) -> list[tuple[int, dict[str, str]]]:
    """The filled rows by our own names of columns. Raises SheetUnreadable, SheetHeadUnknown, and
    what the uploads refuse.
    """
    try:
        rows = uploads.rows_of_sheet(content)
    except (UploadKindUnknown, UploadTooLarge, UploadUnreadable) as error:
        raise SheetUnreadable from error
    read = rules.cells_of(rows)
    if not read:
        raise SheetUnreadable
    return read


def take_batch(
    *,
    rows: Sequence[tuple[int, Cells]],
    kind: ApplicationKind,
    village: str,
    client_key: UUID,
    by: Actor,
    at: datetime,
) -> int:
    """Every row is kept as it came; what is wrong waits to be mended. Raises
    NotEnrolmentOfficer. The same key again is the same batch.
    """
    if not enters_for(by, village):
        raise NotEnrolmentOfficer
    office(village)
    with transaction.atomic():
        batch, is_new = Batch.objects.get_or_create(
            client_key=client_key,
            defaults={"village_id": village, "kind": kind, "entered_by": by.ref, "made_at": at},
        )
        if batch.entered_by != by.ref:
            raise BatchGone
        if is_new:
            made = [_row(batch, line, cells) for line, cells in rows]
            _judge(made)
            BatchRow.objects.bulk_create(made)
            said: dict[str, object] = {"rows": len(made)}
            audit.record(audit.Entry(by, "enrolment.batch", f"batch:{batch.pk}", said), at=at)
    return batch.pk


@transaction.atomic
def mend_rows(*, batch_id: int, cells: Mapping[int, Cells], by: Actor, at: datetime) -> int:
    """Write some cells of some rows anew; returns how many rows are still wrong. Only what was
    not sent yet is touched. Raises BatchGone.
    """
    batch = lock_batch(batch_id, by)
    rows = list(_open_rows(batch))
    for row in rows:
        if mended := cells.get(row.pk):
            _write(row, {**json.loads(row.cells_sealed), **mended})
            row.state = RowState.WRONG
    _judge(rows)
    _save(rows)
    said: dict[str, object] = {"rows": len(cells)}
    audit.record(audit.Entry(by, "enrolment.batch_mended", f"batch:{batch.pk}", said), at=at)
    return sum(row.state == RowState.WRONG for row in rows)


@transaction.atomic
def drop_row(*, batch_id: int, row_id: int, by: Actor, at: datetime) -> None:
    """A person who is not to be proposed after all. Again is no fault. Raises BatchGone."""
    batch = lock_batch(batch_id, by)
    rows = list(_open_rows(batch))
    dropped = [row for row in rows if row.pk == row_id]
    for row in dropped:
        row.state, row.faults = RowState.DROPPED, []
    _judge([row for row in rows if row.pk != row_id])
    _save(rows)
    if dropped:
        audit.record(audit.Entry(by, "enrolment.batch_dropped", f"batch:{batch.pk}"), at=at)


@transaction.atomic
def send_batch(*, batch_id: int, by: Actor, at: datetime) -> None:
    """What is ready goes, family by family, from now on; what is mended later follows."""
    batch = lock_batch(batch_id, by)
    if batch.send_since is None:
        batch.send_since = at
        batch.save(update_fields=["send_since"])
        audit.record(audit.Entry(by, "enrolment.batch_sent", f"batch:{batch.pk}"), at=at)


def lock_batch(batch_id: int, by: Actor) -> Batch:
    """For who enters for its village. Raises BatchGone."""
    row = Batch.objects.select_for_update().filter(pk=batch_id).first()
    if row is None or not enters_for(by, row.village_id):
        raise BatchGone
    return row


def _open_rows(batch: Batch) -> Iterable[BatchRow]:
    rows = BatchRow.objects.filter(batch=batch, state__in=_OPEN)
    return rows.select_for_update().order_by("pk")


def _row(batch: Batch, line: int, cells: Cells) -> BatchRow:
    row = BatchRow(batch=batch, line=line, state=RowState.WRONG)
    _write(row, cells)
    return row


def _write(row: BatchRow, cells: Cells) -> None:
    nik = digits(cells.get("nik", ""))
    row.cells_sealed = json.dumps(dict(cells), ensure_ascii=False)
    row.kk_index = blind_index(KK, digits(cells.get("kk", "")))
    row.faults = list(rules.row_faults(cells))
    row.nik_index = blind_index(NIK, nik) if nik and "nik" not in row.faults else None


def _judge(rows: Sequence[BatchRow]) -> None:
    """Ready, or wrong: by its own cells, because somebody stands there twice, or by what refused
    its family the last time and has not been touched since.
    """
    times = Counter(bytes(row.nik_index) for row in rows if row.nik_index is not None)
    for row in rows:
        is_twice = row.nik_index is not None and times[bytes(row.nik_index)] > 1
        others = [fault for fault in row.faults if fault != rules.TWICE]
        row.faults = [*others, rules.TWICE] if is_twice else others
        row.state = RowState.WRONG if row.faults else RowState.READY


def _save(rows: Sequence[BatchRow]) -> None:
    fields = ["cells_sealed", "kk_index", "nik_index", "faults", "state"]
    BatchRow.objects.bulk_update(rows, fields)
