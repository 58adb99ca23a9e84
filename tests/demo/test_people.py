"""The named people: as invented as they must be, once on record, and told on /demo/."""

import re
from datetime import date

import pyotp
import pytest
from django.core.management import call_command
from django.test import Client

from titian.accounts import services as accounts
from titian.demo.people.characters import characters, households, staff
from titian.demo.people.settling import settle_people, settle_staff
from titian.facilities import selectors as facilities_read
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.clock import JAKARTA
from titian.kernel.identifiers import is_card_number, nik_shape
from titian.members import selectors as members_read
from titian.members.rules import folded, is_sample_card
from titian.members.types import Sex, Status

BY = Actor.system("tests")


def test_every_number_is_one_that_nobody_can_have() -> None:
    people = [
        person for household in households(clock.today()) for person in household.family.people
    ]

    for person in people:
        assert is_card_number(person.card_number)
        assert is_sample_card(person.card_number)
        shape = nik_shape(person.nik) if person.nik else None
        if person.nik:
            assert person.nik[4:6] == "00"
            assert shape is not None
            assert shape.agrees_with(person.birth_date)
            assert shape.female == (person.sex is Sex.FEMALE)
        for contact in person.contacts:
            assert contact.to.endswith("@contoh.test") or contact.to.startswith("6280000000")
    assert len({person.card_number for person in people}) == len(people)
    cards = [one.family.kk_number for one in households(clock.today())]
    assert len(set(cards)) == len(cards)


def test_every_situation_of_a_member_has_a_face() -> None:
    statuses = {
        folded(person.happenings).status
        for household in households(clock.today())
        for person in household.family.people
    }

    assert statuses >= set(Status) - {Status.DUPLIKAT}
    assert any(not one.is_registered for one in characters())
    assert any(one.is_registered and not one.channels for one in characters())


@pytest.mark.slow
@pytest.mark.django_db
def test_the_demo_moves_in_once_and_has_a_session_at_every_hour() -> None:
    call_command("demo", verbosity=0)
    call_command("demo", verbosity=0)
    at = clock.now()
    dinoyo = facilities_read.facility_by_code("1033252")
    sutinah = next(one for one in characters() if one.name == "Sutinah")

    person = members_read.match(sutinah.nik, sutinah.born)

    assert settle_people(by=BY, at=at) == 0
    assert person is not None
    standing = members_read.standing(person, viewer=BY, on=clock.today())
    assert standing.facility_id == dinoyo.id
    assert dinoyo.uses_titian
    assert dinoyo.is_sample
    tuesday = date(2026, 11, 24)
    hours = sorted(
        (one.starts_at.astimezone(JAKARTA).hour, one.ends_at.astimezone(JAKARTA).hour)
        for one in facilities_read.planned_sessions([dinoyo.id], tuesday, tuesday)
    )
    assert {(7, 12), (12, 17), (17, 23)} <= set(hours)
    assert {one.letter for one in facilities_read.services_of(dinoyo.id)} == {"A", "B", "C"}


@pytest.mark.slow
@pytest.mark.django_db
def test_staff_sign_in_with_the_code_that_the_page_shows(client: Client) -> None:
    settle_staff(by=BY, at=clock.now())
    desk = staff()[0]
    at = clock.now()

    page = client.get("/demo/").content.decode()
    session = accounts.sign_in_staff(
        username=desk.username,
        password=desk.password,
        totp=pyotp.TOTP(desk.totp_secret).at(at),
        device="tests",
        station="",
        by=Actor.visitor(),
        at=at,
    )

    assert session.token
    assert desk.username in page
    assert "SIMULASI" in page
    assert all(one.nik in page for one in characters())
    assert len(re.findall(r"<b>\d{6}</b>", page)) == len(staff())
