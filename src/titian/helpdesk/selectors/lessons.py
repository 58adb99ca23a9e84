"""The lessons as they are written, and who finished which."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from titian.accounts import selectors as accounts_read
from titian.accounts.types import StaffRole
from titian.helpdesk.errors import LessonUnknown, NotLearnersOfYours
from titian.helpdesk.models.lessons import LessonDone
from titian.helpdesk.types.lessons import Audience, Learner, Lesson, Step
from titian.kernel.actors import Actor, ActorKind
from titian.kernel.scopes import Grant

_FALLBACK = "id"
_TEACHES = frozenset({StaffRole.MANAGER, StaffRole.BRANCH})
_TAUGHT = {
    StaffRole.MANAGER: (StaffRole.DESK, StaffRole.DOCTOR),
    StaffRole.BRANCH: (StaffRole.BRANCH,),
}


def lessons(audience: Audience, language: str) -> list[Lesson]:
    """In the order they are best read."""
    return [one for one in _read(language) if one.audience is audience]


def lesson(key: str, language: str) -> Lesson:
    """Raises LessonUnknown."""
    found = next((one for one in _read(language) if one.key == key), None)
    if found is None:
        raise LessonUnknown
    return found


def finished(viewer: Actor) -> set[str]:
    """The lessons this viewer has finished; nobody's for a visitor."""
    if viewer.kind not in (ActorKind.MEMBER, ActorKind.STAFF):
        return set()
    return set(LessonDone.objects.filter(by=viewer.ref).values_list("lesson", flat=True))


def learners(viewer: Actor) -> list[Learner]:
    """The officers of the viewer's own place and what they finished. Raises NotLearnersOfYours."""
    names: dict[str, str] = {}
    for grant in _teaching(viewer):
        for role in _TAUGHT[StaffRole(grant.role)]:
            names |= accounts_read.staff_holding(role, grant.scope)
    done: dict[str, Learner] = {ref: Learner(name, {}) for ref, name in names.items()}
    for row in LessonDone.objects.filter(by__in=list(done)):
        done[row.by].done[row.lesson] = row.at
    return sorted(done.values(), key=lambda one: one.name)


def may_see_learners(viewer: Actor) -> bool:
    return viewer.kind is ActorKind.STAFF and any(g.role in _TEACHES for g in viewer.grants)


def _teaching(viewer: Actor) -> list[Grant]:
    if not may_see_learners(viewer):
        raise NotLearnersOfYours
    return [grant for grant in viewer.grants if grant.role in _TEACHES]


@cache
def _read(language: str) -> tuple[Lesson, ...]:
    told = (files("titian.helpdesk") / "data" / "lessons.yaml").read_text(encoding="utf-8")
    return tuple(_lesson(one, language) for one in yaml.safe_load(told))


def _lesson(told: dict[str, Any], language: str) -> Lesson:
    def said(words: dict[str, str]) -> str:
        return words.get(language) or words[_FALLBACK]

    asked = told["question"]
    return Lesson(
        key=told["key"],
        audience=Audience(told["audience"]),
        minutes=told["minutes"],
        title=said(told["title"]),
        steps=tuple(Step(said(one["text"]), one.get("picture", "")) for one in told["steps"]),
        ask=said(asked["ask"]),
        options=tuple(said(one) for one in asked["options"]),
        right=asked["right"],
    )
