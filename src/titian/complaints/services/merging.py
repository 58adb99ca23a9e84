"""Two cases of one matter are answered together; each can be taken apart again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from titian.complaints import rules
from titian.complaints.errors import CannotMerge, CaseGone, CaseSettled
from titian.complaints.models import Case
from titian.complaints.services import moving, telling
from titian.complaints.types import Act, CaseState, Side
from titian.kernel.actors import Actor


@transaction.atomic
def merge(*, number: str, into: str, seen: int, client_key: UUID, by: Actor, at: datetime) -> None:
    """Whoever wrote `number` follows `into` from now on; its promises end unkept, not kept.

    Raises CannotMerge, CaseGone, CaseMoved, CaseSettled.
    """
    row, target = _both(moving.id_reached(number, by), _id_of_other(into, by))
    if moving.is_done(client_key):
        return

    if row.pk == target.pk or CaseState(target.state) not in rules.RUNNING:
        raise CannotMerge
    row.merged_into = target
    moving.move(row, Act.MERGE, client_key=client_key, by=by, at=at, seen=seen)
    telling.tell_merged(row, at=at)


@transaction.atomic
def take_apart(*, number: str, client_key: UUID, by: Actor, at: datetime) -> None:
    """An officer undoes it: the promises run as if they had never stood."""
    row = moving.reached(number, by)
    if moving.is_done(client_key):
        return

    moving.move(row, Act.UNMERGE, client_key=client_key, by=by, at=at)


def require_solved(row: Case, act: Act) -> None:
    """Whether it is solved is asked when the other is, not before. Raises CaseSettled."""
    other = row.merged_into
    if other is not None and CaseState(other.state) in rules.RUNNING:
        raise CaseSettled(act=act.value, state=row.state)


def share_answer(row: Case, act: Act, words: str, *, by: Actor, at: datetime) -> None:
    """What is answered is answered to everybody who wrote about it."""
    together = Case.objects.select_for_update(of=("self",)).filter(merged_into=row)
    for one in together.order_by("pk"):
        moving.write(one, Side.OFFICE, words, by=by, at=at)
        telling.tell_shared(one, row, act, at=at)


def _id_of_other(number: str, by: Actor) -> int:
    try:
        return moving.id_reached(number, by)
    except CaseGone as error:
        raise CannotMerge from error


def _both(case_id: int, target_id: int) -> tuple[Case, Case]:
    """Locked in the order of their ids, so that two such presses never wait for each other."""
    rows = {one: moving.locked(one) for one in sorted({case_id, target_id})}
    return rows[case_id], rows[target_id]
