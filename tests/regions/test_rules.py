import pytest

from titian.regions import rules
from titian.regions.types import RegionKind


@pytest.mark.parametrize(
    "code, zone",
    [
        ("35.73.03.1005", "Asia/Jakarta"),
        ("61", "Asia/Jakarta"),
        ("51.71", "Asia/Makassar"),
        ("64", "Asia/Makassar"),
        ("81.71", "Asia/Jayapura"),
        ("95", "Asia/Jayapura"),
    ],
)
def test_each_province_keeps_one_of_three_times(code: str, zone: str) -> None:
    assert rules.timezone_of_province(code) == zone


@pytest.mark.parametrize(
    "text, words, kind, is_city",
    [
        ("Kab. Malang", ("malang",), RegionKind.REGENCY, False),
        ("kodya MALANG", ("malang",), RegionKind.REGENCY, True),
        ("Kec Tj Priok", ("tanjung", "priok"), RegionKind.DISTRICT, None),
        ("Ujung Pandang", ("makassar",), None, None),
        ("jaksel", ("jakarta", "selatan"), None, None),
        ("Irian Jaya Barat", ("papua", "barat"), None, None),
        ("kota", ("kota",), None, None),
    ],
)
def test_what_people_say_of_a_region_is_understood(
    text: str, words: tuple[str, ...], kind: RegionKind | None, *, is_city: bool | None
) -> None:
    asked = rules.wanted(text)

    assert asked.ways[0] == words
    assert (asked.kind, asked.is_city) == (kind, is_city)


def test_neighbouring_words_may_be_one_name() -> None:
    assert ("kedungkandang",) in rules.wanted("Kedung Kandang").ways


def test_spelling_of_before_1972_is_read_as_well() -> None:
    assert ("tulungagung",) in rules.wanted("Toeloengagoeng").ways


@pytest.mark.parametrize(
    "text, code",
    [
        ("3573", "35.73"),
        ("35.73.03", "35.73.03"),
        ("3573031005", "35.73.03.1005"),
        ("35", "35"),
        ("357", ""),
        ("RT 35", ""),
        ("٣٥٧٣", ""),
    ],
)
def test_digits_are_a_code_when_they_have_its_length(text: str, code: str) -> None:
    assert rules.as_code(text) == code


def test_an_old_papuan_code_is_the_new_one() -> None:
    assert rules.code_today("91.01") == "93.01"
    assert rules.code_today("92.71.01") == "96.71.01"
    assert rules.code_today("35.73") == "35.73"


def test_a_name_is_found_by_its_words_and_by_them_together() -> None:
    assert rules.name_words("Kota Malang", RegionKind.REGENCY) == ["malang", "kotamalang"]
    assert rules.name_words("Kep. Sei Raya", RegionKind.DISTRICT) == [
        "kepulauan",
        "sungai",
        "raya",
        "kepulauansungairaya",
    ]
