"""A population copied in: nothing readable, everything checked, found by the indexes."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Q

from tests.factories.members import (
    NOON,
    SETUP,
    TODAY,
    make_facility,
    new_family,
    new_person,
    staff_of,
)
from titian.members import selectors as members_read
from titian.members import services as members
from titian.members.selectors.reach import staff_reach
from titian.members.selectors.rows import standing_rows
from titian.members.services.bulk.indexes import without_indexes
from titian.members.services.bulk.rows import COLUMNS
from titian.members.types import NewContact, NewFamily
from titian.platform.db.sealing import blind_index

pytestmark = pytest.mark.django_db


def load(families: list[NewFamily]) -> int:
    """All of them as one block."""
    return members.load_families(
        make=lambda block: families,
        blocks=range(1 if families else 0),
        people_per_block=sum(len(family.people) for family in families),
        by=SETUP,
        at=NOON,
        source="tests",
        processes=0,
    )


def test_people_copied_in_are_found_like_all_others() -> None:
    contact = NewContact("whatsapp", "628001")
    person = new_person("Siti \\ Aminah\tContoh", contacts=(contact,))

    assert load([new_family(person)]) == 1

    clerk = staff_of(make_facility())
    found = members_read.find_by_identifier(person.nik or "", viewer=clerk, at=NOON)
    assert found.full_name == "Siti Aminah Contoh"
    assert found.is_active
    assert members_read.match(person.nik or "", person.birth_date) == found.person_id
    assert [one.to for one in members_read.addresses_on_record(found.person_id)] == ["628001"]
    assert len(members_read.history(found.person_id, viewer=SETUP, on=TODAY)) == 1
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_nothing_to_load_is_nothing_done() -> None:
    assert load([]) == 0


def test_indexes_and_constraints_come_back_as_they_were() -> None:
    before = structure()

    with transaction.atomic(), without_indexes(tuple(COLUMNS), when=True):
        assert structure() != before

    assert structure() == before


def test_a_load_that_breaks_a_rule_leaves_nothing() -> None:
    twin = new_family()

    with pytest.raises(IntegrityError), transaction.atomic():
        load([twin, twin])

    assert not members_read.families_on_record([twin.kk_number])


def structure() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname || pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE conrelid = ANY(%s::regclass[]) UNION"
            " SELECT indexdef FROM pg_indexes WHERE tablename = ANY(%s)",
            [list(COLUMNS), list(COLUMNS)],
        )
        return {row[0] for row in cursor.fetchall()}


@pytest.fixture
def a_crowd() -> str:
    """Enough people that reading the whole table would be the worse plan."""
    families = [new_family() for _ in range(3_000)]
    load(families)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE member_person")
    return families[1_234].people[0].nik or ""


@pytest.mark.slow
def test_numbers_names_and_families_are_reached_by_their_indexes(a_crowd: str) -> None:
    facility = make_facility()
    someone = members_read.match(a_crowd, new_person().birth_date)
    asked = {
        "member_person_nik": Q(nik_index=blind_index("nik", a_crowd)),
        "member_person_card": Q(card_index=blind_index("card", "0009990000000")),
        "member_person_pkey": Q(pk=someone),
        "member_person_names": staff_reach(staff_of(facility)) & Q(name_key__startswith="siti"),
    }

    for index, condition in asked.items():
        plan = standing_rows(condition).explain()
        assert index in plan
        assert "Seq Scan on member_person" not in plan
