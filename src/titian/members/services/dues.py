"""What dues do to memberships, in sets: the same few statements for one family and for many."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from titian.kernel.actors import Actor
from titian.members import rules
from titian.members.models import Person
from titian.members.services import history
from titian.members.types import Change, Happening, Segment, Status
from titian.platform.audit import services as audit
from titian.platform.db.batch import Batch
from titian.platform.db.transactions import require_transaction

_SELF_PAYING = (Segment.PBPU, Segment.BP)
_STANDING = """UPDATE member_family SET months_in_arrears = new.months
FROM unnest(%s::bigint[], %s::int[]) AS new(id, months)
WHERE member_family.id = new.id AND member_family.months_in_arrears <> new.months RETURNING 1"""


def apply_dues(
    *,
    changes: Mapping[int, Change],
    months_in_arrears: Mapping[int, int],
    on: date,
    by: Actor,
    at: datetime,
) -> None:
    """Happenings of people and dues standings of families, within the caller's transaction.

    Raises `ChangeNotPossible` when one of them cannot happen: then none does.
    """
    require_transaction()
    people = list(Person.objects.filter(pk__in=changes).order_by("pk").select_for_update())

    led = [_led(one, changes[one.pk], on) for one in people]

    _write(led, months_in_arrears, by, at)


def suspend_for_arrears(
    *,
    family_ids: Collection[int],
    months_in_arrears: Mapping[int, int],
    on: date,
    by: Actor,
    at: datetime,
) -> int:
    """Everybody active who pays for themselves in these families is suspended; how many.

    Within the caller's transaction. Who is suspended already is left as they are.
    """
    require_transaction()
    active = Person.objects.filter(
        family__in=list(family_ids), segment__in=_SELF_PAYING, status=Status.AKTIF
    )
    people = list(active.order_by("pk").select_for_update(of=("self",)))

    led = [_led(one, Change.FELL_IN_ARREARS, on) for one in people]

    _write(led, months_in_arrears, by, at)
    return len(led)


def _led(person: Person, change: Change, on: date) -> history.Line:
    """Days never run backwards: what was recorded today for tomorrow pushes the day on."""
    happening = Happening(change, max(on, person.status_since))
    return person.pk, happening, rules.after(history.membership_of(person), happening)


def _write(led: Sequence[history.Line], months: Mapping[int, int], by: Actor, at: datetime) -> None:
    """The history, the people's rows, the families' standing, audit and events: one statement."""
    batch = Batch()
    history.add_to(batch, led, by=by, at=at, beside=_entries(months, by))
    if months:
        batch.add("families", _STANDING, [list(months), list(months.values())])
    batch.run()


def _entries(months: Mapping[int, int], by: Actor) -> list[audit.Entry]:
    return [
        audit.Entry(by, "members.dues_set", f"family:{pk}", {"months_in_arrears": count})
        for pk, count in months.items()
    ]
