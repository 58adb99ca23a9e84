"""The demo's hospital over its wire and its page: numbers given, told back, steps, bad days."""

import json
from typing import Any

import pytest
from django.test import Client

from titian.demo.hospitals.keeping import kept, remembered
from titian.demo.hospitals.telling import body_of, step
from titian.demo.models import DemoHospital
from titian.kernel import clock

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("moved_in")]

RSUD = "3573258"


def ask(client: Client, path: str, token: str = "", **body: object) -> dict[str, Any]:
    headers = {"x-username": "titian", "x-password": f"sandi-contoh-{RSUD}", "x-token": token}
    address = f"/demo/rs/{RSUD}/ws/{path}"
    if body:
        answer = client.post(
            address, json.dumps(body), content_type="application/json", headers=headers
        )
    else:
        answer = client.get(address, headers=headers)
    told: dict[str, Any] = json.loads(answer.content)
    return told


def take(client: Client) -> dict[str, Any]:
    token = ask(client, "auth")["response"]["token"]
    with remembered(RSUD) as memory:
        memory.patients["3573003004500003"] = "000001"
    return ask(
        client,
        "ambilantrean",
        token,
        nomorkartu="0009990000022",
        nik="3573003004500003",
        nohp="0812",
        kodepoli="JAN",
        norm="000001",
        tanggalperiksa=clock.today().isoformat(),
        kodedokter=210005,
        jampraktek="08:00-20:00",
        jeniskunjungan=1,
        nomorreferensi="X",
    )


def test_it_gives_numbers_of_its_own_and_has_them_to_tell(client: Client) -> None:
    told = take(client)

    assert told["metadata"] == {"message": "Ok", "code": 200}
    (one,) = [k for k in kept() if k.house.code == RSUD]
    with remembered(RSUD) as memory:
        step(memory, memory.numbers[0]["code"], 3, clock.now())
        paths = [body_of(one.house, tell, memory.numbers[0])[0] for tell in memory.outbox]
    assert paths == ["/antreanrs/antrean/add", "/antreanrs/antrean/updatewaktu"]


def test_its_page_moves_patients_and_has_bad_days(client: Client) -> None:
    take(client)
    with remembered(RSUD) as memory:
        code = memory.numbers[0]["code"]

    client.post(f"/demo/rs/{RSUD}/tekan/", {"kode": code, "langkah": "panggil"})
    client.post(f"/demo/rs/{RSUD}/hari-buruk/", {"apa": "down"})

    memory_now = DemoHospital.objects.get(pk=RSUD).memory
    assert memory_now["numbers"][0]["task"] == 4
    assert client.get(f"/demo/rs/{RSUD}/ws/auth").status_code == 503
    assert "Sedang mati." in client.get("/demo/rs/").content.decode()
