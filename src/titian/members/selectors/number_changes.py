"""Whether somebody's number or e-mail is about to change: said on their first page."""

from django.db.models import OuterRef, QuerySet, Subquery

from titian.kernel.actors import Actor
from titian.members import rules
from titian.members.models import ChangeRequest, NumberRecovery, Person
from titian.members.selectors.reach import subject_of
from titian.members.types import NumberChange, RecoveryStep, RequestStep
from titian.platform.db.prepared import Prepared

_OPEN = [step for step in RecoveryStep if step.is_open]


def _under_way(person: int) -> "QuerySet[Person, tuple[int | None, int | None]]":
    lost = NumberRecovery.objects.filter(
        person=OuterRef("pk"), step__in=_OPEN, proved_at__isnull=False
    )
    asked = ChangeRequest.objects.filter(
        person=OuterRef("pk"), kind__in=list(rules.PROVED), step=RequestStep.SET
    )
    first = [Subquery(rows.order_by("pk").values("pk")[:1]) for rows in (lost, asked)]
    return Person.objects.filter(pk=person).values_list(*first)


_UNDER_WAY = Prepared(_under_way)


def number_about_to_change(viewer: Actor) -> NumberChange | None:
    """What changes the viewer's own address soon, so that they can stop it; one statement."""
    subject = subject_of(viewer)
    if subject is None:
        return None
    recovery_id, request_id = _UNDER_WAY.first(person=subject) or (None, None)
    if recovery_id is None and request_id is None:
        return None
    return NumberChange(recovery_id=recovery_id, request_id=request_id)
