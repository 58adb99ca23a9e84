from datetime import datetime

import pytest
from django.db import connection

from tests.conftest import StatementBudget
from titian.kernel.actors import Actor
from titian.regions import selectors as regions_read
from titian.regions import services as regions
from titian.regions.errors import RegionUnknown
from titian.regions.models import Region
from titian.regions.types import RegionKind

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "typed, code",
    [
        ("Kab. Malang", "35.07"),
        ("kota malang", "35.73"),
        ("KABUPATEN  MALANG", "35.07"),
        ("kec. Kedungkandang", "35.73.03"),
        ("Kedung Kandang", "35.73.03"),
        ("kedungkangdang", "35.73.03"),
        ("Kel. Kotalama", "35.73.03.1001"),
        ("kota lama malang", "35.73.03.1001"),
        ("Seraang", "36.04"),
        ("kotaserang", "36.73"),
        ("jakut", "31.72"),
        ("Ujung Pandang", "73.71"),
        ("Jogja", "34"),
        ("Soerabaja", "35.78"),
        ("irian jaya", "91"),
        ("Merauke", "93.01"),
        ("91.01", "93.01"),
        ("9101", "93.01"),
        ("3573", "35.73"),
        ("tanjung periok", "31.72.02"),
    ],
)
def test_a_region_is_found_however_it_is_typed(typed: str, code: str) -> None:
    assert regions_read.find(typed)[0].code == code


@pytest.mark.parametrize("typed", ["", " ", "%", "';--", "💥", "\x00", "kab", "q" * 100_000, "12"])
def test_the_finder_bears_anything(typed: str) -> None:
    assert len(regions_read.find(typed)) <= 10


def test_a_found_region_says_what_it_lies_in() -> None:
    (found, *_) = regions_read.find("lowokwaru malang")

    assert found.full_name == "Lowokwaru, Kota Malang, Jawa Timur"
    assert found.kind is RegionKind.DISTRICT


def test_finding_costs_two_statements_at_most(statements: type[StatementBudget]) -> None:
    regions_read.find("warm up")

    with statements.at_most(2):
        regions_read.find("kedungkangdang")


def test_the_finder_uses_the_index_of_words() -> None:
    rows = Region.objects.filter(
        name_words__overlap=["kedungkandang"], path_words__overlap=["malang"]
    )

    assert "region_words" in rows.explain()


def test_nothing_is_missing_from_the_ground() -> None:
    counts = {kind: Region.objects.filter(kind=kind).count() for kind in RegionKind}

    assert counts == {
        RegionKind.PROVINCE: 38,
        RegionKind.REGENCY: 514,
        RegionKind.DISTRICT: 7_285,
        RegionKind.VILLAGE: 83_762,
    }


def test_every_region_knows_its_time() -> None:
    provinces = Region.objects.filter(kind=RegionKind.PROVINCE).values_list("code", flat=True)

    assert {regions_read.timezone_of(code) for code in provinces} == {
        "Asia/Jakarta",
        "Asia/Makassar",
        "Asia/Jayapura",
    }


def test_the_people_of_all_regencies_are_the_nation() -> None:
    people = regions_read.population_of_regencies()

    assert len(people) == 514
    assert sum(people.values()) == 284_973_643


def test_a_path_runs_from_the_province_down() -> None:
    path = regions_read.path_of("35.73.03.1001")

    assert [step.name for step in path] == [
        "Jawa Timur",
        "Kota Malang",
        "Kedungkandang",
        "Kotalama",
    ]
    assert path[-1].within == "Kedungkandang, Kota Malang, Jawa Timur"


@pytest.mark.parametrize("code", ["", "99", "35.73.03.9999", "abc", "35.7"])
def test_a_code_of_nowhere_is_refused(code: str) -> None:
    with pytest.raises(RegionUnknown):
        regions_read.path_of(code)
    with pytest.raises(RegionUnknown):
        regions_read.name_of(code)


def test_neighbours_come_nearest_first() -> None:
    assert "35.07" in regions_read.neighbours_of("35.73", limit=3)
    assert "35.73" not in regions_read.neighbours_of("35.73", limit=600)


def test_loading_again_writes_nothing(at: datetime, statements: type[StatementBudget]) -> None:
    with statements.at_most(3):
        assert regions.load(by=Actor.system("tests"), at=at) == 0


@pytest.mark.slow
def test_a_changed_row_is_mended_by_loading_a_new_release(at: datetime) -> None:
    Region.objects.filter(pk="35.73").update(name="Malang Lama")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE region_release SET digest = 'older' WHERE name = 'regions'")

    assert regions.load(by=Actor.system("tests"), at=at) == 1
    assert regions_read.name_of("35.73") == "Kota Malang"
