"""What such a system tells us by itself: its numbers and how far its patients have come."""

import hmac
import json
from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import httpx

from titian.bridging.types import Wire
from titian.demo.hospitals.house import House, Memory, Number
from titian.demo.hospitals.keeping import Kept, kept, remembered
from titian.demo.models import DemoHospital

TASKS: Mapping[str, int] = {"hadir": 3, "panggil": 4, "selesai": 5, "obat": 6, "siap": 7}
_STATES = {4: "dilayani", 5: "selesai", 99: "batal"}


def step(memory: Memory, code: str, task: int, now: datetime) -> None:
    """Somebody at the house pressed a button: the patient is one step further."""
    found = memory.number_of(code=code)
    if found is None or task <= found["task"]:
        return
    found["task"] = task
    found["here"] = found["here"] or task != 99
    found["state"] = _STATES.get(task, found["state"])
    waktu = int(now.timestamp() * 1000)
    memory.outbox.append({"tell": "task", "code": code, "task": task, "waktu": waktu})


def tell_all(origin: str, now: datetime) -> int:
    """Send what waits, the oldest first, outside any transaction; what fails waits on."""
    waits = DemoHospital.objects.filter(memory__outbox__0__isnull=False)
    codes = set(waits.values_list("pk", flat=True))
    sent = 0
    for one in kept() if codes else ():
        if one.house.code not in codes:
            continue
        with remembered(one.house.code) as memory:
            waiting = list(memory.outbox[:5])
            numbers = {n["code"]: n for n in memory.numbers}
        for told in waiting:
            if not _sent(one, told, numbers.get(told["code"]), origin, now):
                break
            with remembered(one.house.code) as memory:
                memory.outbox.remove(told)
            sent += 1
    return sent


def signed(one: Kept, wire: Wire, now: datetime) -> dict[str, str]:
    """By its own hand, as every hospital's system does (bpjs-protocols §2)."""
    given, stamp = one.credentials, str(int(now.timestamp()))
    said = f"{given.cons_id}&{stamp}".encode()
    mark = b64encode(hmac.digest(given.secret.encode(), said, "sha256")).decode()
    basic = b64encode(f"{given.username}:{given.password}:095".encode()).decode()
    return {
        "X-cons-id": given.cons_id,
        "X-timestamp": stamp,
        "X-signature": mark,
        "user_key": given.user_keys[wire],
        "X-authorization": f"Basic {basic}",
        "Content-Type": "application/json",
    }


def body_of(house: House, told: Number, number: Number | None) -> tuple[str, dict[str, Any]]:
    """Where it goes and what it says; a clinic names no booking (§6.1)."""
    if number is None:
        return "", {}
    if house.is_clinic:
        return _clinics(told, number)
    if told["tell"] == "task":
        names = {"kodebooking": number["code"], "taskid": str(told["task"])}
        return "/antreanrs/antrean/updatewaktu", {**names, "waktu": str(told["waktu"])}
    return "/antreanrs/antrean/add", {
        "kodebooking": number["code"],
        "jenispasien": "JKN",
        "nomorkartu": number["card"],
        "nik": number["nik"],
        "nohp": number["phone"],
        "kodepoli": number["service"],
        "namapoli": number["service_name"],
        "pasienbaru": 0,
        "norm": number["norm"],
        "tanggalperiksa": number["day"],
        "kodedokter": number["doctor"],
        "namadokter": number["doctor_name"],
        "jampraktek": number["hours"],
        "jeniskunjungan": number["kind"],
        "nomorreferensi": number["reference"],
        "nomorantrean": number["label"],
        "angkaantrean": number["number"],
        "estimasidilayani": number["expected"],
        "sisakuotajkn": 30,
        "kuotajkn": 60,
        "sisakuotanonjkn": 30,
        "kuotanonjkn": 60,
        "keterangan": "Peserta harap 30 menit lebih awal.",
    }


def _clinics(told: Number, number: Number) -> tuple[str, dict[str, Any]]:
    named = {
        "tanggalperiksa": number["day"],
        "kodepoli": number["service"],
        "nomorkartu": number["card"],
    }
    if told["tell"] == "task":
        if told["task"] not in (4, 99):
            return "", {}
        status = 1 if told["task"] == 4 else 2
        return "/antreanfktp/antrean/panggil", {**named, "status": status, "waktu": told["waktu"]}
    more = {
        "nik": number["nik"],
        "nohp": number["phone"],
        "namapoli": number["service_name"],
        "norm": number["norm"],
        "kodedokter": number["doctor"],
        "namadokter": number["doctor_name"],
        "jampraktek": number["hours"],
        "nomorantrean": number["label"],
        "angkaantrean": number["number"],
        "keterangan": "",
    }
    return "/antreanfktp/antrean/add", {**named, **more}


def _sent(one: Kept, told: Number, number: Number | None, origin: str, now: datetime) -> bool:
    """Whether it need not be told again: any answer at all will do."""
    path, body = body_of(one.house, told, number)
    if not path:
        return True
    wire = Wire.ANTREAN_FKTP if one.house.is_clinic else Wire.ANTREAN_RS
    headers = signed(one, wire, now)
    try:
        answer = httpx.post(f"{origin}{path}", content=json.dumps(body), headers=headers, timeout=5)
    except httpx.HTTPError:
        return False
    return answer.status_code < 500
