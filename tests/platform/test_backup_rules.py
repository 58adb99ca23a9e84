"""Which backups are kept, and when the next is due."""

from datetime import UTC, datetime, timedelta

import pytest

from titian.platform.backup import rules

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def test_the_last_days_weeks_and_months_are_kept() -> None:
    nightly = [NOW - timedelta(days=n) for n in range(400)]

    kept = rules.to_keep(nightly, rules.keeping("7d,4w,12m"))

    assert {NOW - timedelta(days=n) for n in range(7)} <= kept
    assert len(kept) <= 7 + 4 + 12
    assert min(kept) == datetime(2025, 12, 31, 3, 0, tzinfo=UTC)


def test_nothing_is_thrown_away_because_none_was_made_for_a_while() -> None:
    old = [NOW - timedelta(days=200 + n) for n in range(3)]

    assert rules.to_keep(old, {"d": 3}) == set(old)


def test_the_newest_is_always_kept() -> None:
    assert rules.to_keep([NOW], {}) == {NOW}


@pytest.mark.parametrize("text", ["7", "d7", "7y", "", "-1d"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a number of days"):
        rules.keeping(text)


@pytest.mark.parametrize(
    "tried, whole, due",
    [
        (None, None, True),
        (NOW - timedelta(minutes=20), NOW - timedelta(minutes=20), False),
        (NOW - timedelta(days=1), NOW - timedelta(days=1), True),
        (NOW - timedelta(minutes=20), NOW - timedelta(days=1), False),
        (NOW - timedelta(minutes=61), NOW - timedelta(days=1), True),
    ],
)
def test_once_a_night_and_each_hour_while_it_fails(
    tried: datetime | None, whole: datetime | None, *, due: bool
) -> None:
    assert rules.is_due(NOW, at="02:30", tried=tried, whole=whole) is due


def test_a_night_without_a_backup_is_too_long() -> None:
    assert not rules.is_too_old(NOW, NOW - timedelta(hours=29))
    assert rules.is_too_old(NOW, NOW - timedelta(hours=31))
    assert rules.is_too_old(NOW, None)
