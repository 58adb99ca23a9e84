from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titian.accounts import rules
from titian.accounts.types import AccountKind, Limited

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "kind,lasts",
    [(AccountKind.MEMBER, timedelta(days=90)), (AccountKind.STAFF, timedelta(hours=12))],
)
def test_a_session_lasts_ninety_days_for_members_and_a_shift_for_staff(
    kind: AccountKind, lasts: timedelta
) -> None:
    assert rules.session_end(kind, AT) == AT + lasts


@pytest.mark.parametrize(
    "kind,seen_before,moves",
    [
        (AccountKind.MEMBER, timedelta(hours=23), False),
        (AccountKind.MEMBER, timedelta(hours=24), True),
        (AccountKind.STAFF, timedelta(days=2), False),
    ],
)
def test_a_members_session_moves_on_at_most_once_a_day(
    kind: AccountKind, seen_before: timedelta, *, moves: bool
) -> None:
    assert rules.slides(kind, AT - seen_before, AT) is moves


def test_a_bucket_is_overdue_only_beyond_its_free_hits() -> None:
    limit = rules.LIMITS[Limited.DESTINATION]

    assert rules.overdue(limit, AT + limit.free * limit.cost, AT) == timedelta(0)
    assert rules.overdue(limit, AT + (limit.free + 1) * limit.cost, AT) == limit.cost


def test_the_puzzle_grows_with_the_bucket_but_stays_solvable() -> None:
    bits = [rules.bits_for(timedelta(minutes=minutes)) for minutes in (0, 5, 20, 60, 360, 10**6)]

    assert bits == sorted(bits)
    assert bits[0] == 13
    assert bits[-1] == 17


def test_a_number_solves_when_its_digest_begins_with_zero_bits() -> None:
    found = next(n for n in range(10**6) if rules.solves("teka", str(n), 10))

    assert sha256(f"teka:{found}".encode()).digest()[0] == 0
    assert not rules.solves("teka", str(found), 60)


@given(st.text(max_size=30))
def test_no_text_breaks_the_puzzle(text: str) -> None:
    assert rules.solves("teka", text, 200) is False
