"""The statements behind the figures: each one over the cases filed in a stretch of time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from titian.complaints.models import AnswerSketch, Case, CaseSuggestion, Clock
from titian.complaints.selectors.similar import ALIKE
from titian.complaints.types import CaseState, ClockKind
from titian.kernel.few import LEAST
from titian.kernel.periods import Period

_HOUR = timedelta(hours=1)
_STATES = tuple(CaseState)
# Whose a case is: an office of a city, a facility, the branch of a region, the operator.
_PLACED = """
SELECT category, state, times_reopened, is_late, first_at - filed_at AS first,
  solved_at - filed_at AS solved,
  CASE WHEN office <> '' THEN office
    WHEN facility_id IS NOT NULL THEN 'facility:' || facility_id
    ELSE 'region:' || coalesce(left(region_id, 5), '') END AS place
FROM ({cases}) AS filed"""
_COUNTED = f"""
SELECT coalesce(place, ''), coalesce(category, ''), count(*),
  {", ".join(f"count(*) FILTER (WHERE state = '{one}')" for one in _STATES)},
  count(*) FILTER (WHERE is_late),
  count(*) FILTER (WHERE state IN ('resolved', 'closed') OR times_reopened > 0),
  count(*) FILTER (WHERE times_reopened > 0),
  count(*) FILTER (WHERE state = 'closed' OR times_reopened > 0),
  count(*) FILTER (WHERE state = 'closed'),
  count(first), percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY first),
  count(solved), percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY solved)
FROM ({{placed}}) AS placed
GROUP BY GROUPING SETS ((), (place), (category), (place, category))"""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which cases a statement is about, and when."""

    watched: Q
    period: Period
    at: datetime

    @property
    def cases(self) -> QuerySet[Case]:
        begins, ends = self.period.starts_at, self.period.ends_at
        return Case.objects.filter(self.watched, filed_at__gte=begins, filed_at__lt=ends)


@dataclass(frozen=True, slots=True)
class Times:
    """Half of the cases took no longer than `median` hours, nine of ten no longer than
    `ninetieth`; a few are not told.
    """

    cases: int
    median: float | None = None
    ninetieth: float | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """Of one place, one category, both, or of all when both are empty. `answered`: an office said
    at least once that it is solved; `judged`: the person said whether it is, `praised` that it is.
    """

    place: str
    category: str
    cases: int
    states: tuple[int, ...]
    late: int
    answered: int
    reopened: int
    judged: int
    praised: int
    first: Times
    solved: Times

    @property
    def by_state(self) -> dict[CaseState, int]:
        return dict(zip(_STATES, self.states, strict=True))

    @property
    def late_percent(self) -> int | None:
        return _percent(self.late, self.cases)

    @property
    def reopened_percent(self) -> int | None:
        return _percent(self.reopened, self.answered)

    @property
    def praised_percent(self) -> int | None:
        return _percent(self.praised, self.judged)


@dataclass(frozen=True, slots=True)
class GuessFigure:
    """How often the model of this version was right, of what officers have decided."""

    version: str
    guessed: int
    decided: int
    right: int
    placed: int
    placed_right: int

    @property
    def corrected(self) -> int:
        return self.decided - self.right

    @property
    def percent(self) -> int | None:
        return _percent(self.right, self.decided)

    @property
    def place_percent(self) -> int | None:
        return _percent(self.placed_right, self.placed)


def count_cases(asked: Asked) -> list[Counted]:
    """By place, by category, by both, and all together: one statement. The first answer counts
    from the first word, once; the solution is that of the last round, from the first word too.
    """
    clocks = Clock.objects.filter(case=OuterRef("pk"))
    first = clocks.filter(kind=ClockKind.FIRST, round=0)
    solved = clocks.filter(kind=ClockKind.SOLVE, round=OuterRef("times_reopened"))
    late = Q(met_at__gt=F("due_at")) | Q(met_at__isnull=True, due_at__lt=asked.at)
    found = asked.cases.annotate(
        first_at=Subquery(first.values("met_at")),
        solved_at=Subquery(solved.values("met_at")),
        is_late=Exists(clocks.filter(late)),
    ).values(
        "category", "state", "times_reopened", "filed_at", "office", "facility_id", "region_id",
        "first_at", "solved_at", "is_late",
    )  # fmt: skip
    try:
        cases, given = found.query.sql_with_params()
    except EmptyResultSet:  # whoever watches over nothing has nothing to count
        return []
    statement = _COUNTED.format(placed=_PLACED.format(cases=cases))
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return [_counted(row) for row in cursor.fetchall()]


def count_guesses(asked: Asked) -> tuple[GuessFigure, ...]:
    """What officers decided about guesses, by the version that guessed."""
    judged = Q(facility__isnull=False, decided__isnull=False)
    found = (
        CaseSuggestion.objects.filter(case__in=asked.cases)
        .values("version")
        .annotate(
            guessed=Count("pk"),
            was_decided=Count("decided"),
            right=Count("pk", filter=Q(decided=F("category"))),
            placed=Count("pk", filter=judged),
            placed_right=Count("pk", filter=judged & Q(is_facility_right=True)),
        )
        .order_by("version")
    )
    return tuple(
        GuessFigure(
            one["version"],
            one["guessed"],
            one["was_decided"],
            one["right"],
            one["placed"],
            one["placed_right"],
        )
        for one in found
    )


def count_answers(asked: Asked) -> tuple[int, int]:
    """Answers to these cases, and how many of them repeat an earlier one."""
    repeats = Q(like_own__gte=ALIKE) | Q(like_office__gte=ALIKE)
    found = AnswerSketch.objects.filter(message__case__in=asked.cases)
    counted = found.aggregate(all=Count("pk"), alike=Count("pk", filter=repeats))
    return counted["all"], counted["alike"]


def _counted(row: tuple[Any, ...]) -> Counted:
    place, category, cases, *rest = row
    states, rest = tuple(rest[: len(_STATES)]), rest[len(_STATES) :]
    late, answered, reopened, judged, praised, firsts, first, solutions, solved = rest
    return Counted(
        place=place,
        category=category,
        cases=cases,
        states=states,
        late=late,
        answered=answered,
        reopened=reopened,
        judged=judged,
        praised=praised,
        first=_times(firsts, first),
        solved=_times(solutions, solved),
    )


def _times(cases: int, spread: list[timedelta] | None) -> Times:
    if cases < LEAST or spread is None:
        return Times(cases)
    median, ninetieth = (round(one / _HOUR, 1) for one in spread)
    return Times(cases, median, ninetieth)


def _percent(some: int, of: int) -> int | None:
    return round(100 * some / of) if of >= LEAST else None
