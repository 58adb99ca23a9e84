"""At the pages: a villager signs up without an account; an officer holds the visit."""

import json
import secrets
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tests.factories.accounts import signed_in_staff
from tests.factories.outreach import MALANG, VILLAGE, coming, planned
from titian.helpdesk.models import Outreach, OutreachPerson
from titian.helpdesk.types.outreach import OutreachState, Result
from titian.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    return clock.now()


@pytest.fixture
def phone() -> Client:
    return Client(REMOTE_ADDR=f"2001:db8:{secrets.token_hex(2)}:{secrets.token_hex(2)}::1")


def form(**other: str) -> dict[str, str]:
    return {"kunci": str(uuid4()), "nama": "Bu Sumarni", "perlu": "join", "hp": "", **other}


def test_a_villager_signs_up_and_reads_the_number(phone: Client, now: datetime) -> None:
    code = planned(now)

    listed = phone.get("/jemput-bola/", {"wilayah": "35.73"}).content.decode()
    page = phone.post(f"/jemput-bola/{code}/", form(), follow=True).content.decode()

    assert f"/jemput-bola/{code}/" in listed
    assert "Nomor Anda di daftar" in page
    assert "Sumarni" not in page


@pytest.mark.parametrize("wrong", [{"nama": ""}, {"perlu": ""}, {"perlu": "kucing"}])
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    phone: Client, now: datetime, wrong: dict[str, str]
) -> None:
    answer = phone.post(f"/jemput-bola/{planned(now)}/", form(hp="0812", **wrong))

    assert answer.status_code == 422
    assert 'value="0812"' in answer.content.decode()


def test_a_full_list_says_what_to_do(phone: Client, now: datetime) -> None:
    code = planned(now, places=1)
    phone.post(f"/jemput-bola/{code}/", form())

    answer = phone.post(f"/jemput-bola/{code}/", form())

    assert answer.status_code == 409
    assert "Anda boleh tetap datang" in answer.content.decode()
    assert "Tulis nama di daftar" not in answer.content.decode()


def test_an_unknown_visit_is_not_there(phone: Client) -> None:
    assert phone.get("/jemput-bola/TAKADA/").status_code == 404


def test_an_officer_plans_a_visit(client: Client, now: datetime) -> None:
    signed_in_staff(client, MALANG)
    day = (now + timedelta(days=2)).date().isoformat()

    answer = client.post(
        "/petugas/jemput-bola/baru/",
        {
            "kunci": str(uuid4()),
            "wilayah": VILLAGE,
            "tempat": "Balai RW 03",
            "tanggal": day,
            "mulai": "08:00",
            "selesai": "11:00",
            "tempat_duduk": "30",
        },
    )

    assert answer.status_code == 303
    row = Outreach.objects.get(code=answer["location"].split("/")[-2])
    assert (row.region_id, row.places, row.begins_at.hour) == (VILLAGE, 30, 1)


def test_an_officer_of_a_counter_plans_none(client: Client) -> None:
    signed_in_staff(client)

    assert client.get("/petugas/jemput-bola/baru/").status_code == 403


def test_an_officer_adds_marks_and_ends_without_the_script(client: Client, now: datetime) -> None:
    code = planned(now)
    signed_in_staff(client, MALANG)
    address = f"/petugas/jemput-bola/{code}/"

    client.post(address, form())
    row = OutreachPerson.objects.get(outreach__code=code)
    client.post(f"{address}hasil/", {"orang": str(row.client_key), "hasil": "helped"})
    client.post(f"{address}akhir/", {"langkah": "tutup"})

    row.refresh_from_db()
    assert row.result == Result.HELPED
    assert Outreach.objects.get(code=code).state == OutreachState.CLOSED


def test_a_phone_brings_what_it_kept(client: Client, now: datetime) -> None:
    code, who = planned(now), coming("Mbah Karto 🙏")
    signed_in_staff(client, MALANG)
    kept = [
        {"kunci": str(who.key), "nama": who.name, "hp": "", "perlu": "learn"},
        {"kunci": str(who.key), "hasil": "helped", "pada": int(now.timestamp() * 1000)},
        {"kunci": str(uuid4()), "hasil": "helped", "pada": 0},
    ]

    answer = client.post(
        f"/petugas/jemput-bola/{code}/kiriman/",
        json.dumps({"catatan": kept}),
        content_type="application/json",
    )

    refused = [one["ditolak"] for one in answer.json()["done"]]
    assert refused == ["", "", "helpdesk.outreach_person_gone"]
    assert OutreachPerson.objects.get(outreach__code=code).result == Result.HELPED


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"catatan":[1]}', '{"catatan":[{"kunci":"x"}]}'])
def test_what_no_page_of_ours_sends_is_refused(client: Client, now: datetime, body: str) -> None:
    signed_in_staff(client, MALANG)

    answer = client.post(
        f"/petugas/jemput-bola/{planned(now)}/kiriman/", body, content_type="application/json"
    )

    assert answer.status_code == 422
