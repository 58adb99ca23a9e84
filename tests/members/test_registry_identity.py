"""The registry confirms who somebody is; it does not turn them into somebody else."""

from zlib import crc32

import pytest

from tests.factories.members import acting_for
from tests.factories.requests import Household, a_household, asks
from titian.members.models import Person
from titian.members.types import Decider, PaperKind, RequestKind, RequestStep
from titian.platform.db.sealing import blind_index

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PAPERS = (PaperKind.KTP, PaperKind.KK)
BIRTH = (PaperKind.BIRTH, PaperKind.KK)


def an_agreeable_nik(home: Household, day: str = "430287") -> str:
    """Of somebody who exists: the demo's registry agrees when a NIK ends so."""
    return f"357300{day}{crc32(str(home.mother).encode()) % 90 + 10}12"


def test_nobody_becomes_another_person_by_rule() -> None:
    home = a_household()
    wanted = {
        "why": "nik",
        "nik": an_agreeable_nik(home, "150695"),
        "full_name": "Orang Lain",
        "birth_date": "1995-06-15",
        "sex": "L",
    }

    view = asks(home.mother, RequestKind.IDENTITY, wanted, *PAPERS)

    assert view.step is RequestStep.OPEN
    assert home.row(home.mother).full_name == "Dewi Lestari"


def test_another_nik_is_looked_at_by_an_officer() -> None:
    home = a_household()
    wanted = {"why": "nik", "nik": an_agreeable_nik(home)}

    view = asks(home.mother, RequestKind.IDENTITY, wanted, *PAPERS)

    assert view.step is RequestStep.OPEN


def test_a_first_nik_is_taken_from_the_registry() -> None:
    home = a_household()
    Person.objects.filter(pk=home.mother).update(nik_sealed=None, nik_index=None)
    nik = an_agreeable_nik(home)

    view = asks(home.mother, RequestKind.IDENTITY, {"why": "nik", "nik": nik}, *PAPERS)

    assert view.step is RequestStep.DONE
    assert home.row(home.mother).nik_index == blind_index("nik", nik)


def test_one_who_is_not_the_head_does_not_change_the_number_of_everybodys_card() -> None:
    home = a_household()
    before = home.row(home.father).family.kk_sealed
    wanted = {"why": "typing", "kk_number": "3573002011260077"}

    view = asks(home.mother, RequestKind.IDENTITY, wanted, *PAPERS)

    assert view.step is RequestStep.OPEN
    assert view.decider is Decider.OFFICER
    assert home.row(home.father).family.kk_sealed == before


def test_nor_does_the_head_by_what_the_registry_says_of_somebody_else() -> None:
    home = a_household()
    wanted = {"why": "typing", "kk_number": "3573002011260078"}

    view = asks(home.daughter, RequestKind.IDENTITY, wanted, *BIRTH, by=acting_for(home.father))

    assert view.step is RequestStep.OPEN


def test_the_head_changes_it_by_the_registrys_yes() -> None:
    home = a_household()
    wanted = {"why": "typing", "kk_number": "3573002011260079"}

    view = asks(home.father, RequestKind.IDENTITY, wanted, *PAPERS)

    assert view.step is RequestStep.DONE
    assert home.row(home.mother).family.kk_sealed == "3573002011260079"
