"""The pages of staff life, as a keeper, the invited person and a stranger see them."""

import json
import re

import pyotp
import pytest
from django.test import Client

from tests.accounts.keeping import SECRET, House, an_operator, link_sent, reachable
from tests.factories.accounts import COOKIE, PASSWORD, SETUP, Staff, make_staff
from tests.factories.frontdoor import a_visitor
from titian.accounts import services as accounts
from titian.accounts.models import Invitation, RoleGrant
from titian.kernel import clock
from titian.kernel.scopes import Grant, Scope

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def signed_in(staff: Staff, station: str = "") -> Client:
    client = a_visitor()
    session = accounts.open_session(
        account=staff.account_id, device="PC", by=SETUP, at=clock.now(), station=station
    )
    client.cookies[COOKIE] = session.token
    if station:
        client.cookies["titian_meja"] = station
    return client


def invite(client: Client, house: House, **changes: str) -> int:
    form = {
        "name": "Budi (contoh)",
        "reach": "081234567020",
        "role": "desk",
        "kind": "facility",
        "code": house.place.code,
        **changes,
    }
    return client.post("/petugas/orang/undang/", form).status_code


def test_a_head_invites_and_the_colleague_joins_on_their_phone() -> None:
    house = House()
    head = signed_in(house.staff("manager"))
    assert invite(head, house) == 303
    number = Invitation.objects.get(scope_code=house.place.code).pk
    assert "Terkirim" in head.get("/petugas/orang/undangan/").content.decode()
    phone, link = a_visitor(), f"/petugas/undangan/{link_sent(number)}/"

    page = phone.get(link).content.decode()
    seed = re.search(r'class="digits">([A-Z2-7 ]+)<', page)
    assert seed is not None
    code = pyotp.TOTP(seed[1].replace(" ", "")).at(clock.now())
    form = {"username": f"budi.{number}", "password": SECRET, "totp": code}
    joined = phone.post(link, form)

    assert "otpauth://totp/" in page
    assert joined.status_code == 200
    assert len(re.findall(r"\d{5}-\d{5}", joined.content.decode())) == 10
    assert phone.get("/petugas/akun/riwayat/").status_code == 200
    assert a_visitor().get(link).status_code == 404


def test_what_is_wrong_is_said_and_what_was_typed_stays() -> None:
    house = House()
    head = signed_in(house.staff("manager"))

    empty = head.post("/petugas/orang/undang/", {"name": "Budi (contoh)", "role": "desk"})
    elsewhere = head.post(
        "/petugas/orang/undang/",
        {"name": "Budi", "reach": "0812", "role": "desk", "kind": "facility", "code": "X"},
    )

    assert empty.status_code == 422
    assert "Isi nomor HP atau e-mail." in empty.content.decode()
    assert 'value="Budi (contoh)"' in empty.content.decode()
    assert elsewhere.status_code == 403
    assert "Kode kendala" in elsewhere.content.decode()


def test_a_powerful_role_is_asked_on_one_page_and_approved_on_another() -> None:
    house = House()
    first, second = house.staff("admin"), house.staff("admin")
    ratna = house.staff("desk")
    one = signed_in(first)
    form = {"langkah": "beri", "role": "manager", "kind": "facility", "code": house.place.code}
    assert one.post(f"/petugas/orang/{ratna.account_id}/ubah/", form).status_code == 303

    other = signed_in(second)
    page = other.get("/petugas/orang/persetujuan/").content.decode()
    (action,) = re.findall(r'action="(/petugas/orang/persetujuan/\d+/)"', page)

    assert one.post(action, {"langkah": "setuju"}).status_code == 403
    assert other.post(action, {"langkah": "setuju"}).status_code == 303
    assert RoleGrant.objects.filter(account_id=ratna.account_id, role="manager").exists()
    assert other.post(action, {"langkah": "tolak"}).status_code == 409


def test_the_list_is_filtered_and_carried_to_a_spreadsheet() -> None:
    house = House()
    house.staff("desk", "=Cari (contoh)")
    head = signed_in(house.staff("manager", "Kepala (contoh)"))

    page = head.get("/petugas/orang/", {"tugas": "desk"}).content.decode()
    table = head.get("/petugas/orang/daftar.csv", {"kata": "cari"})

    assert "=Cari (contoh)" in page
    assert "Kepala (contoh)</a>" not in page
    (head_row, row) = table.content.decode().splitlines()
    assert head_row.startswith("nama,pengguna,tugas")
    assert row.startswith("'=Cari (contoh),")


def test_one_press_ends_a_role_and_another_ends_the_person() -> None:
    house = House()
    ratna = house.staff("desk")
    theirs, head = signed_in(ratna), signed_in(house.staff("manager"))
    address = f"/petugas/orang/{ratna.account_id}/ubah/"
    grant = RoleGrant.objects.get(account_id=ratna.account_id).pk

    assert head.post(address, {"langkah": "akhiri", "tugas": str(grant)}).status_code == 303
    assert head.post(address, {"langkah": "berhenti"}).status_code == 303

    assert theirs.get("/petugas/").headers["Location"].startswith("/petugas/masuk/")
    assert "sudah berhenti" in head.get(f"/petugas/orang/{ratna.account_id}/").content.decode()


PAGES = (
    "/petugas/orang/",
    "/petugas/orang/daftar.csv",
    "/petugas/orang/undang/",
    "/petugas/orang/undangan/",
    "/petugas/orang/persetujuan/",
    "/petugas/orang/tinjauan/",
)


@pytest.mark.parametrize("address", [*PAGES, "/petugas/akun/riwayat/"])
def test_nobody_opens_them_unsigned(address: str) -> None:
    assert a_visitor().get(address).headers["Location"].startswith("/petugas/masuk/")


@pytest.mark.parametrize("address", PAGES)
def test_who_keeps_nobody_is_not_let_in_and_a_keeper_is(address: str) -> None:
    house = House()

    assert signed_in(house.staff("desk")).get(address).status_code == 403
    assert signed_in(house.staff("manager")).get(address).status_code == 200


def test_a_stranger_finds_nobody_and_the_operator_everybody() -> None:
    house, other = House(), House()
    address = f"/petugas/orang/{house.staff('desk').account_id}/"

    assert signed_in(other.staff("manager")).get(address).status_code == 404
    assert signed_in(an_operator()).get(address).status_code == 200


def test_it_was_not_me_signs_out_elsewhere_and_stops_a_reset() -> None:
    house = House()
    ratna = reachable(house.staff("desk"), "081234567021")
    here, elsewhere = signed_in(ratna), signed_in(ratna)
    accounts.ask_reset(
        account=ratna.account_id,
        seen="ktp",
        is_present=False,
        reach="",
        by=house.staff("admin").actor,
        at=clock.now(),
    )
    assert "Bukan Anda?" in here.get("/petugas/akun/riwayat/").content.decode()

    answer = here.post("/petugas/akun/bukan-saya/")

    assert answer.status_code == 303
    assert "Perangkat lain sudah keluar" in here.get(answer.headers["Location"]).content.decode()
    assert "Bukan Anda?" not in here.get("/petugas/akun/riwayat/").content.decode()
    assert elsewhere.get("/petugas/").status_code == 302


@pytest.mark.parametrize("address", [*PAGES, "/petugas/akun/riwayat/"])
def test_a_locked_screen_shows_none_of_them(address: str) -> None:
    station = "PC kantor"
    staff = House().staff("manager")
    client = signed_in(staff, station)
    client.post("/petugas/kunci/tutup/")

    assert client.get(address).headers["Location"].startswith("/petugas/kunci/")


def test_what_was_typed_at_a_locked_screen_is_there_after_unlocking() -> None:
    house = House()
    staff = house.staff("manager")
    client = signed_in(staff, "PC kantor 2")
    client.post("/petugas/kunci/tutup/")

    assert invite(client, house, name="Sudah Diketik") == 302
    page = client.get("/petugas/kunci/").content.decode()
    (session,) = re.findall(r'name="session" value="(\d+)"', page)
    opened = client.post("/petugas/kunci/", {"session": session, "secret": PASSWORD})
    kept = client.get(opened.headers["Location"]).content.decode()

    assert not Invitation.objects.filter(scope_code=house.place.code).exists()
    assert 'value="Sudah Diketik"' in kept
    assert 'action="/petugas/orang/undang/"' in kept


def test_a_colleague_who_takes_the_screen_does_not_see_what_was_typed() -> None:
    house = House()
    first, second = house.staff("manager"), make_staff((Grant("desk", Scope("facility", "Z9")),))
    signed_in(second, "PC kantor 3")
    client = signed_in(first, "PC kantor 3")
    client.post("/petugas/kunci/tutup/")
    invite(client, house, name="Sudah Diketik")
    page = client.get("/petugas/kunci/").content.decode()
    sessions = re.findall(r'name="session" value="(\d+)"', page)

    landed = [
        client.post("/petugas/kunci/", {"session": one, "secret": PASSWORD}).headers["Location"]
        for one in sessions
    ]

    assert sorted(landed) == ["/petugas/", "/petugas/kunci/lanjut/"]


def test_what_was_half_written_when_it_locked_is_given_back_once_to_the_same_session() -> None:
    staff = House().staff("manager")
    client = signed_in(staff, "PC kantor 4")
    typed = {"nama": ["Setengah Ditulis"], "password": [PASSWORD]}
    draft = json.dumps({"form": "/petugas/orang/undang/", "typed": typed})
    client.post("/petugas/kunci/tutup/", {"lanjut": "/petugas/orang/", "isian": draft})
    other = signed_in(staff, "PC kantor 5")
    page = client.get("/petugas/kunci/").content.decode()
    (session,) = re.findall(r'name="session" value="(\d+)"', page)

    stolen = other.post("/petugas/kunci/isian/").json()
    told = {"session": session, "secret": PASSWORD, "lanjut": "/petugas/orang/"}
    opened = client.post("/petugas/kunci/", told)
    first, again = (client.post("/petugas/kunci/isian/").json() for _ in range(2))

    assert stolen["typed"] == again["typed"] == {}
    assert opened.headers["Location"] == "/petugas/orang/#isian"
    assert first == {"form": "/petugas/orang/undang/", "typed": {"nama": ["Setengah Ditulis"]}}
