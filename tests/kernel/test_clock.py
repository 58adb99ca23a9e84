import threading
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from titian.kernel import clock

EVENING = datetime(2026, 11, 21, 18, 30, tzinfo=UTC)


def test_the_present_moment_is_in_utc() -> None:
    assert clock.now().tzinfo is UTC


def test_the_day_turns_at_midnight_of_the_place() -> None:
    with clock.fixed(EVENING):
        assert clock.today() == date(2026, 11, 22)
        assert clock.today(ZoneInfo("UTC")) == date(2026, 11, 21)


def test_a_held_clock_runs_on_afterwards() -> None:
    with clock.fixed(EVENING):
        assert clock.now() == EVENING

    assert clock.now() != EVENING


def test_a_held_clock_is_held_for_this_thread_only() -> None:
    seen: list[datetime] = []

    with clock.fixed(EVENING):
        other = threading.Thread(target=lambda: seen.append(clock.now()))
        other.start()
        other.join()

    assert seen[0] != EVENING
