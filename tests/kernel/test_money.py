from decimal import Decimal

import pytest

from titian.kernel.money import rupiah, share_of


@pytest.mark.parametrize(
    "amount, rate, share",
    [
        (12_000_000, "0.04", 480_000),
        (4_901_117, "0.01", 49_011),
        (50, "0.01", 1),  # half a rupiah goes up
        (49, "0.01", 0),
        (0, "0.05", 0),
    ],
)
def test_a_share_is_rounded_half_up_to_whole_rupiah(amount: int, rate: str, share: int) -> None:
    assert share_of(amount, Decimal(rate)) == share


@pytest.mark.parametrize(
    "amount, text",
    [(0, "Rp0"), (950, "Rp950"), (1_750_000, "Rp1.750.000"), (-500, "-Rp500")],
)
def test_rupiah_are_written_as_people_write_them(amount: int, text: str) -> None:
    assert rupiah(amount) == text
