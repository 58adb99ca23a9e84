"""What a member reads of their care, in plain words; and who else may."""

import pytest
from django.test import Client

from tests.conftest import StatementBudget
from tests.factories.accounts import signed_in_member
from tests.factories.members import a_couple_and_a_child
from tests.factories.queue import MORNING, make_person
from tests.factories.visits import (
    SUGAR,
    emergency,
    make_coded_clinic,
    make_hospital,
    recorded,
)
from titian.members.types import Change
from titian.visits import services as visits
from titian.web.templatetags.web_words import act_word

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning"), pytest.mark.slow]


def test_the_home_leads_to_the_history(client: Client) -> None:
    person = make_person()
    signed_in_member(client, person)

    page = client.get("/").content.decode()

    assert f'href="/riwayat/?orang={person}"' in page


def test_a_visit_is_told_in_plain_words(client: Client) -> None:
    person = make_person()
    visit = recorded(person, make_coded_clinic("Puskesmas Dinoyo"), SUGAR)
    signed_in_member(client, person)

    listed = client.get("/riwayat/").content.decode()
    page = client.get(f"/riwayat/{visit.visit_id}/").content.decode()

    assert "Puskesmas Dinoyo" in listed
    assert "Senin 23 November 2026" in listed
    assert "non-insulin" not in page.lower()
    assert "3 kali sehari, sekali minum 1, sesudah makan" in page
    assert "Biaya tambahan untuk Anda: Rp0" in page


def test_nobody_was_treated_yet(client: Client) -> None:
    signed_in_member(client, make_person())

    assert "Belum ada kunjungan yang tercatat" in client.get("/riwayat/").content.decode()


def test_the_letter_in_force_stands_on_top(client: Client) -> None:
    hospital, person = make_hospital(), make_person()
    letter = visits.issue_letter(wish=emergency(person, hospital), by=hospital.desk, at=MORNING)
    signed_in_member(client, person)

    assert letter.number in client.get("/riwayat/").content.decode()
    assert letter.number in client.get(f"/riwayat/{letter.visit_id}/").content.decode()


def test_the_head_sees_whose_it_is_and_nothing_of_it(client: Client) -> None:
    father, mother, child = a_couple_and_a_child()
    clinic = make_coded_clinic("Puskesmas Rahasia")
    visit = recorded(mother, clinic)
    recorded(child, clinic)
    signed_in_member(client, father)

    hers = client.get(f"/riwayat/?orang={mother}")
    childs = client.get(f"/riwayat/?orang={child}")

    assert hers.status_code == 200
    assert "Puskesmas Rahasia" not in hers.content.decode()
    assert "hanya bisa dibaca oleh" in hers.content.decode()
    assert "Puskesmas Rahasia" in childs.content.decode()
    assert client.get(f"/riwayat/{visit.visit_id}/").status_code == 404


def test_leave_is_given_and_taken_back_by_one_button(client: Client) -> None:
    father, mother, _ = a_couple_and_a_child()
    visit = recorded(mother, make_coded_clinic())
    signed_in_member(client, mother)
    given = client.post("/riwayat/izin/", {"siapa": father, "izin": "ya"}, follow=True)
    signed_in_member(client, father)
    assert client.get(f"/riwayat/{visit.visit_id}/").status_code == 200
    signed_in_member(client, mother)

    taken = client.post("/riwayat/izin/", {"siapa": father, "izin": "tidak"}, follow=True)

    assert "Boleh membaca" in given.content.decode()
    assert "Tidak boleh" in taken.content.decode()
    signed_in_member(client, father)
    assert client.get(f"/riwayat/{visit.visit_id}/").status_code == 404


def test_a_stranger_finds_nothing(client: Client) -> None:
    person, stranger = make_person(), make_person()
    visit = recorded(person, make_coded_clinic())
    signed_in_member(client, stranger)

    assert client.get(f"/riwayat/{visit.visit_id}/").status_code == 404
    assert client.get(f"/riwayat/?orang={person}").status_code == 404
    assert client.post("/riwayat/izin/", {"siapa": person, "izin": "ya"}).status_code == 404


def test_a_long_history_costs_no_more_statements(
    client: Client, statements: type[StatementBudget]
) -> None:
    person = make_person()
    visit, *_ = [recorded(person, make_coded_clinic()) for _ in range(6)]
    signed_in_member(client, person)

    with statements.at_most(9):
        client.get("/riwayat/")
    with statements.at_most(10):
        client.get(f"/riwayat/{visit.visit_id}/")


def test_a_visit_while_the_card_was_not_active_is_not_said_to_be_free(client: Client) -> None:
    person = make_person(change=Change.REGISTERED_UNPAID)
    visit = recorded(person, make_coded_clinic())
    signed_in_member(client, person)

    page = client.get(f"/riwayat/{visit.visit_id}/").content.decode()

    assert "Rp0" not in page
    assert "JKN tidak menanggung kunjungan ini" in page


def test_what_a_reader_opened_is_named_in_plain_words() -> None:
    assert act_word("visits.looked") == "Membaca riwayat berobat Anda"
