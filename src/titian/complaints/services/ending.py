"""An incident has ended: each of its cases gets the answer once, however often a job is killed."""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from titian.complaints import rules
from titian.complaints.models import Case, IncidentCase, IncidentNotice
from titian.complaints.services import merging, moving, telling
from titian.complaints.types import Act, CaseState, IncidentState, NoticeStep, Side
from titian.kernel.actors import Actor

ENDING = Actor.system("complaints.incidents")
_AT_ONCE = 50
_PRESSES = UUID("5b0f4f0e-2f5b-4a55-9d0e-0e5a3e6f7c11")


def answer_ended(*, at: datetime) -> int:
    """Answers what waits, one case at a time; how many were done. A kill loses at most the one
    in hand, which the next run does.
    """
    waiting = IncidentCase.objects.filter(
        answered_at__isnull=True, incident__state=IncidentState.ENDED
    ).order_by("pk")
    ids = list(waiting.values_list("pk", "case_id")[:_AT_ONCE])
    return sum(_answer(link_id, case_id, at) for link_id, case_id in ids)


@transaction.atomic
def _answer(link_id: int, case_id: int, at: datetime) -> bool:
    """Who has the case in hand now is not waited for: the next run comes back to it."""
    case = Case.objects.select_for_update(skip_locked=True).filter(pk=case_id).first()
    if case is None:
        return False
    link = IncidentCase.objects.select_for_update(of=("self",)).filter(pk=link_id).first()
    if link is None or link.answered_at is not None:
        return False

    if CaseState(case.state) in rules.RUNNING:
        words, press = _last_words(link.incident_id), uuid5(_PRESSES, str(link.pk))
        moving.move(case, Act.RESOLVE, client_key=press, by=ENDING, at=at)
        moving.write(case, Side.OFFICE, words, by=ENDING, at=at)
        telling.tell_answer(case, Act.RESOLVE, at=at)
        merging.share_answer(case, Act.RESOLVE, words, by=ENDING, at=at)
    link.answered_at = at
    link.save(update_fields=["answered_at"])
    return True


def _last_words(incident_id: int) -> str:
    ended = IncidentNotice.objects.filter(incident=incident_id, step=NoticeStep.END)
    return ended.filter(approved_at__isnull=False).values_list("text", flat=True).get()
