"""When officers are away, for those of the same office."""

from datetime import date

from titian.enrolment.models import Absence
from titian.enrolment.selectors.deciding import require_deciding
from titian.enrolment.types import AbsenceView
from titian.kernel.actors import Actor


def leaves(office_code: str, *, viewer: Actor, on: date) -> tuple[AbsenceView, ...]:
    """The viewer's own leave at this office that has not ended, the soonest first."""
    require_deciding(viewer, office_code)
    rows = Absence.objects.filter(office=office_code, officer=viewer.ref, last_day__gte=on)
    return tuple(
        AbsenceView(row.pk, row.officer, row.first_day, row.last_day, row.hands_to)
        for row in rows.order_by("first_day")
    )
