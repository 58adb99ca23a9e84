from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from titian.queue.rules.calling import (
    Call,
    Lane,
    Waiting,
    came_late,
    lane_of,
    line,
    next_to_call,
    position,
)

IN_TURN = Call(Lane.NUMBER)
OVERTAKING = Call(Lane.PRIORITY)


@st.composite
def lines(draw: st.DrawFn) -> list[Waiting]:
    numbers = draw(st.lists(st.integers(1, 90), unique=True, max_size=25))
    return [
        Waiting(
            ticket=number,
            number=number,
            emergency=draw(st.sampled_from([False, False, False, True])),
            priority=draw(st.booleans()),
            receipt=draw(st.booleans()),
            let_pass=draw(st.none() | st.integers(0, 3)),
        )
        for number in numbers
    ]


pasts = st.lists(st.sampled_from([Call(lane) for lane in Lane]), max_size=8)


def lanes_of(waiting: list[Waiting], recent: list[Call]) -> list[Lane]:
    left, calls = list(waiting), list(recent)
    for chosen in line(waiting, recent):
        calls.append(Call(lane_of(chosen, left, calls)))
        left = [a_call_later(each) for each in left if each.ticket != chosen.ticket]
    return [call.lane for call in calls[len(recent) :]]


def a_call_later(each: Waiting) -> Waiting:
    return each if each.let_pass is None else replace(each, let_pass=each.let_pass + 1)


def test_the_lowest_number_of_those_present_is_called() -> None:
    assert next_to_call([Waiting(7, 7), Waiting(3, 3), Waiting(5, 5)], []) == Waiting(3, 3)


def test_nobody_is_called_when_nobody_waits() -> None:
    assert next_to_call([], [IN_TURN]) is None


def test_an_emergency_comes_first_even_after_an_overtaking_call() -> None:
    emergency = Waiting(99, 1, emergency=True)

    assert next_to_call([Waiting(1, 1), emergency], [OVERTAKING]) == emergency


def test_an_elder_overtakes_once_in_three_calls() -> None:
    crowd = [Waiting(n, n) for n in range(1, 6)]
    elders = [Waiting(n, n, priority=True) for n in (8, 9)]

    assert [each.number for each in line(crowd + elders, [])] == [8, 1, 2, 9, 3, 4, 5]


def test_who_has_a_receipt_overtakes_once_in_five_calls() -> None:
    crowd = [Waiting(n, n) for n in range(1, 8)]
    receipts = [Waiting(n, n, receipt=True) for n in (8, 9)]

    assert [each.number for each in line(crowd + receipts, [])] == [8, 1, 2, 3, 4, 9, 5, 6, 7]


def test_a_facility_may_let_receipts_overtake_less_often() -> None:
    crowd = [Waiting(n, n) for n in range(1, 4)]
    recent = [Call(Lane.RECEIPT), *[IN_TURN] * 5]
    held_up = Waiting(8, 8, receipt=True)

    assert next_to_call([*crowd, held_up], recent) == held_up
    assert next_to_call([*crowd, held_up], recent, receipt_every=10) == crowd[0]


def test_an_elder_and_a_receipt_share_the_one_overtaking_call_of_three() -> None:
    waiting = [*(Waiting(n, n) for n in (1, 2, 3)), Waiting(7, 7, receipt=True)]

    assert next_to_call(waiting, [OVERTAKING, IN_TURN]) == Waiting(1, 1)


@given(lines(), st.integers(1, 12))
def test_a_random_walk_never_lets_receipts_overtake_more_often_than_the_wall_says(
    waiting: list[Waiting], every: int
) -> None:
    calls = list[Call]()
    left = list(waiting)
    while (chosen := next_to_call(left, calls, receipt_every=every)) is not None:
        calls.append(Call(lane_of(chosen, left, calls)))
        left = [a_call_later(each) for each in left if each.ticket != chosen.ticket]

    lanes = [call.lane for call in calls if call.lane is not Lane.EMERGENCY]
    windows = [lanes[n : n + every] for n in range(len(lanes))]
    assert all(window.count(Lane.RECEIPT) <= 1 for window in windows)
    threes = [lanes[n : n + 3] for n in range(len(lanes))]
    assert all(sum(x in (Lane.RECEIPT, Lane.PRIORITY) for x in w) <= 1 for w in threes)
    assert [each.number for each in line(waiting, [], receipt_every=every)] == [
        each.number for each in called_one_by_one(waiting, every)
    ]


def called_one_by_one(waiting: list[Waiting], every: int) -> list[Waiting]:
    left, calls, called = list(waiting), list[Call](), list[Waiting]()
    while (chosen := next_to_call(left, calls, receipt_every=every)) is not None:
        calls.append(Call(lane_of(chosen, left, calls)))
        called.append(chosen)
        left = [a_call_later(each) for each in left if each.ticket != chosen.ticket]
    return called


def test_an_elder_whose_turn_it_is_does_not_use_up_the_overtaking_call() -> None:
    waiting = [Waiting(1, 1, priority=True), Waiting(2, 2), Waiting(3, 3, priority=True)]

    assert [each.number for each in line(waiting, [])] == [1, 3, 2]


def test_an_emergency_between_does_not_bring_the_next_overtaking_call_nearer() -> None:
    waiting = [Waiting(4, 4), Waiting(9, 9, priority=True)]
    recent = [OVERTAKING, IN_TURN, Call(Lane.EMERGENCY), Call(Lane.EMERGENCY)]

    assert next_to_call(waiting, recent) == Waiting(4, 4)


def test_who_missed_the_call_and_returns_comes_after_two_calls() -> None:
    returned = Waiting(2, 2, let_pass=0)
    waiting = [returned, *(Waiting(n, n) for n in range(5, 9))]

    assert [each.number for each in line(waiting, [IN_TURN])] == [5, 6, 2, 7, 8]


def test_a_latecomer_does_not_wait_when_nobody_else_is_there() -> None:
    assert next_to_call([Waiting(2, 2, let_pass=0)], [IN_TURN]) == Waiting(2, 2, let_pass=0)


def test_latecomers_take_turns_with_those_who_were_on_time() -> None:
    late = [Waiting(n, n, let_pass=2) for n in (1, 2, 3)]
    punctual = [Waiting(n, n) for n in (7, 8, 9)]

    assert [each.number for each in line(late + punctual, [])] == [1, 7, 2, 8, 3, 9]


def test_a_turn_has_passed_once_a_higher_number_was_called_in_turn() -> None:
    assert came_late(4, highest_called_in_turn=5)
    assert not came_late(6, highest_called_in_turn=5)


def test_position_counts_the_people_called_before() -> None:
    waiting = [Waiting(10, 1), Waiting(20, 2), Waiting(30, 3, priority=True)]

    assert position(20, waiting, []) == 2


@given(lines(), pasts)
def test_the_line_is_what_calling_one_after_another_gives(
    waiting: list[Waiting], recent: list[Call]
) -> None:
    left, calls, called = list(waiting), list(recent), list[int]()
    while (chosen := next_to_call(left, calls)) is not None:
        calls.append(Call(lane_of(chosen, left, calls)))
        called.append(chosen.ticket)
        left = [a_call_later(each) for each in left if each.ticket != chosen.ticket]

    assert [each.ticket for each in line(waiting, recent)] == called


def test_a_line_of_thousands_is_ordered_at_once() -> None:
    crowd = [Waiting(n, n, priority=n % 9 == 0) for n in range(1, 20_001)]

    assert len(line(crowd, [])) == 20_000


@given(lines(), pasts)
def test_everybody_is_called_exactly_once(waiting: list[Waiting], recent: list[Call]) -> None:
    called = line(waiting, recent)

    assert sorted(each.ticket for each in called) == sorted(each.ticket for each in waiting)


@given(lines(), pasts)
def test_of_any_three_calls_at_most_one_overtakes(
    waiting: list[Waiting], recent: list[Call]
) -> None:
    regular = [lane for lane in lanes_of(waiting, recent) if lane is not Lane.EMERGENCY]

    for start in range(len(regular)):
        assert regular[start : start + 3].count(Lane.PRIORITY) <= 1


@given(lines(), pasts)
def test_who_is_on_time_is_called_within_the_promised_number_of_calls(
    waiting: list[Waiting], recent: list[Call]
) -> None:
    regular = [each for each in line(waiting, recent) if not each.emergency]
    punctual = sorted(each.number for each in regular if not each.is_late)

    for before, number in enumerate(punctual):
        calls = [each.number for each in regular].index(number) + 1
        assert calls <= 3 * (before + 1)


@given(lines(), pasts)
def test_without_latecomers_the_promise_is_one_and_a_half_calls_each(
    waiting: list[Waiting], recent: list[Call]
) -> None:
    regular = line([w for w in waiting if not w.is_late], recent)
    numbers = [each.number for each in regular if not each.emergency]

    for before, number in enumerate(sorted(numbers)):
        assert numbers.index(number) + 1 <= -(-3 * (before + 1) // 2)


@given(lines(), pasts)
def test_equals_keep_the_order_of_their_numbers(waiting: list[Waiting], recent: list[Call]) -> None:
    groups: dict[tuple[bool, ...], list[int]] = {}
    for each in line([w for w in waiting if w.is_ready], recent):
        kind = (each.emergency, each.priority, each.receipt, each.is_late)
        groups.setdefault(kind, []).append(each.number)

    assert all(numbers == sorted(numbers) for numbers in groups.values())


@given(lines(), pasts, st.randoms(use_true_random=False))
def test_the_answer_does_not_depend_on_the_order_of_the_rows(
    waiting: list[Waiting], recent: list[Call], chance: Random
) -> None:
    shuffled = chance.sample(waiting, len(waiting))

    assert line(waiting, recent) == line(shuffled, recent)
