from datetime import datetime

import pytest
from django.core.management import call_command
from django.db import connection

from tests.conftest import StatementBudget
from titian.facilities import selectors as facilities_read
from titian.facilities import services as facilities
from titian.facilities.errors import FacilityUnknown
from titian.facilities.models import Facility
from titian.facilities.types import FacilityKind
from titian.kernel.actors import Actor

pytestmark = pytest.mark.django_db


def test_every_puskesmas_and_hospital_is_there() -> None:
    real = Facility.objects.exclude(code__startswith="T")

    assert real.filter(kind=FacilityKind.PUSKESMAS).count() == 10_292
    assert real.filter(kind=FacilityKind.HOSPITAL).count() == 3_116


def test_every_facility_has_its_region_and_the_regions_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM facility f JOIN region r ON r.code = f.regency_id"
            " WHERE r.kind = 'regency' AND f.timezone LIKE 'Asia/%'"
            " AND (f.district_id IS NULL OR f.district_id LIKE f.regency_id || '.%')"
            " AND (f.village_id IS NULL OR f.village_id LIKE f.district_id || '.%')"
        )
        (sound,) = cursor.fetchone()

    assert sound == Facility.objects.count()


def test_old_papuan_codes_became_those_of_today() -> None:
    (found, *_) = facilities_read.find_facilities("RS Umum Merauke")

    assert found.regency_code == "93.01"
    assert found.timezone == "Asia/Jayapura"
    assert found.zone_name == "WIT"


def test_most_puskesmas_are_placed_below_their_regency() -> None:
    puskesmas = Facility.objects.filter(kind=FacilityKind.PUSKESMAS)

    assert puskesmas.filter(district__isnull=False).count() / puskesmas.count() > 0.8


@pytest.mark.parametrize(
    "typed, name",
    [
        ("kedungkandang", "Puskesmas Kedungkandang"),
        ("puskesmas janti", "Puskesmas Janti"),
        ("pkm dinoyo", "Puskesmas Dinoyo"),
        ("RSUD kota malang", "RS Umum Daerah Kota Malang"),
        ("saiful anwar", "RS Umum Daerah dr. Saiful Anwar"),
        ("Saiful Anwer malang", "RS Umum Daerah dr. Saiful Anwar"),
        ("Puskesmas Kec. Koja", "Puskesmas Kecamatan Koja"),
        ("arjo winangun malang", "Puskesmas Arjowinangun"),
        ("puskesmas arjowinangn", "Puskesmas Arjowinangun"),
        ("PUSKESMAS  LOWOKWARU", "Puskesmas Dinoyo"),
    ],
)
def test_a_facility_is_found_however_it_is_typed(typed: str, name: str) -> None:
    assert facilities_read.find_facilities(typed)[0].name == name


@pytest.mark.parametrize(
    "typed", ["", " ", "%", "';--", "💥", "\x00", "q" * 100_000, "a b c d e f g"]
)
def test_the_finder_bears_anything(typed: str) -> None:
    assert len(facilities_read.search(typed).facilities) <= 20


def test_a_village_without_a_facility_leads_to_the_nearest() -> None:
    found = facilities_read.search("tlogomas")

    assert found.around is not None
    assert found.around.full_name == "Tlogomas, Lowokwaru, Kota Malang, Jawa Timur"
    assert {one.district_name for one in found.near[:2]} == {"Lowokwaru"}


def test_near_means_village_then_district_then_regency_then_neighbours() -> None:
    found = facilities_read.near("35.73.03.1011", limit=80)

    assert found[0].village_name == "Arjowinangun"
    assert found[1].district_name == "Kedungkandang"
    assert found[10].regency_code == "35.73"
    assert found[79].regency_code != "35.73"


def test_words_that_are_nearly_right_are_a_guess() -> None:
    assert facilities_read.search("puskesmas kedungkandangg").is_guess
    assert not facilities_read.search("puskesmas kedungkandang").is_guess


def test_a_facility_says_how_sure_its_place_is() -> None:
    (dinoyo, *_) = facilities_read.find_facilities("puskesmas dinoyo malang")
    (janti, *_) = facilities_read.find_facilities("puskesmas janti malang")

    assert dinoyo.place == "Dinoyo, Lowokwaru, Kota Malang"
    assert dinoyo.is_place_approximate
    assert janti.place == "Kota Malang"
    assert not janti.is_place_approximate


def test_finding_costs_two_statements_at_most(statements: type[StatementBudget]) -> None:
    facilities_read.find_facilities("warm up")

    with statements.at_most(2):
        facilities_read.find_facilities("puskesmas kedungkandangg")
    with statements.at_most(10):
        facilities_read.search("tlogomas")


def test_the_finder_uses_the_index_of_words() -> None:
    plan = Facility.objects.filter(words__overlap=["kedungkandang"]).explain()

    assert "facility_words" in plan


def test_a_code_of_no_facility_is_refused() -> None:
    with pytest.raises(FacilityUnknown):
        facilities_read.facility_by_code("0000000")
    with pytest.raises(FacilityUnknown):
        facilities_read.facility(0)


def test_loading_again_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("ground")

    assert "nothing new" in capsys.readouterr().out


@pytest.mark.slow
def test_a_new_release_keeps_what_a_facility_told_us(at: datetime) -> None:
    place = Facility.objects.get(name="Puskesmas Dinoyo", regency="35.73")
    facilities.start_using_titian(
        facility_id=place.pk, phone="0341-0000000", by=Actor.system("tests"), at=at
    )
    Facility.objects.filter(pk=place.pk).update(name="Puskesmas Lama")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE region_release SET digest = 'older' WHERE name = 'facilities'")

    written = facilities.load(by=Actor.system("tests"), at=at)

    place.refresh_from_db()
    assert written == 1
    assert (place.name, place.phone, place.uses_titian) == (
        "Puskesmas Dinoyo",
        "0341-0000000",
        True,
    )
