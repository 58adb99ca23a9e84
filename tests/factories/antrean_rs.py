"""What a hospital's system says over Antrean RS, and how it sends it."""

from datetime import timedelta

from tests.factories.outside import Elsewhere
from tests.factories.queue import MORNING
from tests.factories.wire import Answer, Hospital
from titian.bridging.types import Wire
from titian.members.models import Person

RS = Wire.ANTREAN_RS


def card_of(person_id: int) -> str:
    return Person.objects.get(pk=person_id).card_sealed


def said(place: Elsewhere, person_id: int | None, **changes: object) -> dict[str, object]:
    """A body of antrean/add as hospitals write it: numbers here and there as text."""
    body: dict[str, object] = {
        "kodebooking": "21112026A#9",
        "jenispasien": "JKN" if person_id else "NON JKN",
        "nomorkartu": card_of(person_id) if person_id else "",
        "nik": "",
        "nohp": "081200000009",
        "kodepoli": "001",
        "namapoli": "POLI UMUM",
        "pasienbaru": 0,
        "norm": "RM000009",
        "tanggalperiksa": "2026-11-23",
        "kodedokter": place.clinic.practitioner.scheme_code,
        "namadokter": "dr. Ratna",
        "jampraktek": "08:00-12:00",
        "jeniskunjungan": 1,
        "nomorreferensi": "",
        "nomorantrean": "A-9",
        "angkaantrean": "9",
        "estimasidilayani": int(MORNING.timestamp() * 1000),
        "sisakuotajkn": 11,
        "kuotajkn": 20,
        "sisakuotanonjkn": 10,
        "kuotanonjkn": 10,
        "keterangan": "Datang 30 menit lebih awal",
    }
    return body | changes


def send(hospital: Hospital, path: str, body: dict[str, object]) -> Answer:
    return hospital.send("POST", RS, path, body)


def step(hospital: Hospital, task: int, minutes: int, code: str = "21112026A#9") -> Answer:
    """taskid and waktu as JSON strings, as Khanza's service sends them."""
    when = MORNING + timedelta(minutes=minutes)
    waktu = str(int(when.timestamp() * 1000))
    body: dict[str, object] = {"kodebooking": code, "taskid": str(task), "waktu": waktu}
    return send(hospital, "/antrean/updatewaktu", body)
