"""Real clients over real HTTP: `pybpjs` as it comes, and the habits of those in other languages."""

import re
from base64 import b64encode
from importlib import import_module
from time import time
from typing import Any

import httpx
import pytest

from tests.environment import ROOT
from tests.factories.members import make_family, new_person
from tests.factories.wire import FORM, Hospital, signed
from tests.journeys.serving import Server
from titian.bridging.types.wire import Wire
from titian.members.models import Person

pytestmark = pytest.mark.slow

DAY = "2026-11-20"
bpjs = import_module("pybpjs.bpjs")  # the real client; it has no types


@pytest.fixture
def card(committed_db: None) -> str:
    (person,) = make_family(new_person("Dewi Contoh"))
    return str(Person.objects.get(pk=person).card_sealed)


def credential(server: Server, hospital: Hospital, wire: Wire, base: str) -> dict[str, object]:
    made = hospital.credentials
    return {
        "host": f"{server.origin}/{base}",
        "consid": made.cons_id,
        "secret": made.secret,
        "user_key": made.user_keys[wire],
        "is_encrypt": 1,
    }


def test_pybpjs_asks_for_a_participant(server: Server, hospital: Hospital, card: str) -> None:
    told = bpjs.bridging(
        credential(server, hospital, Wire.VCLAIM, "vclaim-rest"),
        f"Peserta/nokartu/{card}/tglSEP/{DAY}",
    )

    assert told["metaData"]["code"] == "200"
    assert told["response"]["peserta"]["nama"] == "Dewi Contoh"
    assert told["response"]["peserta"]["statusPeserta"] == {"keterangan": "AKTIF", "kode": "0"}


def test_pybpjs_reads_references(server: Server, hospital: Hospital) -> None:
    told = bpjs.bridging(
        credential(server, hospital, Wire.VCLAIM, "vclaim-rest-dev"), "/referensi/propinsi"
    )

    assert {"kode": "35", "nama": "Jawa Timur"} in told["response"]["list"]


def test_pybpjs_hears_a_refusal(server: Server, hospital: Hospital) -> None:
    told = bpjs.bridging(
        credential(server, hospital, Wire.VCLAIM, "vclaim-rest"),
        f"Peserta/nokartu/0009990000000/tglSEP/{DAY}",
    )

    assert told["metaData"] == {"code": "201", "message": "Peserta Tidak Ditemukan"}
    assert told["response"] is None


# What each client does that others do not (bpjs-protocols §2.3, §2.4, §11).
_DOUBLED = "/vclaim-rest/"
_TRAILING = "/Peserta/nokartu/{card}/tglSEP/{day}/"
_LOUD = "/PESERTA/NOKARTU/{card}/TGLSEP/{day}"
HABITS: dict[str, dict[str, Any]] = {
    "typescript": {"type": FORM},
    "typescript with trailing slash": {"type": "application/json", "path": _TRAILING},
    "php with a doubled slash": {
        "type": "Application/x-www-form-urlencoded",
        "base": "/vclaim-rest/",
    },
    "php whose base url ends with a slash": {"type": FORM, "base": "//vclaim-rest"},
    "php that sends a body with GET": {"type": "application/json", "body": b"{}"},
    "php whose header says text": {"type": "text/plain"},
    "java a second ahead": {"type": "application/json", "drift": 1},
    "java in capitals": {
        "type": "application/json",
        "path": "/PESERTA/NOKARTU/{card}/TGLSEP/{day}",
    },
    "go that reads codes as text": {"type": "application/json;charset=UTF-8"},
    "python with a form type": {"type": "application/x-www-form-urlencoded; charset=utf-8"},
}


@pytest.mark.parametrize("habit", list(HABITS))
def test_the_habit_of_a_client_is_answered(
    habit: str, server: Server, hospital: Hospital, card: str
) -> None:
    recorded = HABITS[habit]
    made, second = hospital.credentials, str(int(time()))
    said = str(int(second) + recorded.get("drift", 0))
    headers = {
        "X-cons-id": made.cons_id,
        "x-timestamp": second,
        "X-Signature": signed(made.secret, made.cons_id, said),
        "user_key": made.user_keys[Wire.VCLAIM],
        "Content-Type": recorded["type"],
    }
    path = f"/Peserta/nokartu/{card}/tglSEP/{DAY}"
    path = (
        recorded.get("path", "{}").replace("{card}", card).replace("{day}", DAY).replace("{}", path)
    )
    url = f"{server.origin}{recorded.get('base', '/vclaim-rest')}{path}"

    answer = httpx.request("GET", url, headers=headers, content=recorded.get("body", b""))

    told = hospital.answer({"X-timestamp": second}, answer.status_code, answer.text, {})
    assert told.code == "200"
    assert told.response["peserta"]["noKartu"] == card


def test_a_client_that_keeps_its_timestamp_may_read_again(hospital: Hospital, card: str) -> None:
    second = str(int(time()) - 600)

    answers = [
        hospital.get(Wire.VCLAIM, f"/Peserta/nokartu/{card}/tglSEP/{DAY}", x_timestamp=second)
        for _ in range(3)
    ]

    assert {answer.code for answer in answers} == {"200"}


def test_ten_megabytes_are_refused_in_the_services_envelope(
    server: Server, hospital: Hospital
) -> None:
    answer = hospital.send(
        "POST", Wire.VCLAIM, "/SEP/2.0/insert", b'{"a":"' + b"x" * 10_000_000 + b'"}'
    )

    assert answer.status in (404, 413)
    assert answer.code in ("404", "413")


def test_a_body_may_come_in_chunks(server: Server, hospital: Hospital) -> None:
    headers = hospital.headers(Wire.ANTREAN_RS)
    url = f"{server.origin}/antreanrs/antrean/getlisttask"

    answer = httpx.post(url, headers=headers, content=iter([b'{"kode', b'booking":"x"}']))

    assert answer.json()["metadata"] == {"code": 201, "message": "Antrean Tidak Ditemukan"}
    assert int(answer.headers["Content-Length"]) == len(answer.content)


def test_a_body_in_chunks_that_never_fits_hears_so(server: Server, hospital: Hospital) -> None:
    """Java's client sends the whole of a stream before it listens."""
    headers = hospital.headers(Wire.ANTREAN_RS)
    url = f"{server.origin}/antreanrs/antrean/getlisttask"

    answer = httpx.post(url, headers=headers, content=(b"x" * 100_000 for _ in range(100)))

    assert (answer.status_code, answer.json()["metadata"]["code"]) == (413, 413)


def test_pcare_reads_its_authorization(server: Server, hospital: Hospital) -> None:
    made = hospital.credentials
    wrong = b64encode(f"{made.username}:wrong:095".encode()).decode()

    answer = hospital.get(Wire.PCARE, "/kesadaran", x_authorization=f"Basic {wrong}")

    assert (answer.status, answer.code) == (401, 401)


def test_the_session_in_the_documentation_runs_as_written(
    server: Server, hospital: Hospital, card: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = hospital.credentials
    for name, value in {
        "TITIAN_HOST": server.origin,
        "CONS_ID": made.cons_id,
        "SECRET": made.secret,
        "USER_KEY": made.user_keys[Wire.VCLAIM],
        "QUEUE_KEY": made.user_keys[Wire.ANTREAN_RS],
        "CARD": card,
    }.items():
        monkeypatch.setenv(name, value)
    page = (ROOT / "docs" / "bridging" / "README.md").read_text()
    (session,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)

    exec(compile(session, "README.md", "exec"), {})
