"""The statements behind the figures: one for each table, over the rows of one month."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from titian.enrolment.rules import month_after, scale
from titian.enrolment.selectors.city import hours_of
from titian.enrolment.types import (
    Act,
    ApplicationKind,
    OfficeView,
    Outcome,
    ReasonFigure,
    Spread,
)
from titian.kernel.periods import day_of

_BEFORE = timedelta(days=92)  # what was sent or opened earlier counts from there
# Working seconds up to a moment: whole days before, and what has passed of its own.
_UP_TO = (
    "coalesce(h.before[{place}] + least(date_part('epoch', {moment}) - h.opens[{place}],"
    " h.lasts), 0)"
)
_HOURS = """
WITH hours AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset(%(hours)s::jsonb)
    AS h(offices text[], opens float8[], before float8[], lasts float8)
)"""
_OF_MONTH = """a.city_id = %(city)s AND a.submitted_at >= %(begins)s
    AND a.submitted_at < %(ends)s"""
_PEOPLE = """(SELECT count(*) FROM enrol_candidate c
      WHERE c.application_id = a.id AND c.is_proposed)"""
_SENT = f"""{_HOURS}, sent AS (
  SELECT a.village_id, a.kind, a.state, a.ended_at, a.promised_at, {_PEOPLE} AS people,
    {_UP_TO.format(place="p.ended", moment="a.ended_at")}
    - {_UP_TO.format(place="p.begun", moment="a.submitted_at")} AS took
  FROM enrol_application a
  JOIN hours h ON a.village_id = ANY(h.offices)
  CROSS JOIN LATERAL (SELECT
    width_bucket(date_part('epoch', a.submitted_at), h.opens) AS begun,
    width_bucket(date_part('epoch', a.ended_at), h.opens) AS ended) AS p
  WHERE {_OF_MONTH} AND (%(kind)s = '' OR a.kind = %(kind)s)
)
SELECT coalesce(village_id, ''), coalesce(kind, ''), sum(people),
  coalesce(sum(people) FILTER (WHERE state = 'active'), 0),
  coalesce(sum(people) FILTER (WHERE state = 'active' AND ended_at <= promised_at), 0),
  coalesce(sum(people) FILTER (WHERE state <> ALL(%(lost)s)
    AND coalesce(ended_at, %(at)s) > promised_at), 0),
  coalesce(sum(people) FILTER (WHERE state = 'refused'), 0),
  coalesce(sum(people) FILTER (WHERE state <> ALL(%(ended)s)), 0),
  percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY took) FILTER (WHERE state = 'active')
FROM sent GROUP BY GROUPING SETS ((village_id), (kind), ())"""
_STEPS = f"""{_HOURS}
SELECT s.office_id, coalesce(s.key, ''), coalesce(a.kind, ''), sum({_PEOPLE}),
  coalesce(sum({_PEOPLE}) FILTER (WHERE s.decided_at > s.due_at), 0),
  percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY
    {_UP_TO.format(place="p.decided", moment="s.decided_at")}
    - {_UP_TO.format(place="p.opened", moment="s.opened_at")})
FROM enrol_application a
JOIN enrol_step s ON s.application_id = a.id AND s.decided_at IS NOT NULL
JOIN hours h ON s.office_id = ANY(h.offices)
CROSS JOIN LATERAL (SELECT
  width_bucket(date_part('epoch', s.opened_at), h.opens) AS opened,
  width_bucket(date_part('epoch', s.decided_at), h.opens) AS decided) AS p
WHERE {_OF_MONTH}
GROUP BY GROUPING SETS ((s.office_id), (s.office_id, s.key, a.kind))"""
_REASONS = f"""
SELECT act, reason, sum(people) FROM (
  SELECT DISTINCT a.id, m.act, m.reason, {_PEOPLE} AS people
  FROM enrol_application a JOIN enrol_move m ON m.application_id = a.id
  WHERE {_OF_MONTH} AND m.act = ANY(%(acts)s)
) AS said GROUP BY act, reason"""
_LOST = ["refused", "cancelled"]  # no promise is kept or broken by what ended so
_ENDED = [*_LOST, "active"]
_ACTS = [Act.RETURN.value, Act.BOUNCE.value, Act.REFUSE.value]


@dataclass(frozen=True, slots=True)
class Month:
    """What a statement is asked with."""

    city: str
    begins: datetime
    ends: datetime
    at: datetime
    hours: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """Of one village, of one kind, or of all when both are empty."""

    village: str
    kind: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class CountedStep:
    office: str
    key: str
    kind: str
    people: int
    late: int
    spread: Spread | None


def month_of(
    city: str,
    first: date,
    offices: Sequence[OfficeView],
    at: datetime,
    kind: ApplicationKind | None = None,
) -> Month:
    zone = ZoneInfo(offices[0].timezone)
    begins = datetime.combine(first, time.min, zone)
    ends = datetime.combine(month_after(first), time.min, zone)
    hours = json.dumps(list(_scales(offices, first - _BEFORE, day_of(max(at, ends), zone))))
    return Month(city, begins, ends, at, hours, kind.value if kind else "")


def count_sent(asked: Month) -> list[Counted]:
    """By village, by kind, and all together."""
    given = {**asdict(asked), "lost": _LOST, "ended": _ENDED}
    return [_counted(row) for row in _rows(_SENT, given) if row[2] is not None]


def count_steps(asked: Month) -> list[CountedStep]:
    """By office, and by office, step and kind."""
    return [
        CountedStep(office, key, kind, int(people), int(late), _spread(times))
        for office, key, kind, people, late, times in _rows(_STEPS, asdict(asked))
    ]


def count_reasons(asked: Month) -> list[ReasonFigure]:
    """Why an application was returned, sent back by the scheme, or refused; each once."""
    rows = _rows(_REASONS, {**asdict(asked), "acts": _ACTS})
    return [ReasonFigure(Act(act), reason, int(people)) for act, reason, people in rows]


def _rows(statement: str, given: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return list(cursor.fetchall())


def _scales(offices: Iterable[OfficeView], first: date, last: date) -> Iterable[dict[str, object]]:
    """Offices of the same hours share one."""
    alike: dict[tuple[object, ...], list[OfficeView]] = {}
    for one in offices:
        alike.setdefault((one.opens, one.closes, one.weekdays), []).append(one)
    for them in alike.values():
        of_both = scale(hours_of(them[0], first), first, last)
        yield {**asdict(of_both), "offices": [one.code for one in them]}


def _counted(row: tuple[Any, ...]) -> Counted:
    village, kind, *counts, times = row
    people, active, kept, broken, refused, under_way = map(int, counts)
    outcome = Outcome(people, active, kept, broken, refused, under_way, _spread(times))
    return Counted(village, kind, outcome)


def _spread(times: Sequence[float] | None) -> Spread | None:
    if times is None or times[0] is None:
        return None
    return Spread(*(timedelta(seconds=round(one)) for one in times))
