"""The poor are let off: a letter frees from the fine (§2.4), a law to come from arrears (§2.5)."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from titian.contributions.errors import (
    FiningNotAllowed,
    LetterUnknown,
    NothingDue,
    WriteOffNotAllowed,
    WriteOffOff,
)
from titian.contributions.models import Bill, Payment, PoorLetter
from titian.contributions.rules.fines import may_fine
from titian.contributions.rules.writing_off import may_write_off
from titian.contributions.selectors.bills import bills_on_record
from titian.contributions.selectors.letting_go import lines_let_go, write_off_is_on
from titian.contributions.selectors.outstanding import paying_family
from titian.contributions.services.locking import lock_account
from titian.contributions.services.writing import Posting, add_postings
from titian.contributions.types import BillKind, DueLine, Entry, Via
from titian.kernel.actors import Actor
from titian.kernel.identifiers import spoken_code, time_ordered_id
from titian.kernel.periods import day_of
from titian.kernel.text import printable
from titian.members import services as members
from titian.platform.audit import services as audit
from titian.platform.db.batch import Batch

_RECEIPT_LENGTH = 11
_LONGEST = 80
_PARTNER = "write_off"


@transaction.atomic
def record_poor_letter(
    *, family_id: int, number: str, issued_on: date, client_key: UUID, by: Actor, at: datetime
) -> int:
    """Staff have the letter before them. The same key again is the same letter.

    Raises `FiningNotAllowed`, `PayerUnknown`, `LetterUnknown` for one of a day to come.
    """
    if not may_fine(by):
        raise FiningNotAllowed
    paying_family(family_id)
    written = printable(number, _LONGEST)
    if not written or issued_on > day_of(at):
        raise LetterUnknown
    row, is_new = PoorLetter.objects.get_or_create(
        client_key=client_key,
        defaults={
            "family_id": family_id,
            "number_sealed": written,
            "issued_on": issued_on,
            "recorded_by": by.ref,
            "recorded_at": at,
        },
    )
    if row.family_id != family_id:
        raise LetterUnknown
    if is_new:
        _say("contributions.poor_letter_recorded", row, by, at)
    return row.pk


@transaction.atomic
def withdraw_poor_letter(*, letter_id: int, family_id: int, by: Actor, at: datetime) -> None:
    """It was recorded by mistake, or is not true. Again is no fault."""
    if not may_fine(by):
        raise FiningNotAllowed
    of_family = PoorLetter.objects.filter(pk=letter_id, family=family_id)
    row = of_family.select_for_update(of=("self",)).first()
    if row is None:
        raise LetterUnknown
    if row.withdrawn_at is not None:
        return
    row.withdrawn_by, row.withdrawn_at = by.ref, at
    row.save(update_fields=["withdrawn_by", "withdrawn_at"])

    _say("contributions.poor_letter_withdrawn", row, by, at)


@transaction.atomic
def write_off(*, family_id: int, by: Actor, at: datetime) -> int:
    """The arrears of class III of a family whom the state pays for now are let go of; rupiah.

    Raises `WriteOffNotAllowed`, `WriteOffOff` until the law is in force, `NothingDue`.
    """
    on = day_of(at)
    if not may_write_off(by):
        raise WriteOffNotAllowed
    if not write_off_is_on(on):
        raise WriteOffOff
    lock_account(family_id, at=at)
    family = paying_family(family_id)
    bills = bills_on_record([family_id], month=on.replace(day=1)).get(family_id, [])
    lines = lines_let_go(family, bills, on)
    if not lines:
        raise NothingDue

    ended = _ended(family_id, lines, family.months_in_arrears, at)
    left = _months_left(family_id, on)
    members.apply_dues(changes={}, months_in_arrears={family_id: left}, on=on, by=by, at=at)
    amount = sum(line.amount for line in lines)
    data: dict[str, object] = {"payment": ended, "amount": amount, "months": len(lines)}
    entry = audit.Entry(by, "contributions.written_off", f"family:{family_id}", data)
    audit.record(entry, at=at)
    return amount


def _ended(family_id: int, lines: Sequence[DueLine], months: int, at: datetime) -> int:
    """A row without money, the bills that end by it, and what leaves the family's debt."""
    pk = time_ordered_id(at)
    Payment.objects.create(
        pk=pk,
        family_id=family_id,
        receipt=spoken_code(_RECEIPT_LENGTH),
        partner=_PARTNER,
        request_id=str(pk),
        amount=0,
        paid_at=at,
        recorded_at=at,
        via=Via.WRITE_OFF,
        months_in_arrears=months,
        activated=False,
        active_after=True,
    )
    ids = [line.bill_id for line in lines if line.bill_id is not None]
    Bill.objects.filter(pk__in=ids, settled_by__isnull=True).update(settled_by=pk)
    batch = Batch()
    add_postings(
        batch,
        [Posting(family_id, o.month, Entry.FORGIVEN, o.amount, o.bill_id, pk) for o in lines],
        at=at,
    )
    batch.run()
    return pk


def _months_left(family_id: int, on: date) -> int:
    still = Bill.objects.filter(
        family=family_id,
        settled_by__isnull=True,
        kind=BillKind.MONTHLY,
        month__lt=on.replace(day=1),
    )
    return still.values("month").distinct().count()


def _say(action: str, row: PoorLetter, by: Actor, at: datetime) -> None:
    data: dict[str, object] = {"letter": row.pk}
    audit.record(audit.Entry(by, action, f"family:{row.family_id}", data), at=at)
