"""Rows of domain-rules §1.1 that are data: province codes, and the districts of Kota Malang.

They are read from the file of regions that the product ships.
"""

import csv
import gzip
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import pytest

import titian.regions

PROVINCES = {
    *(f"{n}" for n in range(11, 20)),
    "21",
    *(f"{n}" for n in range(31, 37)),
    *(f"{n}" for n in range(51, 54)),
    *(f"{n}" for n in range(61, 66)),
    *(f"{n}" for n in range(71, 77)),
    "81",
    "82",
    *(f"{n}" for n in range(91, 97)),
}
MALANG = {
    "35.73.01": (
        "Blimbing",
        (
            "Balearjosari, Arjosari, Polowijen, Purwodadi, Blimbing, Pandanwangi, Purwantoro,"
            " Bunulrejo, Kesatrian, Polehan, Jodipan"
        ),
    ),
    "35.73.02": (
        "Klojen",
        (
            "Klojen, Rampalcelaket, Samaan, Kiduldalem, Sukoharjo, Kasin, Kauman, Oro-oro Dowo,"
            " Bareng, Gading Kasri, Penanggungan"
        ),
    ),
    "35.73.03": (
        "Kedungkandang",
        (
            "Kotalama, Mergosono, Bumiayu, Wonokoyo, Buring, Kedungkandang, Lesanpuro, Sawojajar,"
            " Madyopuro, Cemorokandang, Arjowinangun, Tlogowaru"
        ),
    ),
    "35.73.04": (
        "Sukun",
        (
            "Ciptomulyo, Gadang, Kebonsari, Bandungrejosari, Sukun, Tanjungrejo, Pisangcandi,"
            " Bandulan, Karangbesuki, Mulyorejo, Bakalankrajan"
        ),
    ),
    "35.73.05": (
        "Lowokwaru",
        (
            "Tunggulwulung, Merjosari, Tlogomas, Dinoyo, Sumbersari, Ketawanggede, Jatimulyo,"
            " Tunjungsekar, Mojolangu, Tulusrejo, Lowokwaru, Tasik Madu"
        ),
    ),
}


@lru_cache(maxsize=1)
def names() -> Mapping[str, str]:
    """Every region by its code, as shipped."""
    path = Path(titian.regions.__file__).parent / "data" / "wilayah.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return {row[0]: row[1] for row in csv.reader(file) if len(row) > 1}


def letters(name: str) -> str:
    """A name as one compares it: the sheet and the decree space some names differently."""
    return "".join(one for one in name.lower() if one.isalpha())


def test_1_1_the_provinces_are_those_of_the_decree() -> None:
    assert {code for code in names() if len(code) == 2} == PROVINCES


@pytest.mark.parametrize("code", ["93", "94", "95", "96"])
def test_1_1_the_four_young_provinces_of_papua_are_there(code: str) -> None:
    assert "papua" in names()[code].lower()


def test_1_1_kota_malang_has_57_kelurahan_in_five_districts() -> None:
    of_malang = [code for code in names() if code.startswith("35.73.")]

    assert sorted(code for code in of_malang if len(code) == 8) == sorted(MALANG)
    assert len([code for code in of_malang if len(code) == 13]) == 57


@pytest.mark.parametrize("code", MALANG)
def test_1_1_each_district_has_its_kelurahan_in_the_order_of_their_codes(code: str) -> None:
    district, kelurahan = MALANG[code]

    found = sorted(one for one in names() if one.startswith(f"{code}."))

    assert names()[code] == district
    assert found == [f"{code}.{1001 + n}" for n in range(len(found))]
    wanted = [letters(name) for name in kelurahan.split(",")]
    assert [letters(names()[one]) for one in found] == wanted


def test_1_1_no_district_has_the_code_of_our_samples() -> None:
    assert not [code for code in names() if code.split(".")[2:3] == ["00"]]
