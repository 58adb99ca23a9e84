"""Letters of poverty on record, and whose arrears a law would let go of."""

from collections.abc import Iterable
from datetime import date

from titian.contributions.errors import FiningNotAllowed, WriteOffNotAllowed
from titian.contributions.models import Bill, PoorLetter
from titian.contributions.rules.fines import may_fine, poor_until
from titian.contributions.rules.owing import BillOnRecord
from titian.contributions.rules.tariffs import SELF_PAYING
from titian.contributions.rules.writing_off import is_in_force, let_go, may_write_off
from titian.contributions.selectors.bills import bills_on_record
from titian.contributions.selectors.parameters import parameters
from titian.contributions.types import BillKind, DueLine, PoorLetterView, WriteOffLine
from titian.kernel.actors import Actor
from titian.members import selectors as members_read
from titian.members.types import PayingFamily, Segment, WardClass

_MOST, _AT_ONCE = 500, 1000
_ON_THE_LIST = frozenset({Segment.PBI_JK, Segment.PBPU_PEMDA})


def poor_letters(family_id: int, *, viewer: Actor) -> list[PoorLetterView]:
    """The letters that count or counted, the latest first. The caller has opened the person."""
    if not may_fine(viewer):
        raise FiningNotAllowed
    table = parameters()
    rows = PoorLetter.objects.filter(family=family_id, withdrawn_at__isnull=True)
    return [
        PoorLetterView(
            one.pk, one.number_sealed, one.issued_on, poor_until(one.issued_on, table),
            one.recorded_by, one.recorded_at,
        )
        for one in rows.order_by("-issued_on", "-pk")
    ]  # fmt: skip


def is_poor(family_id: int, on: date) -> bool:
    """Whether a letter of poverty counts on this day."""
    table = parameters()
    rows = PoorLetter.objects.filter(
        family=family_id, issued_on__lte=on, withdrawn_at__isnull=True
    ).values_list("issued_on", flat=True)
    return any(on <= poor_until(issued, table) for issued in rows)


def write_off_is_on(on: date) -> bool:
    return is_in_force(on, parameters())


def write_offs(*, viewer: Actor, on: date) -> list[WriteOffLine]:
    """Whose arrears would be let go of: nobody of the family pays for themselves any more, what
    is owed is of class III, and no plan runs. Names are masked; the most owed first.
    """
    if not may_write_off(viewer):
        raise WriteOffNotAllowed
    found, heads = _moved(on)
    named = members_read.masked_people(set(heads.values()), viewer=viewer)
    lines = [
        WriteOffLine(
            pk, named[heads[pk]], len({line.month for line in owed}),
            sum(line.amount for line in owed),
        )
        for pk, owed in found.items()
        if heads[pk] in named
    ]  # fmt: skip
    return sorted(lines, key=lambda one: -one.amount)


def lines_let_go(family: PayingFamily, bills: Iterable[BillOnRecord], on: date) -> list[DueLine]:
    """What would be written off for one family; nothing while a plan runs, and nothing for who
    pays for themselves or has left the state's list.
    """
    segments = {one.segment for one in family.people}
    is_moved = not segments & SELF_PAYING and bool(segments & _ON_THE_LIST)
    still_open = [bill for bill in bills if not bill.settled]
    if not is_moved or any(bill.plan_id is not None for bill in still_open):
        return []
    return let_go((bill.line for bill in still_open), on, parameters())


def _moved(on: date) -> tuple[dict[int, list[DueLine]], dict[int, int]]:
    """By family what would be let go of, and its head; a thousand families at a time."""
    found: dict[int, list[DueLine]] = {}
    heads: dict[int, int] = {}
    after = 0
    while len(found) < _MOST and (some := _owing(after, on)):
        families = members_read.paying_families(some)
        bills = bills_on_record(some, month=on.replace(day=1))
        for pk, family in families.items():
            if lines := lines_let_go(family, bills.get(pk, ()), on):
                found[pk], heads[pk] = lines, family.head_id
        after = some[-1]
    return found, heads


def _owing(after: int, on: date) -> list[int]:
    """The next families with open past months of class III."""
    owing = Bill.objects.filter(
        settled_by__isnull=True,
        kind=BillKind.MONTHLY,
        month__lt=on.replace(day=1),
        ward_class=WardClass.THIRD,
        family__gt=after,
    )
    families = owing.order_by("family_id").values_list("family_id", flat=True)
    return list(families.distinct()[:_AT_ONCE])
