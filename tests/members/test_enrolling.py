from datetime import date
from uuid import uuid4

import pytest
from django.db import transaction

from tests.factories.members import LONG_AGO, NOON, SETUP, TODAY, new_family, new_person
from titian.members import services as members
from titian.members.errors import AlreadyRegistered, ChangeNotPossible, PersonOutOfReach
from titian.members.models import Family, Person
from titian.members.types import (
    Change,
    CityCard,
    CityPerson,
    Happening,
    NewPerson,
    Relation,
    Segment,
    Sex,
    Status,
)

pytestmark = pytest.mark.django_db
PANDANWANGI = "35.73.01.1006"


def card(kk_number: str = "", head_nik: str | None = None) -> CityCard:
    number = kk_number or f"357300{uuid4().int % 10**10:010}"
    return CityCard(number, PANDANWANGI, "Jl. Contoh 5", head_nik)


def line(person: NewPerson, **other: object) -> CityPerson:
    facts = {
        "nik": person.nik,
        "full_name": person.full_name,
        "birth_date": person.birth_date,
        "sex": person.sex,
        "relation": person.relation,
    } | other
    return CityPerson(**facts)  # type: ignore[arg-type]  # a test's own words


def covered(on: CityCard, *people: CityPerson, day: date = TODAY) -> list[Person]:
    with transaction.atomic():
        ids = members.enrol_by_city(card=on, people=people, on=day, by=SETUP, at=NOON)
    return [Person.objects.get(pk=pk) for pk in ids]


def known(person: NewPerson, *, months: int = 0) -> Person:
    [pk] = members.register_family(
        family=new_family(person, months_in_arrears=months), by=SETUP, at=NOON
    )
    return Person.objects.get(pk=pk)


def fell_in_arrears() -> NewPerson:
    owed = Happening(Change.FELL_IN_ARREARS, date(2026, 9, 1))
    return new_person("Retno Pujiastuti", segment=Segment.PBPU, happened=(owed,))


def test_a_family_that_nobody_knew_is_covered_in_class_three_from_the_day_on() -> None:
    mother = line(new_person("Sulastri Handayani"))
    child = line(new_person("Bagus", born=date(2019, 4, 2), sex=Sex.MALE), relation=Relation.CHILD)

    rows = covered(card(), child, mother)

    assert [(one.status, one.segment, one.ward_class) for one in rows] == [
        (Status.AKTIF, Segment.PBPU_PEMDA, "III")
    ] * 2
    assert {one.status_since for one in rows} == {TODAY}
    assert rows[0].family.head_id == rows[1].pk


def test_without_their_head_the_oldest_heads_the_card_on_our_record() -> None:
    wife = line(new_person("Wife"), relation=Relation.SPOUSE)
    child = line(new_person("Child", born=date(2015, 1, 2)), relation=Relation.CHILD)

    first, _ = covered(card(), wife, child)

    assert first.family.head_id == first.pk


def test_who_paid_for_themselves_is_covered_and_the_debt_stays() -> None:
    debtor = fell_in_arrears()
    before = known(debtor, months=3)

    [row] = covered(card(), line(debtor))

    assert (row.pk, row.status, row.segment) == (before.pk, Status.AKTIF, Segment.PBPU_PEMDA)
    assert row.family_id == before.family_id
    assert Family.objects.get(pk=row.family_id).months_in_arrears == 3


def test_covering_twice_is_covering_once() -> None:
    mother, on = line(new_person("Sulastri")), card()

    [first] = covered(on, mother)
    [again] = covered(on, mother)

    assert (first.pk, first.happenings) == (again.pk, again.happenings)


def test_a_newborn_without_a_number_is_known_by_name_and_day_on_the_card() -> None:
    baby = line(
        new_person("Bayi Ny. Tri", born=date(2026, 11, 18)), nik=None, relation=Relation.CHILD
    )
    mother, on = line(new_person("Tri")), card()
    covered(on, mother)

    [first] = covered(on, baby)
    [again] = covered(on, baby)

    assert first.pk == again.pk
    assert first.relation == Relation.CHILD


def test_who_is_insured_by_an_employer_is_not_moved() -> None:
    worker = new_person("Worker", segment=Segment.PPU_BU)
    known(worker)

    with pytest.raises(ChangeNotPossible):
        covered(card(), line(worker))


def test_another_birth_date_under_the_number_is_refused() -> None:
    person = new_person("Somebody")
    known(person)

    with pytest.raises(AlreadyRegistered):
        covered(card(), line(person, birth_date=date(1950, 1, 1)))


def test_cover_ends_for_who_left_and_for_who_died() -> None:
    left, died = new_person("Left"), new_person("Died", relation=Relation.SPOUSE)
    on = card()
    covered(on, line(left), line(died), day=LONG_AGO)

    with transaction.atomic():
        ended = [line(left), line(died, died_on=date(2026, 11, 12))]
        ids = members.end_by_city(people=ended, on=TODAY, by=SETUP, at=NOON)

    rows = [Person.objects.get(pk=pk) for pk in ids]
    assert [one.status for one in rows] == [Status.NONAKTIF_SEGMEN, Status.MENINGGAL]
    assert rows[1].died_on == date(2026, 11, 12)


def test_only_what_the_city_pays_ends() -> None:
    worker = new_person("Worker", segment=Segment.PPU_BU)
    row = known(worker)

    with transaction.atomic():
        members.end_by_city(people=[line(worker)], on=TODAY, by=SETUP, at=NOON)

    row.refresh_from_db()
    assert row.status == Status.AKTIF


def test_a_record_is_put_right() -> None:
    person = new_person("Sulastri Handyani")
    row = known(person)

    with transaction.atomic():
        right = line(person, full_name="Sulastri Handayani")
        members.correct_by_city(card=card(), people=[right], by=SETUP, at=NOON)

    row.refresh_from_db()
    assert (row.full_name, row.name_key) == ("Sulastri Handayani", "sulastri handayani")


def test_nobody_on_record_has_nothing_to_end() -> None:
    with pytest.raises(PersonOutOfReach), transaction.atomic():
        members.end_by_city(people=[line(new_person("Who"))], on=TODAY, by=SETUP, at=NOON)
