"""The families of a batch go one by one: each wholly or not at all, whatever happens between."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import uuid5

from django.db import transaction
from django.db.models import Exists, OuterRef

from titian.accounts.types import StaffRole
from titian.enrolment import rules
from titian.enrolment.errors import ApplicationIncomplete, AuthorityMissing
from titian.enrolment.models import Batch, BatchRow
from titian.enrolment.services.applying import draft, submit
from titian.enrolment.services.batches import lock_batch
from titian.enrolment.services.filling import KK
from titian.enrolment.services.papers import add_paper, keep_paper
from titian.enrolment.types import ApplicationKind, Channel, PapersFiled, RowState
from titian.kernel.actors import Actor, ActorKind
from titian.kernel.errors import Refusal
from titian.kernel.scopes import REGION, Grant, Scope
from titian.platform.db.sealing import blind_index


def send_families(*, at: datetime, limit: int = 20) -> int:
    """Some families of the batches that were pressed to be sent; how many. A family with a row
    to be mended waits for it.
    """
    wrong = BatchRow.objects.filter(
        batch=OuterRef("batch"), kk_index=OuterRef("kk_index"), state=RowState.WRONG
    )
    pressed = BatchRow.objects.filter(state=RowState.READY, batch__send_since__lte=at)
    waiting = (
        pressed.exclude(Exists(wrong))
        .order_by("batch_id", "line")
        .values_list("batch_id", "kk_index")
    )
    families = list(dict.fromkeys((number, bytes(card)) for number, card in waiting[: limit * 9]))
    return sum(_sent(number, card, at) for number, card in families[:limit])


def file_papers(
    *, batch_id: int, files: Mapping[str, bytes], by: Actor, at: datetime
) -> PapersFiled:
    """Each goes by its name to the draft of its family; whose papers are complete is sent.
    What is named otherwise, or is no picture, is named back. Raises BatchGone.
    """
    with transaction.atomic():
        lock_batch(batch_id, by)
    filed = {name: _filed(batch_id, name, content, by=by, at=at) for name, content in files.items()}
    left = [name for name, application_id in filed.items() if application_id is None]
    touched = {number for number in filed.values() if number is not None}
    sent = send_drafts(batch_id=batch_id, by=by, at=at, only=touched)
    return PapersFiled(len(files) - len(left), tuple(left), sent)


def _filed(batch_id: int, name: str, content: bytes, *, by: Actor, at: datetime) -> int | None:
    """The draft that got it."""
    named = rules.paper_named(name)
    if named is None:
        return None
    kk, kind = named
    rows = BatchRow.objects.filter(batch=batch_id, kk_index=blind_index(KK, kk))
    drafts = rows.filter(state=RowState.DRAFTED).values_list("application_id", flat=True)
    application_id = drafts.first()
    if application_id is None:
        return None
    try:
        upload_id = keep_paper(content=content, size=len(content), by=by, at=at)
        add_paper(
            application_id=application_id,
            kind=kind,
            candidate_id=None,
            upload_id=upload_id,
            by=by,
            at=at,
        )
    except Refusal:
        return None
    return application_id


@transaction.atomic
def send_drafts(
    *, batch_id: int, by: Actor, at: datetime, only: Collection[int] | None = None
) -> int:
    """Of the families whose papers are complete now, the drafts are sent; how many. With `only`,
    no other is tried: nothing was brought for it.
    """
    batch = lock_batch(batch_id, by)
    rows = BatchRow.objects.filter(batch=batch, state=RowState.DRAFTED)
    if only is not None:
        rows = rows.filter(application__in=only)
    drafts = rows.order_by("application_id").values_list("application_id", flat=True).distinct()
    return sum(_completed(batch, number, at) for number in drafts if number)


@transaction.atomic
def _sent(batch_id: int, card: bytes, at: datetime) -> bool:
    found = BatchRow.objects.filter(batch=batch_id, kk_index=card)
    family = list(found.exclude(state=RowState.DROPPED).select_for_update().order_by("line"))
    ready = [row for row in family if row.state == RowState.READY]
    if not ready or any(row.state == RowState.WRONG for row in family):
        return False
    batch = Batch.objects.get(pk=batch_id)
    try:
        with transaction.atomic():
            _apply(batch, card, ready, at)
    except Refusal as refusal:
        _mark(ready, RowState.WRONG, fault=refusal.code)
    return True


def _apply(batch: Batch, card: bytes, rows: Sequence[BatchRow], at: datetime) -> None:
    """Draft and send; where only papers are missing, the draft is kept."""
    wanted = rules.application_of(
        ApplicationKind(batch.kind),
        batch.village_id,
        [json.loads(row.cells_sealed) for row in rows],
    )
    key, by = uuid5(batch.client_key, card.hex()), _officer(batch)
    number = draft(wanted=wanted, client_key=key, channel=Channel.BATCH, by=by, at=at)
    is_sent = _submitted(batch, number, at)
    _mark(rows, RowState.SENT if is_sent else RowState.DRAFTED, application_id=number)


def _submitted(batch: Batch, application_id: int, at: datetime) -> bool:
    key = uuid5(batch.client_key, f"send:{application_id}")
    try:
        with transaction.atomic():
            submit(application_id=application_id, client_key=key, by=_officer(batch), at=at)
    except (ApplicationIncomplete, AuthorityMissing):
        return False
    return True


def _completed(batch: Batch, application_id: int, at: datetime) -> bool:
    try:
        is_sent = _submitted(batch, application_id, at)
    except Refusal:
        return False  # its own page says why
    if is_sent:
        rows = BatchRow.objects.filter(batch=batch, application_id=application_id)
        rows.update(state=RowState.SENT)
    return is_sent


def _officer(batch: Batch) -> Actor:
    """Who pressed: entered by them, and only for this village."""
    grant = Grant(StaffRole.VILLAGE, Scope(REGION, batch.village_id))
    return Actor(ActorKind.STAFF, batch.entered_by, "", (grant,))


def _mark(
    rows: Sequence[BatchRow], state: RowState, *, fault: str = "", application_id: int | None = None
) -> None:
    for row in rows:
        row.state, row.faults = state, [fault] if fault else []
        row.application_id = application_id
    BatchRow.objects.bulk_update(rows, ["state", "faults", "application"])
