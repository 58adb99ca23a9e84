"""A city's letter puts records right: what was there before stays, and the member hears."""

import json
from datetime import date
from uuid import uuid4

import pytest
from django.db import transaction

from tests.factories.members import LONG_AGO, NOON, SETUP, TODAY, new_person
from titian.members import services as members
from titian.members.errors import ChangeNotPossible, RequestAlreadyOpen
from titian.members.models import ChangeRequest, Family, Person
from titian.members.types import (
    CityCard,
    CityCorrection,
    CityPerson,
    NewPerson,
    Relation,
    RequestKind,
    RequestStep,
    Status,
)
from titian.notifications.models import Message
from titian.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
PANDANWANGI = "35.73.01.1006"


def a_card(kk_number: str = "", address: str = "Jl. Contoh 5") -> CityCard:
    number = kk_number or f"357300{uuid4().int % 10**10:010}"
    return CityCard(number, PANDANWANGI, address)


def line(person: NewPerson, **other: object) -> CityPerson:
    facts = {
        "nik": person.nik,
        "full_name": person.full_name,
        "birth_date": person.birth_date,
        "sex": person.sex,
        "relation": person.relation,
    } | other
    return CityPerson(**facts)  # type: ignore[arg-type]  # a test's own words


def covered(card: CityCard, *people: CityPerson) -> list[Person]:
    with transaction.atomic():
        ids = members.enrol_by_city(card=card, people=people, on=LONG_AGO, by=SETUP, at=NOON)
    return [Person.objects.get(pk=pk) for pk in ids]


def corrected(card: CityCard, *people: CityPerson) -> list[CityCorrection]:
    with transaction.atomic():
        return members.correct_by_city(card=card, people=people, by=SETUP, at=NOON)


def asked(person_id: int, kind: RequestKind = RequestKind.IDENTITY) -> ChangeRequest:
    return ChangeRequest.objects.get(person=person_id, kind=kind)


def test_a_wrong_number_is_put_right_and_the_old_one_stays_with_the_request() -> None:
    wrong, right, card = new_person("Sulastri Handayani"), new_person("Other"), a_card()
    [row] = covered(card, line(wrong))

    [done] = corrected(card, line(wrong, nik=right.nik))

    row.refresh_from_db()
    request = asked(row.pk)
    assert done == CityCorrection(row.pk, is_proposed=False)
    assert row.nik_sealed == right.nik
    assert request.step == RequestStep.DONE
    assert json.loads(request.before_sealed or "{}") == {"nik": wrong.nik}
    assert AuditEntry.objects.filter(
        action="members.identity_set", target=f"person:{row.pk}"
    ).exists()


def test_name_and_birth_date_are_put_right_and_the_member_is_told() -> None:
    person, card = new_person("Sulastri Handyani"), a_card()
    [row] = covered(card, line(person))

    corrected(card, line(person, full_name="Sulastri Handayani"))
    corrected(card, line(person, full_name="Sulastri Handayani", birth_date=date(1980, 1, 2)))

    row.refresh_from_db()
    assert (row.name_key, row.birth_date) == ("sulastri handayani", date(1980, 1, 2))
    told = Message.objects.filter(template="members/messages/request_effective.txt")
    assert told.filter(recipient_ref=f"person:{row.pk}").exists() or not row.contacts.exists()


def test_putting_right_twice_is_putting_right_once() -> None:
    person, card = new_person("Sulastri Handyani"), a_card()
    [row] = covered(card, line(person))

    corrected(card, line(person, full_name="Sulastri Handayani"))
    corrected(card, line(person, full_name="Sulastri Handayani"))

    assert ChangeRequest.objects.filter(person=row.pk).count() == 1


def test_a_number_that_is_somebody_elses_is_left_to_a_person() -> None:
    mine, theirs, card = new_person("Sulastri"), new_person("Bagus Contoh"), a_card()
    [row] = covered(card, line(mine))
    [other] = covered(a_card(), line(theirs))

    [done] = corrected(card, line(mine, nik=theirs.nik))

    row.refresh_from_db()
    other.refresh_from_db()
    request = asked(row.pk)
    assert done.is_proposed
    assert (row.nik_sealed, other.nik_sealed) == (mine.nik, theirs.nik)
    assert (request.step, request.decider) == (RequestStep.OPEN, "officer")
    assert json.loads(request.wanted_sealed)["nik"] == theirs.nik


def test_another_name_and_birth_date_under_a_number_is_left_to_a_person() -> None:
    person, card = new_person("Sulastri"), a_card()
    [row] = covered(card, line(person))

    [done] = corrected(card, line(person, full_name="Bagus", birth_date=date(1971, 5, 5)))

    row.refresh_from_db()
    assert done.is_proposed
    assert row.full_name == "Sulastri"


def test_what_somebody_handles_already_is_not_done_behind_their_back() -> None:
    mine, theirs, card = new_person("Sulastri"), new_person("Bagus Contoh"), a_card()
    covered(card, line(mine))
    covered(a_card(), line(theirs))
    corrected(card, line(mine, nik=theirs.nik))

    with pytest.raises(RequestAlreadyOpen):
        corrected(card, line(mine, birth_date=date(1980, 1, 2)))


def test_who_moves_to_a_card_on_record_stands_on_it_and_the_old_card_keeps_a_head() -> None:
    old, new = a_card(), a_card()
    mother = new_person("Mother")
    father = new_person("Father", relation=Relation.SPOUSE)
    covered(old, line(mother), line(father))
    aunt = new_person("Aunt")
    [head] = covered(new, line(aunt))

    corrected(new, line(mother))

    moved = Person.objects.get(nik_sealed__isnull=False, full_name="Mother", family=head.family_id)
    left = Person.objects.get(full_name="Father", family__kk_index__isnull=False, relation=1)
    assert moved.relation == Relation.OTHER
    assert Family.objects.get(pk=left.family_id).head_id == left.pk
    assert asked(moved.pk, RequestKind.FAMILY).step == RequestStep.DONE


def test_a_whole_family_with_a_new_number_keeps_its_card_and_its_debt() -> None:
    old, new = a_card(), a_card()
    mother = new_person("Mother")
    child = new_person("Child", relation=Relation.CHILD)
    rows = covered(old, line(mother), line(child))
    Family.objects.filter(pk=rows[0].family_id).update(months_in_arrears=2)

    corrected(new, line(mother), line(child))

    family = Family.objects.get(pk=rows[0].family_id)
    assert (family.kk_sealed, family.months_in_arrears) == (new.kk_number, 2)


def test_part_of_a_family_opens_a_card_of_its_own() -> None:
    old, new = a_card(), a_card()
    mother = new_person("Mother")
    son = new_person("Son", relation=Relation.CHILD)
    rows = covered(old, line(mother), line(son))

    corrected(new, line(son, relation=Relation.HEAD))

    rows[1].refresh_from_db()
    assert rows[1].family.kk_sealed == new.kk_number
    assert rows[1].family.head_id == rows[1].pk
    assert rows[0].family_id != rows[1].family_id


def test_a_card_is_not_left_without_anybody() -> None:
    old, new = a_card(), a_card()
    covered(old, line(mother := new_person("Mother")))
    covered(new, line(new_person("Aunt")))

    with pytest.raises(ChangeNotPossible):
        corrected(new, line(mother))


def test_the_day_of_death_is_the_certificates_and_the_end_of_cover() -> None:
    person, card = new_person("Died"), a_card()
    [row] = covered(card, line(person))
    died = date(2026, 10, 3)

    with transaction.atomic():
        members.end_by_city(people=[line(person, died_on=died)], on=TODAY, by=SETUP, at=NOON)

    row.refresh_from_db()
    assert (row.status, row.died_on, row.status_since) == (Status.MENINGGAL, died, died)
