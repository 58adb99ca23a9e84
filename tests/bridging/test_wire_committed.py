"""What a test in a transaction of its own cannot show: a pharmacy's day, each call on its own."""

import pytest

from tests.bridging.test_apotek import get, line, opened, send
from tests.bridging.test_erekammedis import letter_of
from tests.factories.care import make_hospital, today
from tests.factories.fhir import patient_of, reader
from tests.factories.members import NOON, make_person
from tests.factories.queue import book, make_session
from tests.factories.queue import make_clinic as make_queue_clinic

pytestmark = pytest.mark.slow


def test_a_pharmacys_day_needs_nobody_elses_transaction(committed_db: None) -> None:
    pharmacy = make_hospital("IGD")
    number = opened(pharmacy, letter_of(pharmacy))
    day = today().isoformat()
    span = {"TglMulai": f"{day} 00:00:00", "TglAkhir": f"{day} 23:59:59"}
    listing = {"kdppk": "", "KdJnsObat": "0", "JnsTgl": "TGLPELSJP", **span}

    added = send(pharmacy, "/obatnonracikan/v3/insert", line(number))
    shown = get(pharmacy, f"/pelayanan/obat/daftar/{number}")
    listed = send(pharmacy, "/daftarresep", listing)
    summed = get(pharmacy, f"/monitoring/klaim/{today().month}/{today().year}/0/0")
    card = shown.response["detailsep"]["nokartu"]
    past = get(pharmacy, f"/riwayatobat/{day}/{day}/{card}")

    assert [one.code for one in (added, shown, listed, summed, past)] == ["200"] * 5
    assert shown.response["detailsep"]["listobat"][0]["kodeobat"] == "900041"
    assert listed.response["resep"][0]["NOAPOTIK"] == number
    assert past.response["list"]["history"][0]["nosjp"] == number


def test_a_facilitys_tickets_are_searched_the_same_way(committed_db: None) -> None:
    session, person = make_session(make_queue_clinic()), make_person()
    booked = book(person, session, at=NOON)
    system = reader(session.facility)

    (found,) = system.find("Appointment", patient=patient_of(system, person))

    assert found["id"] == str(booked.ticket_id)
