"""A region is asked for by its name, and kept by its code."""

import pytest
from django import forms

from titian.members.pages.requests_presenters import village_name
from titian.platform.http.fields import NamedField
from titian.regions import selectors as regions_read
from titian.regions.errors import RegionUnclear, RegionUnknown
from titian.regions.models import Region
from titian.regions.types import RegionKind

pytestmark = pytest.mark.django_db

VILLAGE = NamedField(code_of=regions_read.village_code, required=False)


@pytest.fixture
def two_dinoyos() -> None:
    """Dinoyo in Lowokwaru and another one elsewhere."""
    assert Region.objects.filter(name="Dinoyo", kind=RegionKind.VILLAGE).count() > 1


def test_one_name_is_one_code() -> None:
    assert VILLAGE.clean("Mojolangu") == "35.73.05.1009"
    assert village_name("35.73.05.1009") == "Mojolangu"


def test_a_code_is_as_good_as_a_name() -> None:
    assert VILLAGE.clean("35.73.05.1009") == "35.73.05.1009"
    assert regions_read.region_code("3573") == "35.73"


def test_several_of_one_name_are_told_apart_by_the_district(two_dinoyos: None) -> None:
    assert VILLAGE.clean("Dinoyo, Lowokwaru") == "35.73.05.1004"
    with pytest.raises(forms.ValidationError) as asked:
        VILLAGE.clean("Dinoyo")

    assert "Lowokwaru" in str(asked.value.messages)
    assert asked.value.code == RegionUnclear.code


def test_a_city_is_found_by_its_name() -> None:
    assert regions_read.region_code("Kota Malang") == "35.73"


@pytest.mark.parametrize("text", ["35.73", "99.99.99.9999", "qzx wvk"])
def test_what_is_no_village_is_unknown(text: str) -> None:
    with pytest.raises(RegionUnknown):
        regions_read.village_code(text)


def test_a_province_is_no_village() -> None:
    with pytest.raises(forms.ValidationError):
        VILLAGE.clean("Provinsi Jawa Timur")


def test_a_district_and_its_village_of_one_name_are_told_apart_by_where_they_lie() -> None:
    assert regions_read.region_code("Lowokwaru, Kota Malang") == "35.73.05"
    with pytest.raises(RegionUnclear):
        regions_read.region_code("Lowokwaru")


def test_nothing_written_changes_nothing() -> None:
    assert VILLAGE.clean("") == ""
