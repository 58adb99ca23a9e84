"""The village of an address is asked for by its name, and kept by its code."""

import pytest
from django import forms

from titian.members.pages.requests_village import VillageField, village_name
from titian.regions.models import Region
from titian.regions.types import RegionKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_dinoyos() -> None:
    """Dinoyo in Lowokwaru and another one elsewhere."""
    assert Region.objects.filter(name="Dinoyo", kind=RegionKind.VILLAGE).count() > 1


def test_one_name_is_one_code() -> None:
    assert VillageField().clean("Mojolangu") == "35.73.05.1009"
    assert village_name("35.73.05.1009") == "Mojolangu"


def test_several_of_one_name_are_told_apart_by_the_district(two_dinoyos: None) -> None:
    assert VillageField().clean("Dinoyo, Lowokwaru") == "35.73.05.1004"
    with pytest.raises(forms.ValidationError) as asked:
        VillageField().clean("Dinoyo")

    assert "Lowokwaru" in str(asked.value.messages)


def test_a_district_is_no_village() -> None:
    with pytest.raises(forms.ValidationError):
        VillageField().clean("Provinsi Jawa Timur")


def test_nothing_written_changes_nothing() -> None:
    assert VillageField(required=False).clean("") == ""
