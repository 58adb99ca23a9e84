"""What clients were told, held against the rows: everything is there, and once."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tests.faults.kills.clients import Told
from tests.faults.town import Town

_CODES = "SELECT code, count(*) FROM queue_ticket WHERE code = ANY(%s) GROUP BY 1"
_LINE = "SELECT number, code FROM queue_ticket WHERE session_id = %s AND series = 'regular'"
_PLACES = "SELECT bookable FROM queue_session WHERE id = %s"
_STEPS = """
SELECT t.code, count(*) FROM queue_ticket_event e JOIN queue_ticket t ON t.id = e.ticket_id
WHERE e.session_id = ANY(%s) AND e.action = %s GROUP BY 1
"""
_CALLS = """
SELECT session_id, count(*), count(DISTINCT ticket_id) FROM queue_ticket_event
WHERE session_id = ANY(%s) AND action = 'call' GROUP BY 1
"""
_NOTED = """
SELECT count(*), count(DISTINCT target) FROM audit_entry
WHERE action = %s AND target = ANY(%s)
"""
_KEYS = """
SELECT client_key, count(*), min(code) FROM queue_ticket WHERE client_key = ANY(%s) GROUP BY 1
"""
_TOLD = "SELECT recipient_ref, count(*) FROM message WHERE recipient_ref = ANY(%s) GROUP BY 1"
_BOOKS = """
SELECT f.id, (SELECT count(*) FROM contribution_payment y WHERE y.family_id = f.id),
  (SELECT coalesce(sum(CASE 'member_due' WHEN l.debit THEN l.amount WHEN l.credit THEN -l.amount
     ELSE 0 END), 0) FROM contribution_ledger l WHERE l.family_id = f.id),
  (SELECT coalesce(sum(l.amount), 0) FROM contribution_ledger l
   WHERE l.family_id = f.id AND l.debit = 'bank'),
  (SELECT count(*) FROM contribution_bill b
   WHERE b.family_id = f.id AND b.settled_by_id IS NULL)
FROM member_family f WHERE f.id = ANY(%s)
"""
_REQUESTS = (
    "SELECT request_id, count(*) FROM contribution_payment WHERE family_id = ANY(%s) GROUP BY 1"
)
_CASES = """
SELECT c.client_key, count(*), (SELECT count(*) FROM complaint_move m WHERE m.case_id = min(c.id))
FROM complaint_case c WHERE c.client_key = ANY(%s) GROUP BY 1
"""
_HEARD = """
SELECT h.provider_ref, count(*),
  (SELECT count(*) FROM message m WHERE m.key = 'assistant.heard:' || min(h.id))
FROM message_heard h WHERE h.provider_ref = ANY(%s) GROUP BY 1
"""
_SENT = """
SELECT a.id, (SELECT count(*) FROM enrol_move m WHERE m.application_id = a.id),
  (SELECT count(*) FROM enrol_step s WHERE s.application_id = a.id),
  (SELECT count(*) FROM audit_entry e WHERE e.action = 'enrolment.submit'
     AND e.target = 'enrolment:' || a.id)
FROM enrol_application a WHERE a.id = ANY(%s)
"""
WAITING = """
SELECT (SELECT count(*) FROM outbox_event WHERE relayed_at IS NULL)
  + (SELECT count(*) FROM outbox_delivery WHERE done_at IS NULL)
"""


@dataclass
class Troubles:
    """What is not as clients were told: each with a sentence."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)

    def compare(self, what: str, there: dict[Any, int], told: dict[Any, int]) -> None:
        """How often each thing is there, and how often clients were told so."""
        for key in there.keys() | told.keys():
            has, should = there.get(key, 0), told.get(key, 0)
            if has < should:
                self.lost.append(f"{what} {key}: {has} of {should}")
            elif has > should:
                self.doubled.append(f"{what} {key}: {has} for {should}")


def compared(here: Town, made: dict[str, Any], told: Told, amount: int) -> Troubles:
    found = Troubles()
    _bookings(here, made, told, found)
    _counters(here, made, told, found)
    _payments(here, told, amount, found)
    _cases(here, told, found)
    _messages(here, told, found)
    _applications(here, told, found)
    return found


def _bookings(here: Town, made: dict[str, Any], told: Told, found: Troubles) -> None:
    booked = [line for line in told.of("book") if line["code"]]
    codes = [line["code"] for line in booked]
    found.compare("ticket", _pairs(here, _CODES, codes), Counter(codes))
    wanted = Counter(line["session"] for line in told.of("book"))
    for session in made["booking"]["sessions"]:
        rows = here.rows(_LINE, session)
        ((places,),) = here.rows(_PLACES, session)
        found.compare(
            f"ticket of session {session}",
            Counter(code for _, code in rows),
            Counter(line["code"] for line in booked if line["session"] == session),
        )
        expected = range(1, min(places, wanted[session]) + 1)
        found.compare(
            f"number of session {session}", Counter(n for n, _ in rows), Counter(expected)
        )
    people = [f"person:{line['person']}" for line in booked]
    found.compare("message to", _pairs(here, _TOLD, people), Counter(people))


def _counters(here: Town, made: dict[str, Any], told: Told, found: Troubles) -> None:
    sessions = [counter["session"] for counter in made["counters"]]
    came = [line for line in told.of("walk_in") if line["code"]]
    rows = here.rows(_KEYS, [UUID(line["key"]) for line in came])
    there = {(code, str(key)): number for key, number, code in rows}
    found.compare(
        "arrival", there, Counter((line["code"], str(UUID(line["key"]))) for line in came)
    )
    for session in sessions:
        numbers = [number for number, _ in here.rows(_LINE, session)]
        found.compare(
            f"number at counter {session}",
            Counter(numbers),
            Counter(range(1, len(numbers) + 1)),
        )
    checked = Counter(line["code"] for line in told.of("check_in") if line["code"])
    found.compare("check-in", _pairs(here, _STEPS, sessions, "check_in"), checked)
    calls = Counter(line["session"] for line in told.of("call") if line["session"])
    rows = here.rows(_CALLS, sessions)
    found.compare("calls at", {one: number for one, number, _ in rows}, calls)
    found.compare("people called at", {one: people for one, _, people in rows}, calls)


def _payments(here: Town, told: Told, amount: int, found: Troubles) -> None:
    paid = told.of("pay")
    families = [line["family"] for line in paid]
    requests = Counter(line["request"] for line in paid)
    found.compare("payment", _pairs(here, _REQUESTS, families), requests)
    there = Counter(here.rows(_BOOKS, families))
    found.compare("balance", there, Counter((one, 1, 0, amount, 0) for one in families))


def _cases(here: Town, told: Told, found: Troubles) -> None:
    filed = told.of("complain")
    keys = [UUID(line["key"]) for line in filed]
    rows = here.rows(_CASES, keys)
    found.compare("complaint", {key: number for key, number, _ in rows}, Counter(keys))
    found.compare("step of complaint", {key: moves for key, _, moves in rows}, Counter(keys))


def _messages(here: Town, told: Told, found: Troubles) -> None:
    refs = Counter(line["ref"] for line in told.of("write"))
    rows = here.rows(_HEARD, list(refs))
    found.compare("message", {ref: number for ref, number, _ in rows}, refs)
    found.compare("answer to", {ref: answers for ref, _, answers in rows}, refs)


def _applications(here: Town, told: Told, found: Troubles) -> None:
    sent = [line["application"] for line in told.of("enrol")]
    there = Counter(here.rows(_SENT, sent))
    found.compare("application", there, Counter((one, 1, 4, 1) for one in sent))


def _pairs(here: Town, sql: str, *params: object) -> dict[Any, int]:
    return {key: int(number) for key, number in here.rows(sql, *params)}
