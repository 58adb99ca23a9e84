from datetime import UTC, datetime, timedelta

import pytest

from tests.conftest import StatementBudget
from titian.accounts import rules
from titian.accounts import services as accounts
from titian.accounts.errors import SlowDown
from titian.accounts.types import Answer, Hit, Limited, Puzzle

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
FREE = rules.LIMITS[Limited.DESTINATION].free


def hit(
    value: str, *, answer: Answer | None = None, bound: str = "send", at: datetime = AT
) -> None:
    accounts.admit(Hit(Limited.DESTINATION, value), bound=bound, answer=answer, at=at)


def puzzle_after(value: str, hits: int, bound: str = "send") -> Puzzle:
    """Fill the bucket beyond its free hits and take the puzzle of the last one."""
    for _ in range(hits - 1):
        try:
            hit(value, bound=bound)
        except SlowDown:
            continue
    with pytest.raises(SlowDown) as slowed:
        hit(value, bound=bound)
    return slowed.value.puzzle


def solved(puzzle: Puzzle) -> Answer:
    number = next(n for n in range(10**8) if rules.solves(puzzle.token, str(n), puzzle.bits))
    return Answer(puzzle.token, str(number))


def test_a_few_pass_freely_and_the_next_is_slowed_down() -> None:
    for _ in range(FREE):
        hit("081")

    with pytest.raises(SlowDown):
        hit("081")


def test_another_address_is_not_touched() -> None:
    puzzle_after("082", FREE + 1)

    hit("083")


def test_the_bucket_drains() -> None:
    puzzle_after("084", FREE + 1)

    hit("084", at=AT + timedelta(hours=2))


def test_all_limits_of_a_request_are_counted_by_one_statement(
    statements: type[StatementBudget],
) -> None:
    with statements.at_most(1):
        accounts.admit(
            Hit(Limited.ADDRESS, "10.0.0.1"),
            Hit(Limited.NIK, "who"),
            Hit(Limited.DESTINATION, "085"),
            bound="x",
            answer=Answer("some", "1"),
            at=AT,
        )


def test_work_opens_the_way_once() -> None:
    answer = solved(puzzle_after("086", FREE + 1))

    hit("086", answer=answer)
    with pytest.raises(SlowDown):
        hit("086", answer=answer)


def test_work_for_one_purpose_does_not_open_another() -> None:
    answer = solved(puzzle_after("087", FREE + 1, bound="sign_in:1"))

    with pytest.raises(SlowDown):
        hit("087", answer=answer, bound="sign_in:2")


def test_without_the_script_waiting_opens_the_way() -> None:
    puzzle = puzzle_after("088", FREE + 1)
    waited = Answer(puzzle.token, "")

    with pytest.raises(SlowDown):
        hit("088", answer=waited, at=puzzle.ready_at - timedelta(seconds=2))
    other = puzzle_after("089", FREE + 1)
    hit("089", answer=Answer(other.token, ""), at=other.ready_at)


def test_who_comes_later_waits_longer() -> None:
    first = puzzle_after("090", FREE + 1)
    second = puzzle_after("090", 1)

    assert second.ready_at > first.ready_at


@pytest.mark.parametrize("forged", ["x", "x:y", "eyJ9:zz", "\x00" * 50, "٣" * 600])
def test_a_forged_puzzle_opens_nothing(forged: str) -> None:
    puzzle_after("091", FREE + 1)

    with pytest.raises(SlowDown):
        hit("091", answer=Answer(forged, "1"))
