"""Rows and boundaries of domain-rules §1.1 (numbers) and §9.2 (masking), each named by its row."""

from datetime import date

import pytest

from titian.kernel.identifiers import (
    is_card_number,
    is_family_card_number,
    masked,
    nik_shape,
)

# 35 73 00 district, then DD MM YY and the serial: a district that does not exist.
HEAD, SERIAL = "357300", "0001"


def with_day(day: str, month: str = "08", year: str = "45") -> str:
    return f"{HEAD}{day}{month}{year}{SERIAL}"


@pytest.mark.parametrize(
    "row, nik, is_one",
    [
        ("16 digits", "3573001708450001", True),
        ("15 digits", "357300170845000", False),
        ("17 digits", "35730017084500011", False),
        ("letters", "357300170845000A", False),
    ],
)
def test_1_1_nik_length(row: str, nik: str, *, is_one: bool) -> None:
    assert (nik_shape(nik) is not None) is is_one, row


def test_1_1_nik_layout_is_place_then_day_month_year_then_serial() -> None:
    shape = nik_shape("3573001708450001")

    assert shape is not None
    assert (shape.day, shape.month, shape.year, shape.female) == (17, 8, 45, False)


@pytest.mark.parametrize(
    "row, day, born_on, female",
    [
        ("a man's first", "01", 1, False),
        ("a man's last", "31", 31, False),
        ("a woman's first: 01 + 40", "41", 1, True),
        ("a woman's last: 31 + 40", "71", 31, True),
    ],
)
def test_1_1_nik_women_are_day_plus_40(row: str, day: str, born_on: int, *, female: bool) -> None:
    shape = nik_shape(with_day(day))

    assert shape is not None, row
    assert (shape.day, shape.female) == (born_on, female), row


@pytest.mark.parametrize("day", ["00", "32", "40", "72", "99"])
def test_1_1_nik_no_such_day(day: str) -> None:
    assert nik_shape(with_day(day)) is None


@pytest.mark.parametrize(
    "row, day, month, year, is_one",
    [
        ("month 00", "17", "00", "45", False),
        ("month 13", "17", "13", "45", False),
        ("30 February", "30", "02", "96", False),
        ("29 February of a leap year", "29", "02", "96", True),
        ("the same of a woman", "69", "02", "96", True),
        ("29 February of no leap year", "29", "02", "97", False),
        ("31 April", "31", "04", "90", False),
    ],
)
def test_1_1_nik_shape_check_then_a_day_of_the_calendar(
    row: str, day: str, month: str, year: str, *, is_one: bool
) -> None:
    assert (nik_shape(with_day(day, month, year)) is not None) is is_one, row


@pytest.mark.parametrize("serial, is_one", [("0000", False), ("0001", True), ("9999", True)])
def test_1_1_nik_serial(serial: str, *, is_one: bool) -> None:
    assert (nik_shape(f"{HEAD}170845{serial}") is not None) is is_one


def test_1_1_nik_has_no_check_digit() -> None:
    assert all(nik_shape(f"{HEAD}170845001{last}") for last in range(10))


@pytest.mark.parametrize("province", ["11", "35", "91", "93", "94", "95", "96", "00"])
def test_1_1_nik_region_of_any_province_is_read(province: str) -> None:
    assert nik_shape(f"{province}73001708450001") is not None


def test_1_1_nik_century_is_not_told_so_the_birth_date_is_asked_separately() -> None:
    shape = nik_shape(with_day("17", "08", "26"))

    assert shape is not None
    assert shape.agrees_with(date(1926, 8, 17))
    assert shape.agrees_with(date(2026, 8, 17))


@pytest.mark.parametrize("born", [date(1945, 8, 18), date(1945, 9, 17), date(1946, 8, 17)])
def test_1_1_nik_against_birth_date_differs_but_stays_a_nik(born: date) -> None:
    shape = nik_shape("3573001708450001")

    assert shape is not None
    assert not shape.agrees_with(born)


@pytest.mark.parametrize(
    "number, is_one",
    [("3573001708450001", True), ("357300170845000", False), ("35730017084500011", False)],
)
def test_1_1_kk_number_has_16_digits(number: str, *, is_one: bool) -> None:
    assert is_family_card_number(number) is is_one


@pytest.mark.parametrize(
    "row, number, is_one",
    [
        ("usual", "0009999000017", True),
        ("legacy", "0109999000017", True),
        ("12 digits", "009999000017", False),
        ("14 digits", "00009999000017", False),
        ("16 digits, as seen in a wrong seed (§12.2)", "0000009999000017", False),
        ("other digits", "٠٠٠٩٩٩٩٠٠٠٠١٧", False),
    ],
)
def test_1_1_card_number_has_exactly_13_digits_with_their_zeros(
    row: str, number: str, *, is_one: bool
) -> None:
    assert is_card_number(number) is is_one, row


def test_9_2_masking_of_nik_and_card() -> None:
    assert masked("3573001708450001", 4, 2) == "3573**********01"
    assert masked("0009999000017", 3, 2) == "000********17"
