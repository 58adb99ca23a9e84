"""Somebody has read a lesson and answered its question."""

from datetime import datetime

from django.db import transaction

from titian.helpdesk.errors import LessonAnswerWrong
from titian.helpdesk.models.lessons import LessonDone
from titian.helpdesk.selectors.lessons import lesson
from titian.kernel.actors import Actor, ActorKind
from titian.platform.audit import services as audit
from titian.platform.db.personal import Whose

_KEPT = frozenset({ActorKind.MEMBER, ActorKind.STAFF})


@transaction.atomic
def finish_lesson(*, key: str, answer: int, by: Actor, at: datetime) -> None:
    """Kept once for who is signed in. Raises LessonUnknown, LessonAnswerWrong."""
    if answer != lesson(key, "id").right:
        raise LessonAnswerWrong
    if by.kind not in _KEPT:
        return
    row = LessonDone(by=by.ref, lesson=key, at=at)
    if not LessonDone.objects.filter(by=by.ref, lesson=key).exists():
        LessonDone.objects.bulk_create([row], ignore_conflicts=True)
        audit.record(audit.Entry(by, "helpdesk.lesson_finished", f"lesson:{key}"), at=at)


def let_go(whose: Whose, *, by: Actor, at: datetime) -> int:
    """A person asked for deletion: which lessons they finished is nobody's need."""
    del by, at
    return LessonDone.objects.filter(by__in=whose.refs).delete()[0]
