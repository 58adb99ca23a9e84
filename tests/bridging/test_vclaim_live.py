"""`pybpjs` as it comes, over HTTP: a whole visit by a real client."""

from importlib import import_module
from typing import Any

import pytest

from tests.factories.vclaim import Patient, Ward, make_clinic, make_patient, make_ward, send_on
from tests.journeys.serving import Server
from titian.bridging.types.wire import Wire
from titian.kernel import clock

pytestmark = pytest.mark.slow

bpjs = import_module("pybpjs.bpjs")  # the real client; it has no types


@pytest.fixture
def visit(committed_db: None) -> tuple[Ward, Patient, str]:
    """A hospital, and somebody referred to it."""
    ward, clinic = make_ward(), make_clinic()
    siti = make_patient(clinic)
    return ward, siti, send_on(siti, clinic, ward)


def ask(server: Server, ward: Ward, path: str, method: str = "get", body: Any = None) -> Any:
    made = ward.hospital.credentials
    credential = {
        "host": f"{server.origin}/vclaim-rest",
        "consid": made.cons_id,
        "secret": made.secret,
        "user_key": made.user_keys[Wire.VCLAIM],
        "is_encrypt": 1,
    }
    return bpjs.bridging(credential, path, method, body or {})


def test_a_whole_visit_with_pybpjs(server: Server, visit: tuple[Ward, Patient, str]) -> None:
    ward, siti, referral = visit
    today = clock.today().isoformat()

    read = ask(server, ward, f"Rujukan/Peserta/{siti.card}")
    made = ask(server, ward, "SEP/2.0/insert", "post", ward.wish(siti, referral, tglSep=today))
    letter = made["response"]["sep"]["noSep"]
    seen = ask(server, ward, f"Monitoring/Kunjungan/Tanggal/{today}/JnsPelayanan/2")
    body = {"request": {"t_sep": {"noSep": letter, "user": "x"}}}
    gone = ask(server, ward, "SEP/2.0/delete", "delete", body)

    assert read["response"]["rujukan"]["noKunjungan"] == referral
    assert made["metaData"] == {"code": "200", "message": "Sukses"}
    assert [one["noSep"] for one in seen["response"]["sep"]] == [letter]
    assert (gone["metaData"]["code"], gone["response"]) == ("200", letter)


def test_pybpjs_hears_why_not(server: Server, visit: tuple[Ward, Patient, str]) -> None:
    ward, siti, referral = visit
    today = clock.today().isoformat()
    body = ward.wish(siti, referral, tglSep=today, poli={"tujuan": "JAN", "eksekutif": "0"})

    told = ask(server, ward, "SEP/2.0/insert", "post", body)

    assert told["metaData"]["code"] == "201"
    assert "JAN" in told["metaData"]["message"]
    assert told["response"] is None
