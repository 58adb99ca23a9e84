"""Distinct members book at once, by holding a place and then taking the number.

`rush` spreads them over a thousand sessions, `rush_hot` sends all to one. pgbench writes the
same rows, one booking a transaction, into copies of the tables: same columns, indexes and
checks, without their foreign keys, and with the session's row locked as late as can be, so the
limit is rather too high than too low.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import uuid4

from bench import pgbench, statements
from bench.environment import PORT
from bench.ground import rows, settle, sign_in
from bench.load import Connection, Job, Run, storm
from bench.rounds import ROUNDS, Bars, Outcome, interleaved
from titian.kernel import clock

_A_SECOND = 400  # bookings for which members are made ready; a faster round ends early
_HOLD = "/berobat/pegang/"
_FORM = "/berobat/waktu/"
_OK, _SEE_OTHER = 200, 303
_BARS = Bars(ratio=0.25, sql=8)

_COPIES = ("queue_session", "queue_hold", "queue_ticket", "queue_day_claim", "queue_ticket_event",
           "audit_entry", "outbox_event")  # fmt: skip

_LIMIT = r"""
\set n random(1, :sessions)
\set person random(1, 1000000000000)
\set k :k + 1
\set ticket (:base * 64 + :client_id) * 1000000 + :k
BEGIN;
INSERT INTO bench_queue_hold (person_id, session_id, held_by, priority, expires_at, extended)
 VALUES (:person, :n, 'account:' || :person, 'none', now() + interval '2 minutes', false)
 RETURNING id AS hold \gset
INSERT INTO bench_queue_day_claim (person_id, date, scope, ticket_id)
 VALUES (:person, current_date, '', :ticket);
INSERT INTO bench_queue_ticket_event (ticket_id, session_id, action, from_state, to_state, at, by)
 VALUES (:ticket, :n, 'book', '', 'booked', now(), 'account:' || :person);
INSERT INTO bench_audit_entry (at, actor, action, target, data)
 VALUES (now(), 'account:' || :person, 'queue.book', 'ticket:' || :ticket,
 jsonb_build_object('session', :n));
INSERT INTO bench_outbox_event (name, facts, announced_at)
 VALUES ('queue.ticket_booked', jsonb_build_object('ticket_id', :ticket, 'session_id', :n,
 'facility_id', :n, 'person_id', :person), now());
DELETE FROM bench_queue_hold WHERE id = :hold;
UPDATE bench_queue_session SET used_bookable = (used_bookable + 1) % bookable,
 last_number = last_number + 1, revision = revision + 1 WHERE id = :n
 RETURNING last_number AS number, facility_id AS facility \gset
INSERT INTO bench_queue_ticket (id, facility_id, session_id, person_id, series, number, code,
 part, state, payer, priority, client_key, booked_by, booked_at, lane)
 VALUES (:ticket, :facility, :n, :person, 'regular', :number,
 substr(encode(uuid_send(gen_random_uuid()), 'base64'), 1, 8), 'bookable', 'booked', 'jkn',
 'none', gen_random_uuid(), 'account:' || :person, now(), '');
COMMIT;
"""

_COLUMNS = """
SELECT column_name FROM information_schema.columns
WHERE table_name = 'queue_session' AND table_schema = current_schema() ORDER BY ordinal_position
"""

_TOLD = """
SELECT (SELECT count(*) FROM audit_entry WHERE action = 'queue.book'),
       (SELECT count(*) FROM outbox_event WHERE name = 'queue.ticket_booked')
"""

_CHECKS = """
WITH told AS (
  SELECT s.id, s.bookable, s.used_bookable, s.last_number, count(t.id) AS tickets,
    count(DISTINCT t.number) AS numbers, coalesce(max(t.number), 0) AS highest,
    count(t.id) FILTER (WHERE t.state = 'booked') AS live, count(DISTINCT t.person_id) AS persons
  FROM queue_session s LEFT JOIN queue_ticket t ON t.session_id = s.id AND t.series = 'regular'
  WHERE s.id = ANY(%s) GROUP BY s.id
)
SELECT coalesce(sum(greatest(live - bookable, 0) + abs(live - used_bookable)), 0),
  coalesce(sum(tickets - numbers + tickets - persons), 0),
  coalesce(sum(highest - numbers + abs(last_number - highest)), 0) FROM told
"""


@dataclass(frozen=True)
class Booker:
    token: str
    person: int
    session: int


def run(name: str, sessions: Sequence[int], *, at: datetime, seconds: int) -> Outcome:
    """Three rounds of bookings by members who never booked before."""
    enough = seconds * ROUNDS * _A_SECOND
    bookers = iter(_bookers(enough + 2, sessions, at=at))
    sql = max(statements.counted(_statements(booker)) for booker in islice(bookers, 2))
    variables = _copies(sessions)

    def http() -> Run:
        return _round(bookers, seconds)

    def limit() -> float:
        given = {**variables, "base": int(clock.now().timestamp()), "k": 0}
        return pgbench.per_second([_LIMIT], seconds=seconds, variables=given)

    told = interleaved(http, limit, name=name, count=_written)
    settle()
    print(f"  {name}: {told.done} booked over HTTP; {told.written} booked in audit and outbox")
    missing = {"failed": told.failed, "unwritten": abs(told.done - told.written)}
    return Outcome(name, told.best, told.limit, sql, _BARS, _broken(sessions), missing)


def rounds(
    sessions: Sequence[int],
    *,
    at: datetime,
    seconds: int,
    look_every: int = 0,
    many: int = ROUNDS,
) -> Callable[[], Run]:
    """The same rounds, so `many`, for who measures something else against them; one in
    `look_every` (0: nobody) only looks at the home page.
    """
    bookers = iter(_bookers(seconds * many * _A_SECOND, sessions, at=at))
    return lambda: _round(bookers, seconds, look_every)


def _round(bookers: Iterator[Booker], seconds: int, look_every: int = 0) -> Run:
    first = next(bookers)
    form = form_for(first.person, first.session)
    jobs = (
        _look(booker) if look_every and number % look_every == 0 else _job(booker)
        for number, booker in enumerate(islice(bookers, seconds * _A_SECOND - 1))
    )
    return storm(jobs, port=PORT, form=form, session=first.token, seconds=seconds)


def form_for(person: int, session: int) -> str:
    """A page with the form that holds a place."""
    return f"{_FORM}?orang={person}&layanan={_service_of(session)}"


def _job(booker: Booker) -> Job:
    async def book(connection: Connection) -> bool:
        wanted = {"sesi": booker.session, "orang": booker.person}
        held = await connection.post(_HOLD, booker.token, wanted)
        if held.status != _SEE_OTHER:
            return False
        taken = await connection.post(
            f"{held.headers['location']}ambil/", booker.token, {"kunci": uuid4()}
        )
        return taken.status == _SEE_OTHER

    return book


def _look(booker: Booker) -> Job:
    async def look(connection: Connection) -> bool:
        answer, sent, came = await connection.ask("GET /", booker.token)
        connection.latencies.append(came - sent)
        return answer.status == _OK

    return look


def _statements(booker: Booker) -> list[str]:
    wanted = {"sesi": booker.session, "orang": booker.person}
    held, place = statements.of_post(booker.token, _HOLD, wanted)
    taken, _ = statements.of_post(booker.token, f"{place}ambil/", {"kunci": uuid4()})
    return [*held, *taken]


def _bookers(count: int, sessions: Sequence[int], *, at: datetime) -> list[Booker]:
    """Active members drawn over the whole table who hold no booking yet, signed in."""
    chosen = rows(
        "SELECT id, full_name FROM member_person p WHERE status = 'AKTIF'"
        " AND NOT EXISTS (SELECT FROM queue_day_claim c WHERE c.person_id = p.id)"
        " ORDER BY md5(id::text) LIMIT %s",
        [count],
    )
    if len(chosen) < count:
        raise RuntimeError(f"only {len(chosen)} active people for {count} bookings")
    tokens = sign_in(chosen, at=at)
    return [
        Booker(token, person, sessions[number % len(sessions)])
        for number, (token, (person, _)) in enumerate(zip(tokens, chosen, strict=True))
    ]


def _copies(sessions: Sequence[int]) -> dict[str, int]:
    """Fresh copies of the tables; the sessions in them are numbered from 1."""
    for table in _COPIES:
        rows(f"DROP TABLE IF EXISTS bench_{table}")
        rows(f"CREATE TABLE bench_{table} (LIKE {table} INCLUDING ALL)")
    columns = ", ".join(name for (name,) in rows(_COLUMNS) if name != "id")
    rows(
        f"INSERT INTO bench_queue_session (id, {columns}) SELECT row_number() OVER (), {columns}"
        " FROM queue_session WHERE id = ANY(%s)",
        [list(sessions)],
    )
    rows("ANALYZE bench_queue_session")
    return {"sessions": len(sessions)}


def _service_of(session: int) -> int:
    return int(rows("SELECT service_id FROM queue_session WHERE id = %s", [session])[0][0])


def _written() -> int:
    """Bookings as both the audit and the outbox tell them."""
    (audited, announced) = rows(_TOLD)[0]
    return int(min(audited, announced))


def _broken(sessions: Sequence[int]) -> dict[str, int]:
    """What must never be, counted in the tables afterwards."""
    oversold, duplicates, gaps = rows(_CHECKS, [list(sessions)])[0]
    return {"oversold": oversold, "duplicates": duplicates, "gaps": gaps}
