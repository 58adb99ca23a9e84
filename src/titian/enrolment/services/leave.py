"""An officer goes on leave: what they have in hand goes to a colleague, or back to the list."""

from datetime import date, datetime

from django.db import transaction

from titian.enrolment.errors import AbsenceWrong, ApplicationGone
from titian.enrolment.models import Absence, Step
from titian.enrolment.selectors.city import office
from titian.enrolment.selectors.deciding import colleagues, require_deciding
from titian.enrolment.types import StepState
from titian.kernel.actors import Actor
from titian.kernel.clock import JAKARTA
from titian.kernel.periods import day_of
from titian.platform.audit import services as audit

HANDING = Actor.system("enrolment.leave")
_AT_ONCE = 100


@transaction.atomic
def go_on_leave(
    *, office_code: str, first_day: date, last_day: date, hands_to: str, by: Actor, at: datetime
) -> int:
    """One's own leave; `hands_to` is a colleague of the same office, or "". The same days again
    change who takes over. Raises AbsenceWrong.
    """
    require_deciding(by, office_code)
    _require_sound(office_code, first_day, last_day, hands_to, by, at)
    row, _ = Absence.objects.update_or_create(
        office_id=office_code,
        officer=by.ref,
        first_day=first_day,
        defaults={"last_day": last_day, "hands_to": hands_to, "entered_at": at},
    )
    _record(row, "leave_entered", by, at)
    _hand_over_if_begun(row, at)
    return row.pk


@transaction.atomic
def come_back(*, absence_id: int, by: Actor, at: datetime) -> None:
    """Leave taken back; what was handed over stays where it is."""
    row = Absence.objects.select_for_update(of=("self",)).filter(pk=absence_id).first()
    if row is None or row.officer != by.ref:
        raise ApplicationGone
    _record(row, "leave_taken_back", by, at)
    row.delete()


@transaction.atomic
def hand_over(*, at: datetime) -> int:
    """Leaves that have begun: once each, their cases change hands. How many leaves."""
    begun = Absence.objects.filter(handed_at__isnull=True, first_day__lte=day_of(at, JAKARTA))
    locked = begun.select_for_update(of=("self",), skip_locked=True)
    rows = list(locked.order_by("first_day", "id")[:_AT_ONCE])
    for row in rows:
        _hand_over_if_begun(row, at)
    return len(rows)


def _hand_over_if_begun(row: Absence, at: datetime) -> None:
    """What the colleague entered themselves goes back to the list: they could not decide it."""
    if row.first_day > day_of(at, JAKARTA) or row.handed_at is not None:
        return
    held = Step.objects.filter(office=row.office_id, claimed_by=row.officer, state=StepState.OPEN)
    taken = Step.objects.none()
    if row.hands_to:
        taken = held.exclude(entered_by=row.hands_to)
    moved = list(taken.values_list("pk", flat=True))
    Step.objects.filter(pk__in=moved).update(claimed_by=row.hands_to, claimed_at=at)
    held.update(claimed_by="", claimed_at=None)
    row.handed_at = at
    row.save(update_fields=["handed_at"])
    _record(row, "handed_over", HANDING, at)


def _require_sound(
    office_code: str, first_day: date, last_day: date, hands_to: str, by: Actor, at: datetime
) -> None:
    office(office_code)
    if last_day < max(first_day, day_of(at, JAKARTA)):
        raise AbsenceWrong(field="last_day")
    if hands_to and hands_to not in colleagues(office_code, viewer=by):
        raise AbsenceWrong(field="hands_to")


def _record(row: Absence, what: str, by: Actor, at: datetime) -> None:
    said: dict[str, object] = {"office": row.office_id, "first_day": row.first_day.isoformat()}
    audit.record(audit.Entry(by, f"enrolment.{what}", f"absence:{row.pk}", said), at=at)
