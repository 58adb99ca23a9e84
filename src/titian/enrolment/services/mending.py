"""What came back for repair is mended and goes on from there."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from titian.enrolment import rules
from titian.enrolment.errors import AlreadyApplied, ApplicationWrong
from titian.enrolment.models import Application, Move
from titian.enrolment.selectors.city import hours_of, office
from titian.enrolment.selectors.procedures import procedure_view
from titian.enrolment.services.filling import (
    FILLED,
    fill,
    people_differ,
    require_possible,
    wanted_of,
    write_people,
)
from titian.enrolment.services.holding import (
    in_the_way,
    lock,
    pressed,
    require_none_under_way,
    require_whole,
)
from titian.enrolment.services.moving import move
from titian.enrolment.services.opening import begin_again
from titian.enrolment.types import Act, ApplicationState, NewApplication
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.kernel.working_hours import due_after, worked_between

_ACTS = (Act.RETURN, Act.BOUNCE)
_FIELDS = ("repairs", "promised_at", *FILLED)


def mend(
    *, application_id: int, wanted: NewApplication, client_key: UUID, by: Actor, at: datetime
) -> None:
    """Write it anew and send it on: only who has to decides again. The same press again is no
    fault. Raises as `submit`, and ApplicationWrong for another kind or village.
    """
    try:
        with transaction.atomic():
            _mended(application_id, wanted, client_key, by, at)
    except IntegrityError as error:
        code = in_the_way(Application.objects.get(pk=application_id), wanted, by)
        if code is None:
            raise
        raise AlreadyApplied(code=code) from error


def _mended(
    application_id: int, wanted: NewApplication, client_key: UUID, by: Actor, at: datetime
) -> None:
    row = lock(application_id, by)
    if pressed(row, client_key):
        return
    rules.after(ApplicationState(row.state), Act.MEND)
    _require_same(row, wanted)
    procedure = procedure_view(row.procedure).procedure
    require_whole(procedure, wanted, row)
    on_record = require_possible(procedure, wanted, by=by, at=at)
    require_none_under_way(row, wanted, by)
    changed = {rules.PEOPLE_CHANGED} if people_differ(wanted_of(row), wanted) else set()

    fill(row, wanted)
    row.promised_at, row.repairs = _promised(row, at), []
    write_people(row, wanted.people, on_record, is_under_way=True)
    move(row, Act.MEND, by=by, at=at, client_key=client_key, also=_FIELDS)
    begin_again(row, changed, by=by, at=at)


def _require_same(row: Application, wanted: NewApplication) -> None:
    """The clocks and offices of what was sent stay: another kind or village is another one."""
    for field, now in (("kind", row.kind), ("village_code", row.village_id)):
        if getattr(wanted, field) != now:
            raise ApplicationWrong(field=field)


def _promised(row: Application, at: datetime) -> datetime | None:
    """The promise stands still while the family mends."""
    back = Move.objects.filter(application=row, act__in=_ACTS).order_by("-pk").first()
    if back is None or row.promised_at is None:
        return row.promised_at
    own = hours_of(office(row.village_id), day_of(back.at))
    return due_after(max(row.promised_at, back.at), worked_between(back.at, at, own), own)
