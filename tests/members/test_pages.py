"""The card and the look-up, as a browser asks for them."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.utils import translation

from tests.conftest import StatementBudget
from tests.factories.accounts import signed_in_member, signed_in_staff
from tests.factories.members import (
    NOON,
    SETUP,
    TODAY,
    a_couple_and_a_child,
    acting_for,
    at_facility,
    make_facility,
    make_family,
    make_person,
    new_person,
)
from titian.kernel import clock
from titian.kernel.scopes import Grant, Scope
from titian.members import rules
from titian.members import selectors as members_read
from titian.members import services as members
from titian.members.pages.presenters import qr_of
from titian.members.templatetags import members_words
from titian.members.types import Change, Happening, Relation, Segment, Status
from titian.platform.audit.models import AuditEntry
from titian.platform.http.catalogue import entry

# Receipts of refusals are written in a transaction of their own: nothing here is rolled back.
pytestmark = pytest.mark.usefixtures("committed_db")

LOOKUP = "/petugas/peserta/"


def desk(client: Client, code: str) -> None:
    signed_in_staff(client, (Grant("desk", Scope("facility", code)),))


def test_the_card_shows_big_digits_a_code_and_the_status_with_its_time(
    client: Client, statements: type[StatementBudget]
) -> None:
    person = new_person("Siti Aminah")
    (pk,) = make_family(person)
    signed_in_member(client, pk)

    with clock.fixed(NOON), statements.at_most(4):
        page = client.get("/kartu/").content.decode()

    spaced = f"{person.card_number[:4]} {person.card_number[4:8]} {person.card_number[8:]}"
    assert spaced in page
    assert "<svg" in page
    assert "pukul 12.00 WIB" in page
    assert "data contoh" in page
    assert "Aktif" in page
    assert (person.nik or "") not in page
    assert "style=" not in page


def test_a_head_opens_a_childs_card_and_a_strangers_is_not_there(client: Client) -> None:
    father, _, child = a_couple_and_a_child()
    signed_in_member(client, father)

    theirs = client.get(f"/kartu/{child}/")
    strangers = client.get(f"/kartu/{make_person()}/")

    assert theirs.status_code == 200
    assert "Putri Santoso" in theirs.content.decode()
    assert strangers.status_code == 404
    assert client.get(f"/kartu/{10**30}/").status_code == 404


def test_nobody_sees_a_card_without_signing_in(client: Client) -> None:
    answer = client.get("/kartu/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/masuk/")


def test_a_wife_opens_her_card_to_the_head_and_closes_it_again(client: Client) -> None:
    father, mother, _ = a_couple_and_a_child()
    heads = Client()
    signed_in_member(heads, father)
    signed_in_member(client, mother)
    card = members_read.card(mother, viewer=acting_for(mother), on=TODAY).card_number

    before = heads.get(f"/kartu/{mother}/").content.decode()
    given = client.post("/kartu/izin/", {"izin": "ya"})
    seen = heads.get(f"/kartu/{mother}/").content.decode()
    client.post("/kartu/izin/", {"izin": "tidak"})
    after = heads.get(f"/kartu/{mother}/").content.decode()

    assert given.status_code == 303
    assert card[8:] in seen
    for page in (before, after):
        assert card[8:] not in page
        assert "Aktif" in page
        assert "sudah dewasa" in page


def test_only_an_adult_who_is_not_the_head_is_asked_for_consent(client: Client) -> None:
    father, mother, _ = a_couple_and_a_child()
    signed_in_member(client, father)

    assert "Izinkan" not in client.get("/kartu/").content.decode()

    signed_in_member(client, mother)
    assert "Izinkan" in client.get("/kartu/").content.decode()
    assert client.post("/kartu/izin/", {"izin": "mungkin"}).status_code == 400


def test_the_code_holds_the_card_number_and_no_style() -> None:
    drawn = qr_of("0009990000017")

    assert drawn.startswith("<svg")
    assert "style" not in drawn
    assert len(drawn) < 4000


def test_a_desk_looks_up_by_number_within_four_statements(
    client: Client, statements: type[StatementBudget]
) -> None:
    clinic = make_facility("Puskesmas Dinoyo")
    person = at_facility(new_person("Siti Aminah"), clinic)
    (pk, _) = make_family(person, new_person("Rudi Hartono", relation=Relation.CHILD))
    desk(client, clinic.code)

    with statements.at_most(4):
        page = client.post(LOOKUP, {"cari": person.nik}).content.decode()

    assert "Siti Aminah" in page
    assert "Puskesmas Dinoyo" in page
    assert person.card_number in page
    assert "Ru••• H." in page
    assert "Rudi Hartono" not in page
    assert (person.nik or "") not in page
    assert AuditEntry.objects.filter(target=f"person:{pk}", action="members.looked").count() == 1


def test_a_name_gives_a_masked_list_and_choosing_opens_it(client: Client) -> None:
    clinic = make_facility()
    (pk,) = make_family(at_facility(new_person("Siti Aminah"), clinic))
    desk(client, clinic.code)

    listed = client.post(LOOKUP, {"cari": "siti"}).content.decode()
    opened = client.post(LOOKUP, {"orang": pk}).content.decode()
    none = client.post(LOOKUP, {"cari": "zainal"}).content.decode()

    assert "Si••• A." in listed
    assert "Siti Aminah" not in listed
    assert f'value="{pk}"' in listed
    assert "Siti Aminah" in opened
    assert "Tidak ada nama itu" in none


@pytest.mark.parametrize(
    "typed, status",
    [
        ("", 422),
        ("12", 422),
        ("3573004101010001", 404),
        ("x" * 200, 422),
        ("\x00", 422),
        ("٣٥٧٣٠٠٤١٠١٠١٠٠٠١", 422),
        ("a1", 422),
    ],
)
def test_what_finds_nobody_says_why_and_keeps_the_form(
    client: Client, typed: str, status: int
) -> None:
    desk(client, make_facility().code)

    answer = client.post(LOOKUP, {"cari": typed})

    assert answer.status_code == status
    assert "<form" in answer.content.decode()


def test_members_and_visitors_are_sent_to_the_staff_door(client: Client) -> None:
    assert client.get(LOOKUP)["Location"].startswith("/petugas/masuk/")

    signed_in_member(client, make_person())

    assert client.post(LOOKUP, {"cari": "siti"})["Location"].startswith("/petugas/masuk/")


def test_a_planner_of_schedules_looks_nobody_up(client: Client) -> None:
    clinic = make_facility()
    signed_in_staff(client, (Grant("manager", Scope("facility", clinic.code)),))

    assert client.post(LOOKUP, {"cari": "siti"}).status_code == 403


def test_somebody_of_another_facility_is_not_opened_by_number_of_row(client: Client) -> None:
    (pk,) = make_family(at_facility(new_person(), make_facility()))
    desk(client, make_facility().code)

    assert client.post(LOOKUP, {"orang": pk}).status_code == 404
    assert client.post(LOOKUP, {"orang": 10**40}).status_code == 422


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_situation_segment_and_relation_has_words(language: str) -> None:
    (pk,) = make_family(new_person(born=date(1960, 1, 1)))
    standing = members_read.standing(pk, viewer=acting_for(pk), on=TODAY)
    keys = {
        *(f"status.{key}" for key in rules.SITUATIONS),
        *(f"next.{key}" for key in rules.SITUATIONS),
    }

    with translation.override(language):
        assert not {key for key in keys if entry(key) == key}
        assert all("." not in members_words.segment_word(one) for one in Segment)
        assert all("." not in members_words.relation_word(one) for one in Relation)
        arrears = replace(standing, status=Status.NONAKTIF_TUNGGAKAN, segment=Segment.PBPU)
        assert "3" in members_words.next_step(members_words.situation(arrears), 3)
        assert members_words.status_word(members_words.situation(None))


def test_a_deceased_member_of_the_family_is_not_shown_as_a_card(client: Client) -> None:
    father, mother, _ = a_couple_and_a_child()
    signed_in_member(client, father)
    members.record_event(
        person_id=mother, happening=Happening(Change.DIED, TODAY), by=SETUP, at=NOON
    )

    assert client.get(f"/kartu/{mother}/").status_code == 404
