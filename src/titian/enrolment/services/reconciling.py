"""The scheme's list of those a city pays for comes in, as a file or by the scheme's own answer.

The same list again is the same reconciliation. Nothing is changed by it but by an officer's
decision (`proposing`).
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db import IntegrityError, transaction

from titian.enrolment import rules
from titian.enrolment.errors import NotEnrolmentOfficer, SheetUnreadable
from titian.enrolment.models import City, ListRow, PaidList
from titian.enrolment.selectors.reconciling import reconciles
from titian.enrolment.services.filling import NIK
from titian.enrolment.types import Listed, ListState
from titian.kernel.actors import Actor, ActorKind
from titian.kernel.periods import day_of
from titian.platform.audit import services as audit
from titian.platform.db.sealing import blind_index
from titian.platform.uploads.errors import UploadEmpty, UploadTooBig

_TOGETHER = 2000
_KEPT = timedelta(days=90)


def bring_list(*, content: bytes, city: str, month: date, by: Actor, at: datetime) -> int:
    """A CSV that the scheme sent; the same file again is the same list.

    Raises NotEnrolmentOfficer, SheetUnreadable, SheetHeadUnknown, UploadEmpty, UploadTooBig.
    """
    _require_officer(by, city)
    if not content:
        raise UploadEmpty
    if len(content) > rules.LIST_BYTES:
        raise UploadTooBig(megabytes=rules.LIST_BYTES // 2**20)
    digest = sha256(content).digest()
    there = _same(city, digest)
    if there is not None:
        return there
    lines = list(rules.listed(_text(content)))
    if not lines:
        raise SheetUnreadable
    return _brought(lines, digest, city, month, by, at)


@transaction.atomic
def ask_for_list(*, city: str, month: date, by: Actor, at: datetime) -> int:
    """The scheme is asked, by job, until it answers; asked already, it is the same question.

    Raises NotEnrolmentOfficer.
    """
    _require_officer(by, city)
    City.objects.select_for_update().get(pk=city)
    asked = PaidList.objects.filter(city=city, state=ListState.ASKING).first()
    if asked is not None:
        return asked.pk
    row = PaidList.objects.create(
        city_id=city, month=month, state=ListState.ASKING, brought_by=by.ref, brought_at=at,
        as_of=day_of(at), next_at=at,
    )  # fmt: skip
    audit.record(audit.Entry(by, "enrolment.list_asked", f"enrol_list:{row.pk}"), at=at)
    return row.pk


def forget_lines(*, at: datetime) -> int:
    """Of lists brought three months ago, who stood on them; what each line meant stays counted."""
    old = PaidList.objects.filter(state=ListState.DONE, brought_at__lt=at - _KEPT)
    lines = ListRow.objects.filter(paid_list__in=old.values("pk")).exclude(nik_index=b"")
    return lines.update(cells_sealed="{}", nik_index=b"", person=None)


def write_rows(row: PaidList, lines: Iterable[Listed]) -> int:
    """Within the caller's transaction; returns how many."""
    made = [
        ListRow(
            paid_list=row,
            line=one.line,
            cells_sealed=json.dumps(said_of(one), ensure_ascii=False),
            nik_index=blind_index(NIK, one.nik),
        )
        for one in lines
    ]
    ListRow.objects.bulk_create(made, batch_size=_TOGETHER)
    return len(made)


def said_of(one: Listed) -> dict[str, str]:
    """As the list has it, by the names of its columns, with the line it stands on."""
    return {
        "nik": one.nik,
        "name": one.full_name,
        "birth": one.birth_date.isoformat() if one.birth_date else "",
        "village": one.village_code,
        "line": str(one.line),
    }


def _brought(
    lines: Sequence[Listed], digest: bytes, city: str, month: date, by: Actor, at: datetime
) -> int:
    try:
        with transaction.atomic():
            row = PaidList.objects.create(
                city_id=city, month=month, digest=digest, state=ListState.COMPARING,
                brought_by=by.ref, brought_at=at, as_of=day_of(at),
            )  # fmt: skip
            row.rows = write_rows(row, lines)
            row.save(update_fields=["rows"])
            data: dict[str, object] = {"rows": row.rows}
            entry = audit.Entry(by, "enrolment.list_brought", f"enrol_list:{row.pk}", data)
            audit.record(entry, at=at)
            return row.pk
    except IntegrityError:
        there = _same(city, digest)
        if there is None:
            raise
        return there


def _same(city: str, digest: bytes) -> int | None:
    found = PaidList.objects.filter(city=city, digest=digest)
    return found.values_list("pk", flat=True).first()


def _require_officer(by: Actor, city: str) -> None:
    if by.kind is not ActorKind.SYSTEM and not reconciles(by, city):
        raise NotEnrolmentOfficer


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SheetUnreadable from error
