from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titian.kernel.identifiers import (
    SPOKEN_ALPHABET,
    digits,
    is_card_number,
    is_family_card_number,
    masked,
    nik_shape,
    spoken_code,
    tidy_code,
    time_ordered_id,
)


@pytest.mark.parametrize(
    "nik,born,female",
    [
        ("3573001708450001", date(1945, 8, 17), False),
        ("3573005708450001", date(1945, 8, 17), True),
        ("3573002902960002", date(1996, 2, 29), False),
        ("3573007112990003", date(1999, 12, 31), True),
    ],
)
def test_a_nik_tells_the_day_of_birth(nik: str, born: date, female: bool) -> None:
    shape = nik_shape(nik)

    assert shape is not None
    assert shape.agrees_with(born)
    assert shape.female is female


@pytest.mark.parametrize(
    "nik",
    [
        "",
        "357300170845000",
        "35730017084500011",
        "3573003202960001",
        "3573000013960001",
        "3573003002960001",
        "3573002902970001",
        "3573007202990001",
        "3573001708450000",
        "357300170845000a",
        "٣٥٧٣٠٠١٧٠٨٤٥٠٠٠١",
    ],
)
def test_impossible_digits_are_no_nik(nik: str) -> None:
    assert nik_shape(nik) is None


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_a_nik(text: str) -> None:
    nik_shape(text)
    nik_shape(digits(text))


def test_numbers_are_read_out_of_what_people_paste() -> None:
    assert digits(" 3573 0017-08.45 0001\u200b") == "3573001708450001"
    assert digits("٣٥٧") == ""


def test_a_card_has_thirteen_digits_and_a_family_card_sixteen() -> None:
    assert is_card_number("0009990000017")
    assert not is_card_number("000999000001")
    assert is_family_card_number("3573000101200001")
    assert not is_family_card_number("0009990000017")


@pytest.mark.parametrize(
    "number,shown",
    [("3573001708450001", "3573**********01"), ("123456", "******"), ("", "")],
)
def test_a_masked_number_keeps_its_ends_only(number: str, shown: str) -> None:
    assert masked(number, 4, 2) == shown


def test_a_spoken_code_has_no_letters_that_are_misheard() -> None:
    code = spoken_code(200)

    assert set(code) <= set(SPOKEN_ALPHABET)
    assert not set("0O1IL2Z5S8BUV") & set(SPOKEN_ALPHABET)


def test_a_code_may_be_typed_with_spaces_dashes_and_small_letters() -> None:
    assert tidy_code(" k7f-3q9 ") == "K7F3Q9"


def test_ids_follow_time_and_fit_a_bigint() -> None:
    first = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)

    earlier = [time_ordered_id(first) for _ in range(100)]
    later = [time_ordered_id(first + timedelta(milliseconds=1)) for _ in range(100)]

    assert max(earlier) < min(later)
    assert time_ordered_id(first.replace(year=2090)) < 2**63
