"""The invented population: deterministic, unique, nobody real, and loaded once."""

from collections import Counter
from datetime import date

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from titian.demo.people.population import (
    MOST_PEOPLE,
    PEOPLE_PER_BLOCK,
    Ground,
    Population,
    card_number,
)
from titian.demo.people.population.ground import Regency, read_ground
from titian.demo.people.population.numbers import numbers_of
from titian.kernel.identifiers import is_card_number, nik_shape
from titian.members.models import Contact, MembershipEvent, Person
from titian.members.rules import folded, is_sample_card
from titian.members.types import NewPerson, Relation, Sex, Status

pytestmark = pytest.mark.slow

VILLAGES = ("35.73.05.1004",)
GROUND = Ground(
    (Regency("35.73", VILLAGES, (1, 2)), Regency("36.73", (), ()), Regency("31.72", (), (3,))),
    (0.5, 0.75, 1.0),
)
MANY = 20


@pytest.fixture(scope="module")
def people() -> list[NewPerson]:
    population = Population(1, GROUND)
    return [who for block in range(MANY) for family in population(block) for who in family.people]


def test_the_same_seed_gives_the_same_people_and_another_seed_others() -> None:
    assert Population(1, GROUND)(7) == Population(1, GROUND)(7)
    assert Population(1, GROUND)(7) != Population(2, GROUND)(7)


def test_a_block_is_a_thousand_people_in_families_with_one_head_each() -> None:
    families = Population(1, GROUND)(3)

    assert sum(len(family.people) for family in families) == PEOPLE_PER_BLOCK
    for family in families:
        assert [who.relation for who in family.people].count(Relation.HEAD) == 1


def test_no_two_people_share_a_number_and_nobody_real_can_have_one(
    people: list[NewPerson],
) -> None:
    niks = [person.nik or "" for person in people]

    assert len(set(niks)) == len({person.card_number for person in people}) == len(people)
    for person in people:
        shape = nik_shape(person.nik or "")
        assert shape is not None
        assert shape.agrees_with(person.birth_date)
        assert shape.female == (person.sex is Sex.FEMALE)
        assert (person.nik or "")[4:6] == "00"
        assert is_card_number(person.card_number)
        assert is_sample_card(person.card_number)


@given(st.integers(0, MOST_PEOPLE - 1), st.integers(0, MOST_PEOPLE - 1))
def test_the_scattered_number_belongs_to_one_person(one: int, other: int) -> None:
    assert (numbers_of(one) == numbers_of(other)) == (one == other)
    assert (card_number(one) == card_number(other)) == (one == other)
    assert numbers_of(one).born_near(2026, latest=date(2026, 10, 1)) <= date(2026, 10, 1)


def test_every_history_can_have_happened_and_most_are_insured(people: list[NewPerson]) -> None:
    statuses = Counter(folded(person.happenings).status for person in people)

    assert 0.8 < statuses[Status.AKTIF] / len(people) < 0.95
    assert statuses[Status.NONAKTIF_TUNGGAKAN] > 0
    assert statuses[Status.MENINGGAL] > 0
    assert all(person.happenings[0].on >= person.birth_date for person in people)


def test_families_live_where_people_live() -> None:
    homes = Counter(GROUND.regency_of(family).code for family in range(4_000))

    assert {code: round(count / 4_000, 2) for code, count in homes.items()} == {
        "35.73": 0.5,
        "36.73": 0.25,
        "31.72": 0.25,
    }


@pytest.mark.django_db
def test_the_ground_is_every_regency_with_its_puskesmas() -> None:
    ground = read_ground()

    assert len(ground.regencies) == 514
    assert ground.shares[-1] == pytest.approx(1)
    assert all(regency.villages for regency in ground.regencies)
    assert sum(not regency.facilities for regency in ground.regencies) < 10


@pytest.mark.slow
@pytest.mark.django_db
def test_a_population_is_loaded_once_and_grows_by_what_is_missing() -> None:
    known = Person.objects.count()

    call_command("people", count=1_000, processes=0, verbosity=0)
    call_command("people", count=1_000, processes=0, verbosity=0)
    first = Person.objects.count()
    call_command("people", count=1_500, processes=0, verbosity=0)

    assert first == known + 1_000
    assert Person.objects.count() == known + 2_000
    assert Person.objects.values("family").distinct().count() >= 400
    assert MembershipEvent.objects.count() >= 2_000
    assert Contact.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.slow
@pytest.mark.django_db
def test_people_who_come_before_the_ground_bring_it_along() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE region, region_release CASCADE")

    call_command("people", count=1_000, processes=0, verbosity=0)

    assert Person.objects.count() == 1_000
    assert len(read_ground().regencies) == 514


def test_an_impossible_count_is_refused() -> None:
    for count in (0, MOST_PEOPLE + 1):
        with pytest.raises(CommandError):
            call_command("people", count=count)
