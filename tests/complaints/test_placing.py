"""Which facility a text names, however it is spelt: measured on real names of the shipped list."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from titian import complaints as package
from titian.complaints.selectors.placing import place_in
from titian.facilities import selectors as facilities_read

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DATA = Path(package.__file__).parent / "data"
SURE = 80


def rows_of(name: str) -> list[tuple[str, str, str]]:
    lines = (DATA / name).read_text().splitlines()
    return [(region, text, place) for region, text, place in (one.split("\t") for one in lines)]


def named(text: str, region: str) -> tuple[str, int]:
    found = place_in(text, region=region)
    if found is None:
        return "", 0
    return facilities_read.facility(found.facility_id).name, found.percent


@pytest.mark.parametrize("table", ["places_held_out.tsv", "places_fresh.tsv"])
def test_most_places_are_found_and_few_wrong_ones_for_sure(table: str) -> None:
    rows = rows_of(table)

    found = [(place, *named(text, region)) for region, text, place in rows]

    right = sum(place == name for place, name, _ in found)
    wrong_and_sure = sum(place != name and percent >= SURE for place, name, percent in found)
    assert right >= 0.85 * len(rows)
    assert wrong_and_sure <= 0.05 * len(rows)


def test_the_table_has_names_and_none() -> None:
    rows = rows_of("places_held_out.tsv")

    assert len(rows) >= 60
    assert sum(not place for _, _, place in rows) >= 15
    assert not {text for _, text, _ in rows} & {t for _, t, _ in rows_of("places_fresh.tsv")}


def test_a_place_of_the_same_name_elsewhere_is_never_sure() -> None:
    name, percent = named("puskesmas singandaru tutup", "35.73")

    assert name == "Puskesmas Singandaru"
    assert percent < SURE


@pytest.mark.parametrize("text", ["puskesmas", "rs", "rsi", "x" * 5_000, "rs " * 2_000, "😢 pkm"])
def test_what_names_nothing_asks_little(text: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        place_in(text, region="35.73")

    assert len(asked) <= 12
