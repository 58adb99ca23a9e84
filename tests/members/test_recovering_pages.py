"""A lost number on the screen: the way in, the three ways, the link, and what strangers see."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tests.factories.accounts import signed_in_member, signed_in_staff
from tests.factories.frontdoor import a_visitor
from tests.factories.members import make_person
from tests.factories.recovering import (
    NEW,
    Household,
    a_household,
    a_kader,
    by_head,
    by_kader,
    code_to_new_number,
)
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope
from titian.members import selectors as members_read
from titian.members import services as members
from titian.members.models import NumberRecovery
from titian.members.types import Help, RecoveryStep

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NUMBER = {"nomor": "0812 0000 0992", "lewat": "whatsapp"}
TYPED = "6281200000992"


@pytest.fixture
def home() -> Household:
    return a_household(clock.now())


def form(**more: object) -> dict[str, object]:
    return {**NUMBER, "kunci": str(uuid4()), **more}


def at_desk(home: Household) -> tuple[Client, Actor]:
    client = a_visitor()
    return client, signed_in_staff(client, home.desk.grants)


def as_member(person_id: int) -> Client:
    client = a_visitor()
    signed_in_member(client, person_id)
    return client


def numbers(person_id: int) -> list[str]:
    return [address.to for address in members_read.addresses_on_record(person_id)]


def test_the_way_in_explains_three_ways_and_asks_for_no_nik() -> None:
    door = a_visitor().get("/masuk/").content.decode()
    page = a_visitor().get("/masuk/ganti-nomor/").content.decode()

    assert 'href="/masuk/ganti-nomor/"' in door
    assert "1. Di loket" in page
    assert "2. Lewat kader: 24 jam" in page
    assert "24 sampai 72 jam" in page
    assert 'name="nik"' not in page


def test_the_nearest_counter_is_found_by_village() -> None:
    page = a_visitor().get("/masuk/ganti-nomor/", {"cari": "dinoyo"}).content.decode()

    assert "Dinoyo" in page
    assert "/faskes/" in page


def test_a_counter_changes_it_in_three_screens(home: Household) -> None:
    client, _ = at_desk(home)

    beside = client.post("/petugas/ganti-nomor/", {"number": home.elder.nik})
    asked = client.post("/petugas/ganti-nomor/", form(number=home.elder.nik, document="ktp"))
    row = NumberRecovery.objects.get(person=home.sutinah)
    wrong = client.post(asked.headers["Location"], {"code": "000000"})
    done = client.post(asked.headers["Location"], {"code": code_to_new_number(row.pk)}, follow=True)

    assert "Sutinah" in beside.content.decode()
    assert wrong.status_code == 422
    assert "Nomor baru sudah berlaku" in done.content.decode()
    assert numbers(home.sutinah)[0] == TYPED


def test_what_an_officer_typed_wrong_is_said_beside_it(home: Household) -> None:
    client, _ = at_desk(home)

    nothing = client.post("/petugas/ganti-nomor/", form(number=home.elder.nik, document=""))
    unknown = client.post("/petugas/ganti-nomor/", {"number": "3573000000000000"})
    short = client.post(
        "/petugas/ganti-nomor/", form(number=home.elder.nik, document="ktp", nomor="0812")
    )

    assert (nothing.status_code, unknown.status_code, short.status_code) == (422, 404, 422)
    assert "Pilih dokumen asli" in nothing.content.decode()
    assert "mulai dari 08" in short.content.decode()


@pytest.mark.parametrize("role", ["doctor", "manager"])
def test_other_roles_change_no_numbers(home: Household, role: str) -> None:
    client = a_visitor()
    signed_in_staff(client, (Grant(role, Scope("facility", "P1")),))

    assert client.get("/petugas/ganti-nomor/").status_code == 403


def test_the_head_asks_for_an_adult_and_is_told_when(home: Household) -> None:
    client = as_member(home.sutinah)

    page = client.get(f"/keluarga/nomor/orang/{home.rini}/")
    asked = client.post(f"/keluarga/nomor/orang/{home.rini}/", form())
    row = NumberRecovery.objects.get(person=home.rini)
    told = client.post(asked.headers["Location"], {"code": code_to_new_number(row.pk)}, follow=True)

    assert "Rini Astuti" in page.content.decode()
    assert "Nomor baru berlaku mulai" in told.content.decode()
    assert numbers(home.rini) == ["6280000000993"]


def test_nobody_asks_for_people_of_another_card(home: Household) -> None:
    stranger, daughter = as_member(make_person()), as_member(home.rini)

    for client in (stranger, daughter):
        assert client.get(f"/keluarga/nomor/orang/{home.sutinah}/").status_code == 404
        sent = client.post(f"/keluarga/nomor/orang/{home.sutinah}/", form())
        assert sent.status_code == 404
    assert not NumberRecovery.objects.exists()


def test_a_helper_with_every_leave_changes_no_number(home: Household) -> None:
    helper = make_person()
    code = members.make_help_code(
        helps=tuple(Help),
        by=home.by_elder,
        at=clock.now(),
    ).code
    members.take_help_code(
        nik=home.elder.nik or "",
        birth_date=home.elder.birth_date,
        code=code,
        by=Actor.member("h", helper),
        at=clock.now(),
    )

    sent = as_member(helper).post(f"/keluarga/nomor/orang/{home.sutinah}/", form())

    assert sent.status_code == 403
    assert not NumberRecovery.objects.exists()


def test_a_kader_asks_and_the_daughter_confirms_on_her_own_page(home: Household) -> None:
    kader = a_kader(clock.now())
    client = as_member(int(kader.subject))
    who = {"nik": home.elder.nik, "lahir": f"{home.elder.birth_date:%d-%m-%Y}"}

    asked = client.post("/keluarga/nomor/", form(**who))
    row = NumberRecovery.objects.get(person=home.sutinah)
    proved = client.post(
        asked.headers["Location"], {"code": code_to_new_number(row.pk)}, follow=True
    )
    rini = as_member(home.rini)
    family = rini.get("/keluarga/").content.decode()
    confirmed = rini.post(f"/keluarga/nomor/{row.pk}/benar/", follow=True)

    assert "Sutinah" not in proved.content.decode()
    assert "Kader Endang Wahyuni" in family
    assert "Berlaku mulai" in confirmed.content.decode()


def test_the_kaders_page_is_closed_to_others(home: Household) -> None:
    client = as_member(home.rini)
    who = {"nik": home.elder.nik, "lahir": f"{home.elder.birth_date:%d-%m-%Y}"}

    assert "Anda bukan kader" in client.get("/keluarga/nomor/").content.decode()
    assert client.post("/keluarga/nomor/", form(**who)).status_code == 403


def test_an_unknown_nik_and_a_wrong_birth_date_read_alike_for_a_kader(home: Household) -> None:
    client = as_member(int(a_kader(clock.now()).subject))
    day = f"{home.elder.birth_date:%d-%m-%Y}"

    unknown = client.post("/keluarga/nomor/", form(nik="3573000000000000", lahir=day))
    wrong = client.post("/keluarga/nomor/", form(nik=home.elder.nik, lahir="01-01-1951"))

    assert unknown.status_code == wrong.status_code == 422
    for answer in (unknown, wrong):
        assert "Tidak ada orang di desa atau kelurahan Anda" in answer.content.decode()


def test_an_officer_is_the_second_person(home: Household) -> None:
    asked = by_kader(home, a_kader(clock.now()), clock.now())
    client, _ = at_desk(home)

    page = client.get("/petugas/ganti-nomor/").content.decode()
    sent = client.post(f"/petugas/ganti-nomor/{asked.recovery_id}/benar/")

    assert "Endang Wahyuni" in page
    assert "Sutinah" not in page
    assert sent.status_code == 303
    assert NumberRecovery.objects.get().step == RecoveryStep.WAITING


def test_the_link_opens_without_signing_in_and_one_press_stops_it(home: Household) -> None:
    asked = by_head(home, home.rini, clock.now())
    link = f"/bukan-saya/{members_read.stop_token(asked.recovery_id)}/"

    opened = a_visitor().get(link)
    assert NumberRecovery.objects.get().step == RecoveryStep.WAITING
    pressed = a_visitor().post(link, follow=True)
    again = a_visitor().post(link, follow=True)

    assert "Bukan saya, hentikan" in opened.content.decode()
    assert "Rini" not in opened.content.decode()
    assert "Sudah dihentikan" in pressed.content.decode()
    assert again.status_code == 200
    assert NumberRecovery.objects.get().step == RecoveryStep.STOPPED


def test_a_link_of_ours_that_is_altered_opens_nothing(home: Household) -> None:
    token = members_read.stop_token(by_head(home, home.rini, clock.now()).recovery_id)

    other = "y" if token.endswith("x") else "x"
    assert a_visitor().get(f"/bukan-saya/{token[:-1]}{other}/").status_code == 404


def test_guessing_codes_is_slowed_down(home: Household) -> None:
    client, _ = at_desk(home)
    asked = client.post("/petugas/ganti-nomor/", form(number=home.elder.nik, document="ktp"))

    answers = [
        client.post(asked.headers["Location"], {"code": f"{number:06}"}).status_code
        for number in range(12)
    ]

    assert answers[-1] in (404, 429)
    assert numbers(home.sutinah)[0] != TYPED


def test_whoever_signed_in_long_ago_proves_themselves_first(home: Household) -> None:
    client = a_visitor()
    with clock.fixed(clock.now() - timedelta(hours=1)):
        signed_in_member(client, home.sutinah)

    answer = client.get(f"/keluarga/nomor/orang/{home.rini}/")

    assert answer.headers["Location"].startswith("/buktikan/")


def test_the_phone_of_before_is_out_when_it_takes_effect(home: Household) -> None:
    old_phone = as_member(home.rini)
    by_head(home, home.rini, clock.now() - timedelta(hours=73))

    members.apply_due_numbers(by=Actor.system("tests"), at=clock.now())

    assert old_phone.get("/keluarga/").status_code == 302
    assert NEW.to in numbers(home.rini)
