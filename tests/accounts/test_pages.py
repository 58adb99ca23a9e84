from datetime import timedelta
from urllib.parse import quote

import pytest
from django.test import Client

from tests.conftest import StatementBudget
from tests.factories.accounts import COOKIE, PASSWORD, Staff, make_staff, signed_in_member
from tests.factories.frontdoor import a_visitor
from titian.accounts import selectors as accounts_read
from titian.accounts import services as accounts
from titian.kernel import clock
from titian.kernel.scopes import Grant, Scope

pytestmark = pytest.mark.slow

DESK = (Grant("desk", Scope("facility", "P1")),)
HUGE = "x" * 100_000


def sign_in(client: Client, staff: Staff, **changes: str) -> int:
    form = {"username": staff.username, "password": PASSWORD, "totp": staff.totp(), **changes}
    return client.post("/petugas/masuk/", form).status_code


@pytest.mark.django_db
def test_staff_sign_in_and_come_to_the_page_they_wanted() -> None:
    client, staff = a_visitor(), make_staff(DESK)
    form = {"username": staff.username, "password": PASSWORD, "totp": staff.totp()}

    answer = client.post("/petugas/masuk/", {**form, "lanjut": "/perangkat/"})

    assert (answer.status_code, answer.headers["Location"]) == (303, "/perangkat/")
    cookie = client.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert client.get("/perangkat/").status_code == 200


@pytest.mark.django_db
def test_nobody_is_led_to_another_site() -> None:
    client, staff = a_visitor(), make_staff()
    form = {"username": staff.username, "password": PASSWORD, "totp": staff.totp()}

    answer = client.post("/petugas/masuk/", {**form, "lanjut": "//evil.test/"})

    assert answer.headers["Location"] == "/petugas/"


def test_a_wrong_password_is_said_with_a_receipt(committed_db: None) -> None:
    client, staff = a_visitor(), make_staff()

    answer = client.post(
        "/petugas/masuk/",
        {"username": staff.username, "password": "salah", "totp": staff.totp()},
    )

    assert answer.status_code == 422
    assert "Kode kendala" in answer.content.decode()
    assert COOKIE not in client.cookies


@pytest.mark.slow
def test_guessing_a_password_is_slowed_down(committed_db: None) -> None:
    client, staff = a_visitor(), make_staff()

    said = [sign_in(client, staff, password=f"salah-{number}") for number in range(9)]

    assert said == [422] * 8 + [429]


@pytest.mark.django_db
@pytest.mark.parametrize("text", [HUGE, "\x00", "🩺" * 50, "' OR 1=1 --", "\u202e١٢٣"])
@pytest.mark.parametrize("field", ["username", "password", "totp"])
def test_any_text_is_answered_without_a_fault(field: str, text: str) -> None:
    form = {"username": "seseorang", "password": "sesuatu", "totp": "1"}
    client = a_visitor()

    answer = client.post("/petugas/masuk/", {**form, "totp": "", field: text})

    assert answer.status_code == 422


@pytest.mark.django_db
def test_signing_out_wipes_what_the_browser_kept() -> None:
    client = a_visitor()
    signed_in_member(client, 71)

    answer = client.post("/keluar/")

    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.cookies[COOKIE].value == ""
    assert client.get("/perangkat/").status_code == 303


@pytest.mark.django_db
def test_signing_out_everywhere_reaches_the_other_phone() -> None:
    phone, tablet = a_visitor(), a_visitor()
    signed_in_member(phone, 72)
    signed_in_member(tablet, 72)

    phone.post("/perangkat/keluar-semua/")

    assert tablet.get("/perangkat/").status_code == 303


@pytest.mark.django_db
def test_the_owner_removes_a_device_and_a_stranger_is_told_it_is_gone() -> None:
    owner, other = a_visitor(), a_visitor()
    actor = signed_in_member(owner, 73)
    signed_in_member(other, 73)
    ids = [device.session_id for device in accounts_read.devices(actor, at=clock.now())]

    answer = owner.post(f"/perangkat/{ids[0]}/keluarkan/")

    assert answer.status_code == 303
    assert other.get("/perangkat/").status_code == 303
    assert owner.get("/perangkat/").status_code == 200


def test_a_stranger_removes_nothing(committed_db: None) -> None:
    owner, stranger = a_visitor(), a_visitor()
    actor = signed_in_member(owner, "9074")
    signed_in_member(stranger, "9075")
    (device, *_) = accounts_read.devices(actor, at=clock.now())

    answer = stranger.post(f"/perangkat/{device.session_id}/keluarkan/")

    assert answer.status_code == 404
    assert owner.get("/perangkat/").status_code == 200


@pytest.mark.django_db
def test_the_session_costs_one_statement(statements: type[StatementBudget]) -> None:
    client = a_visitor()
    signed_in_member(client, 76)

    with statements.at_most(1):
        assert client.get("/bantuan/").status_code == 200


@pytest.mark.django_db
def test_once_a_day_the_cookie_moves_on() -> None:
    client = a_visitor()
    signed_in_member(client, 77)

    with clock.fixed(clock.now() + timedelta(days=2)):
        moved = client.get("/perangkat/")
        again = client.get("/perangkat/")

    assert COOKIE in moved.cookies
    assert COOKIE not in again.cookies


@pytest.mark.django_db
def test_a_locked_screen_leads_to_the_lock_and_the_password_back() -> None:
    client, staff = a_visitor(), make_staff(DESK)
    sign_in(client, staff)
    assert client.post("/petugas/kunci/tutup/").status_code == 303

    locked = client.get("/petugas/pin/")
    page = client.get(locked.headers["Location"])
    (here,) = page.context["colleagues"]
    opened = client.post(
        "/petugas/kunci/",
        {"session": here.session_id, "secret": PASSWORD, "lanjut": "/petugas/pin/"},
    )

    assert locked.headers["Location"] == f"/petugas/kunci/?lanjut={quote('/petugas/pin/', safe='')}"
    assert opened.headers["Location"] == "/petugas/pin/"
    assert client.get("/petugas/pin/").status_code == 200


@pytest.mark.slow
@pytest.mark.django_db
def test_two_colleagues_take_turns_on_one_computer() -> None:
    client, first, second = a_visitor(), make_staff(DESK), make_staff(DESK)
    sign_in(client, first)
    sign_in(client, second)
    accounts.set_pin(password=PASSWORD, pin="417520", by=first.actor, at=clock.now())

    here = {one.account_id: one for one in client.get("/petugas/kunci/").context["colleagues"]}
    switched = client.post(
        "/petugas/kunci/", {"session": here[first.account_id].session_id, "secret": "417520"}
    )

    assert switched.status_code == 303
    now = {one.account_id: one for one in client.get("/petugas/kunci/").context["colleagues"]}
    assert now[second.account_id].locked
    assert not now[first.account_id].locked


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/perangkat/", "/petugas/pin/", "/petugas/kunci/", "/buktikan/"])
def test_visitors_are_sent_to_a_door(path: str) -> None:
    answer = a_visitor().get(path)

    assert answer.status_code in (302, 303)
    assert "masuk" in answer.headers["Location"]


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["", "x", "\x00", "é", '"; DROP', HUGE])
def test_a_cookie_that_is_none_of_ours_is_nobodys(token: str) -> None:
    visitor = a_visitor()
    visitor.cookies[COOKIE] = token

    assert visitor.get("/perangkat/").status_code == 303


def test_a_number_beyond_every_session_is_simply_not_there(committed_db: None) -> None:
    visitor = a_visitor()
    signed_in_member(visitor, "9076")

    assert visitor.post(f"/perangkat/{10**30}/keluarkan/").status_code == 404
    assert visitor.post(f"/kunci-sandi/{10**30}/hapus/").status_code == 422
