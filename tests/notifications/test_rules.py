from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from titian.notifications.rules import (
    LIFETIME,
    REPEATS_OF_UNKNOWN,
    Situation,
    after,
    back_off,
    condition_of,
    earliest,
    is_answer,
    moves,
    zone_of,
)
from titian.notifications.types import Condition, Outcome, State, Urgency

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)  # 10.00 in Jakarta


def situation(urgency: Urgency = Urgency.NORMAL, **changes: object) -> Situation:
    fields: dict[str, object] = {
        "urgency": urgency,
        "timezone": "Asia/Jakarta",
        "expires_at": AT + LIFETIME[urgency],
        "address_no": 0,
        "address_count": 1,
        "tries": 0,
        "unknowns": 0,
        "repeatable": False,
        **changes,
    }
    return Situation(**fields)  # type: ignore[arg-type]  # a table of defaults


@pytest.mark.parametrize(
    "urgency,timezone,said,heard",
    [
        (Urgency.NORMAL, "Asia/Jakarta", "2026-11-23T13:59", "2026-11-23T13:59"),  # 20.59
        (Urgency.NORMAL, "Asia/Jakarta", "2026-11-23T14:00", "2026-11-24T00:00"),  # 21.00
        (Urgency.NORMAL, "Asia/Jakarta", "2026-11-23T18:00", "2026-11-24T00:00"),  # 01.00
        (Urgency.NORMAL, "Asia/Jakarta", "2026-11-23T23:59", "2026-11-24T00:00"),  # 06.59
        (Urgency.NORMAL, "Asia/Jakarta", "2026-11-24T00:00", "2026-11-24T00:00"),  # 07.00
        (Urgency.NORMAL, "Asia/Makassar", "2026-11-23T13:30", "2026-11-23T23:00"),  # 21.30
        (Urgency.NORMAL, "Asia/Jayapura", "2026-11-23T12:00", "2026-11-23T22:00"),  # 21.00
        (Urgency.NORMAL, "Asia/Jayapura", "2026-11-23T11:59", "2026-11-23T11:59"),  # 20.59
        (Urgency.NORMAL, "Mars/Olympus", "2026-11-23T14:00", "2026-11-24T00:00"),
        (Urgency.CODE, "Asia/Jakarta", "2026-11-23T18:00", "2026-11-23T18:00"),
        (Urgency.TURN, "Asia/Jakarta", "2026-11-23T18:00", "2026-11-23T18:00"),
    ],
)
def test_nobody_is_woken_except_by_a_code_or_a_turn(
    urgency: Urgency, timezone: str, said: str, heard: str
) -> None:
    moment = earliest(urgency, timezone, datetime.fromisoformat(said).replace(tzinfo=UTC))

    assert moment == datetime.fromisoformat(heard).replace(tzinfo=UTC)


NIGHT = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)  # 22.00 in Jakarta


def test_who_has_just_done_something_hears_the_answer_at_night() -> None:
    just_done = is_answer(NIGHT - timedelta(minutes=1), NIGHT)

    assert earliest(Urgency.NORMAL, "Asia/Jakarta", NIGHT, is_answer=just_done) == NIGHT


@pytest.mark.parametrize("done_at", [None, NIGHT - timedelta(hours=1)])
def test_an_answer_that_comes_late_wakes_nobody(done_at: datetime | None) -> None:
    just_done = is_answer(done_at, NIGHT)

    assert earliest(Urgency.NORMAL, "Asia/Jakarta", NIGHT, is_answer=just_done) > NIGHT


def test_a_time_zone_nobody_knows_is_taken_for_jakarta() -> None:
    assert [zone_of(name).key for name in ("", "../etc", "Asia/Jayapura")] == [
        "Asia/Jakarta",
        "Asia/Jakarta",
        "Asia/Jayapura",
    ]


def test_waits_double_up_to_a_bound_and_are_spread() -> None:
    waits = [back_off(Urgency.NORMAL, tries, 0.5).total_seconds() for tries in range(1, 10)]

    assert waits == [20, 40, 80, 160, 320, 640, 1280, 1800, 1800]
    assert back_off(Urgency.NORMAL, 1, 0.0) == timedelta(seconds=15)
    assert back_off(Urgency.NORMAL, 5000, 1.0) == timedelta(minutes=37, seconds=30)


@pytest.mark.parametrize(
    "outcome,changes,state,address_no",
    [
        (Outcome.SENT, {}, State.SENT, 0),
        (Outcome.TOO_LATE, {}, State.EXPIRED, 0),
        (Outcome.REFUSED, {}, State.FAILED, 0),
        (Outcome.REFUSED, {"address_count": 2}, State.PENDING, 1),
        (Outcome.REFUSED, {"address_count": 2, "address_no": 1}, State.FAILED, 1),
        (Outcome.TEMPORARY, {}, State.PENDING, 0),
        (Outcome.TEMPORARY, {"address_count": 2, "tries": 2}, State.PENDING, 0),
        (Outcome.TEMPORARY, {"address_count": 2, "tries": 3}, State.PENDING, 1),
        (Outcome.TEMPORARY, {"tries": 30}, State.PENDING, 0),
        (Outcome.TEMPORARY, {"expires_at": AT + timedelta(seconds=5)}, State.EXPIRED, 0),
        (Outcome.POSTPONED, {}, State.PENDING, 0),
    ],
)
def test_what_follows_from_an_attempt(
    outcome: Outcome, changes: dict[str, Any], state: State, address_no: int
) -> None:
    step = after(outcome, situation(**changes), at=AT, jitter=0.5)

    assert (step.state, step.address_no) == (state, address_no)


@pytest.mark.parametrize("urgency", list(Urgency))
def test_a_send_that_may_have_arrived_is_repeated_only_as_often_as_the_policy_says(
    urgency: Urgency,
) -> None:
    allowed = REPEATS_OF_UNKNOWN[urgency]

    last = after(Outcome.UNKNOWN, situation(urgency, unknowns=allowed), at=AT, jitter=0.5)
    harmless = after(
        Outcome.UNKNOWN, situation(urgency, unknowns=7, repeatable=True), at=AT, jitter=0.5
    )

    assert last.state == State.UNKNOWN
    assert harmless.state == State.PENDING
    if allowed:
        first = after(Outcome.UNKNOWN, situation(urgency), at=AT, jitter=0.5)
        assert first.state == State.PENDING


def test_a_gateway_that_asks_for_a_pause_gets_it() -> None:
    step = after(
        Outcome.TEMPORARY, situation(), at=AT, jitter=0.5, retry_after=timedelta(seconds=90)
    )

    assert step.next_attempt_at == AT + timedelta(seconds=90)


def test_a_retry_does_not_fall_into_the_night() -> None:
    late = datetime(2026, 11, 23, 13, 59, 50, tzinfo=UTC)

    step = after(Outcome.TEMPORARY, situation(), at=late, jitter=0.5)

    assert step.next_attempt_at == datetime(2026, 11, 24, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "report,state",
    [
        (State.SENT, State.UNKNOWN),
        (State.DELIVERED, State.SENT),
        (State.DELIVERED, State.UNKNOWN),
        (State.READ, State.SENT),
        (State.READ, State.DELIVERED),
        (State.FAILED, State.SENT),
    ],
)
def test_a_report_moves_a_message_forward(report: State, state: State) -> None:
    assert moves(report, state)


@pytest.mark.parametrize(
    "report,state",
    [
        (State.SENT, State.DELIVERED),
        (State.DELIVERED, State.DELIVERED),
        (State.DELIVERED, State.READ),
        (State.READ, State.READ),
        (State.FAILED, State.DELIVERED),
        (State.FAILED, State.PENDING),
    ],
)
def test_a_report_never_moves_a_message_back(report: State, state: State) -> None:
    assert not moves(report, state)


@pytest.mark.parametrize(
    "sent,failures,to_sent,to_delivered,waiting,condition",
    [
        (0, 0, None, None, 0, Condition.OK),
        (0, 2, None, None, 0, Condition.OK),
        (0, 3, None, None, 0, Condition.DOWN),
        (5, 5, 1.0, None, 0, Condition.DOWN),
        (6, 5, 1.0, 4.0, 0, Condition.OK),
        (6, 1, 16.0, None, 0, Condition.SLOW),
        (6, 1, 1.0, 46.0, 0, Condition.SLOW),
        (0, 0, None, None, 31.0, Condition.SLOW),
    ],
)
def test_a_channel_is_judged_by_what_it_did_lately(
    sent: int,
    failures: int,
    to_sent: float | None,
    to_delivered: float | None,
    waiting: float,
    condition: Condition,
) -> None:
    judged = condition_of(
        sent=sent, failures=failures, to_sent=to_sent, to_delivered=to_delivered, waiting=waiting
    )

    assert judged is condition
