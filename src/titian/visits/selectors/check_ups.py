"""What the laboratory measured for the visits of a facility; each look is of the visit."""

import json
from datetime import datetime

from titian.kernel.actors import Actor
from titian.visits.models import CheckUp
from titian.visits.selectors.visits import visit_by_number
from titian.visits.types.check_ups import CheckUpView


def check_ups(visit_number: str, *, viewer: Actor, at: datetime) -> list[CheckUpView]:
    """Raises VisitUnknown, for another facility's visit alike."""
    seen = visit_by_number(visit_number, viewer=viewer, at=at)
    rows = CheckUp.objects.filter(visit_id=seen.visit_id).order_by("done_on")
    return [
        CheckUpView(row.pk, seen.visit_id, seen.number, row.done_on, json.loads(row.values_sealed))
        for row in rows
    ]
