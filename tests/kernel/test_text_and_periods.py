from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titian.kernel.errors import Kind, Refusal, Side
from titian.kernel.periods import Period, within_hours
from titian.kernel.text import folded, masked_name, printable

EIGHT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed,plain",
    [
        ("  Puskesmas   DINOYO ", "puskesmas dinoyo"),
        ("Kab. Malang", "kab malang"),
        ("Ra’jab É", "ra jab e"),
        ("", ""),
    ],
)
def test_names_are_compared_without_case_accents_and_marks(typed: str, plain: str) -> None:
    assert folded(typed) == plain


@given(st.text(max_size=300))
def test_any_text_can_be_made_storable(text: str) -> None:
    kept = printable(text, 80)

    assert len(kept) <= 80
    assert "\0" not in kept
    kept.encode()


@pytest.mark.parametrize(
    "name,shown",
    [("Siti Aminah", "Si••• A."), ("Slamet", "Sl•••"), ("Ni Luh Putu Sari", "Ni••• S."), ("", "")],
)
def test_others_see_only_the_beginning_of_a_name(name: str, shown: str) -> None:
    assert masked_name(name) == shown


def test_a_period_holds_its_start_and_not_its_end() -> None:
    morning = Period(EIGHT, EIGHT + timedelta(hours=4))

    assert EIGHT in morning
    assert EIGHT + timedelta(hours=4) not in morning


def test_a_period_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="ends after"):
        Period(EIGHT, EIGHT)


@pytest.mark.parametrize(
    "moment,within",
    [
        (time(20, 0), True),
        (time(23, 59), True),
        (time(5, 59), True),
        (time(6, 0), False),
        (time(19, 59), False),
    ],
)
def test_hours_may_cross_midnight(moment: time, within: bool) -> None:
    assert within_hours(moment, time(20, 0), time(6, 0)) is within


def test_hours_of_a_day_hold_their_start_and_not_their_end() -> None:
    assert within_hours(time(8, 0), time(8, 0), time(12, 0))
    assert not within_hours(time(12, 0), time(8, 0), time(12, 0))


class BridgeClosed(Refusal):
    code = "tests.bridge_closed"
    kind = Kind.CONFLICT


def test_a_refusal_carries_its_code_and_the_facts_of_its_sentence() -> None:
    refusal = BridgeClosed(until="12:00")

    assert str(refusal) == "tests.bridge_closed"
    assert refusal.data == {"until": "12:00"}
    assert refusal.side is Side.RULE
