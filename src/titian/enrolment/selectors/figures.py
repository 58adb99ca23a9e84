"""What became of the applications a city was sent in a month: numbers of groups, no person.

Every table is one statement over the rows of that month, found by `enrol_application_figures`;
working time is read off a scale of the offices' days, so that nights and days off do not count.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from titian.enrolment.selectors.city import city as city_of
from titian.enrolment.selectors.city import offices_of
from titian.enrolment.selectors.counting import (
    Counted,
    Month,
    count_reasons,
    count_sent,
    count_steps,
    month_of,
)
from titian.enrolment.selectors.procedures import kinds_open
from titian.enrolment.selectors.room import waiting_now
from titian.enrolment.types import (
    Act,
    ApplicationKind,
    Figures,
    KindFigure,
    OfficeView,
    Outcome,
    ReasonFigure,
    Spread,
    StepFigure,
    VillageFigure,
    WaitingFigure,
)
from titian.kernel.few import LEAST, fold_few, is_told
from titian.kernel.periods import day_of

_ACTS = (Act.RETURN, Act.BOUNCE, Act.REFUSE)


def figures(city: str, month: date, *, at: datetime) -> Figures:
    """For everybody: what concerns fewer than five people is told together or not at all.

    Raises NotThisCity.
    """
    place = city_of(city)
    offices = offices_of(city)
    asked = month_of(city, month, offices, at)
    sent = count_sent(asked)
    steps = [one for one in step_figures(asked, offices) if one.kind is None]
    return Figures(
        city=city,
        city_name=place.name,
        timezone=place.timezone,
        month=month,
        as_of=at,
        whole=next((_told(one) for one in [whole_of(sent)] if one.people >= LEAST), None),
        kinds=_kinds(city, sent, day_of(at, ZoneInfo(place.timezone))),
        villages=_villages(sent, offices),
        steps=tuple(_told_step(one) for one in steps if one.people >= LEAST),
        reasons=_reasons(count_reasons(asked)),
        waiting=_waiting(city),
    )


def promise_kept(city: str, kind: ApplicationKind, month: date, *, at: datetime) -> Spread | None:
    """How long this kind took in that month; None when too few were covered. Raises
    NotThisCity.
    """
    asked = month_of(city, month, offices_of(city), at, kind)
    return _told(whole_of(count_sent(asked))).spread


def whole_of(sent: Iterable[Counted]) -> Outcome:
    return next((one.outcome for one in sent if not one.village and not one.kind), Outcome(0))


def step_figures(asked: Month, offices: Sequence[OfficeView]) -> list[StepFigure]:
    """Of each office, all its kinds together first, then one by one."""
    known = {one.code: one for one in offices}
    found = [
        StepFigure(
            office_code=row.office,
            office=known[row.office].kind,
            office_name=known[row.office].name,
            key=row.key,
            kind=ApplicationKind(row.kind) if row.kind else None,
            people=row.people,
            late=row.late,
            spread=row.spread,
        )
        for row in count_steps(asked)
    ]
    order = [one.code for one in offices]
    return sorted(found, key=lambda one: (order.index(one.office_code), one.kind or "", one.key))


def _told(one: Outcome) -> Outcome:
    """Without what would speak of a few: a share or a time of fewer than five people."""
    judged = one.kept + one.broken
    told = one if judged >= LEAST else replace(one, kept=0, broken=0)
    return told if told.active >= LEAST else replace(told, spread=None)


def _told_step(one: StepFigure) -> StepFigure:
    return one if one.late is None or is_told(one.late) else replace(one, late=None)


def _kinds(city: str, sent: Sequence[Counted], today: date) -> tuple[KindFigure, ...]:
    titles = {view.procedure.kind: view.procedure.title for view in kinds_open(city, today)}
    found = [one for one in sent if one.kind]
    told, _few = fold_few(found, lambda one: one.outcome.people)
    kinds = [(ApplicationKind(one.kind), _told(one.outcome)) for one in told]
    return tuple(KindFigure(kind, titles.get(kind, kind.value), outcome) for kind, outcome in kinds)


def _villages(sent: Sequence[Counted], offices: Iterable[OfficeView]) -> tuple[VillageFigure, ...]:
    names = {one.village: one.name for one in offices if one.village}
    found = [one for one in sent if one.village]
    told, few = fold_few(found, lambda one: one.outcome.people)
    rows = [VillageFigure(one.village, names[one.village], _told(one.outcome)) for one in told]
    rows.sort(key=lambda one: one.name)
    together = _summed(one.outcome for one in few)
    if together.people >= LEAST:
        rows.append(VillageFigure("", "", _told(together)))
    return tuple(rows)


def _summed(outcomes: Iterable[Outcome]) -> Outcome:
    """No time: that of a sum cannot be read off its parts."""
    them = list(outcomes)
    return Outcome(
        people=sum(one.people for one in them),
        active=sum(one.active for one in them),
        kept=sum(one.kept for one in them),
        broken=sum(one.broken for one in them),
        refused=sum(one.refused for one in them),
        under_way=sum(one.under_way for one in them),
    )


def _reasons(found: Sequence[ReasonFigure]) -> tuple[ReasonFigure, ...]:
    rows: list[ReasonFigure] = []
    for act in _ACTS:
        told, few = fold_few([one for one in found if one.act is act], lambda one: one.people)
        together = sum(one.people for one in few)
        rows += told
        rows += [ReasonFigure(act, "", together)] if together >= LEAST else []
    return tuple(rows)


def _waiting(city: str) -> WaitingFigure:
    people, since = waiting_now(city)
    return WaitingFigure(people, since) if is_told(people) else WaitingFigure(None, None)
