"""What was acknowledged, held against what is in the tables, on every node."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import psycopg

from deploy.ha.load import Acknowledged

_LOST = """
SELECT count(*) FROM unnest(%s::text[], %s::bigint[]) AS told (code, person)
WHERE NOT EXISTS (
  SELECT FROM queue_ticket t WHERE t.code = told.code AND t.person_id = told.person
)
"""
_DOUBLED = """
SELECT
  (SELECT count(*) FROM (SELECT FROM queue_ticket WHERE session_id = ANY(%(s)s)
    GROUP BY session_id, person_id HAVING count(*) > 1) AS people)
  + (SELECT count(*) FROM (SELECT FROM queue_ticket WHERE session_id = ANY(%(s)s)
    GROUP BY session_id, series, number HAVING count(*) > 1) AS numbers)
  + (SELECT count(*) FROM (SELECT FROM queue_ticket WHERE session_id = ANY(%(s)s)
    GROUP BY client_key HAVING count(*) > 1) AS keys)
  + (SELECT count(*) FROM (SELECT FROM outbox_event WHERE name = 'queue.ticket_booked'
    GROUP BY facts->>'ticket_id' HAVING count(*) > 1) AS told)
"""
_GAPS = """
SELECT coalesce(sum(s.last_number - t.numbers + abs(s.last_number - t.highest)), 0)
FROM queue_session s JOIN LATERAL (
  SELECT count(DISTINCT number) AS numbers, coalesce(max(number), 0) AS highest
  FROM queue_ticket WHERE session_id = s.id AND series = 'regular'
) t ON true WHERE s.id = ANY(%s)
"""
_TICKETS = "SELECT count(*) FROM queue_ticket WHERE session_id = ANY(%s)"
_UNDELIVERED = """
SELECT (SELECT count(*) FROM outbox_event WHERE relayed_at IS NULL)
  + (SELECT count(*) FROM outbox_delivery WHERE done_at IS NULL)
"""


@dataclass(frozen=True, slots=True)
class Counted:
    """`tickets` may be more than was acknowledged only by answers that were cut off for good."""

    tickets: int
    lost: int
    doubled: int
    gaps: int


def counted(url: str, told: Sequence[Acknowledged], sessions: Sequence[int]) -> Counted:
    """On the node behind `url`, which may be a standby."""
    codes, people, wanted = [t.code for t in told], [t.person for t in told], list(sessions)
    with psycopg.connect(url) as connection:

        def one(query: str, given: Any) -> int:
            row = connection.execute(query.encode(), given).fetchone()
            return int(row[0]) if row else 0

        return Counted(
            tickets=one(_TICKETS, [wanted]),
            lost=one(_LOST, [codes, people]),
            doubled=one(_DOUBLED, {"s": wanted}),
            gaps=one(_GAPS, [wanted]),
        )


def undelivered(url: str) -> int:
    """Events that no worker has handled yet."""
    with psycopg.connect(url) as connection:
        row = connection.execute(_UNDELIVERED.encode()).fetchone()
        return int(row[0]) if row else 0
