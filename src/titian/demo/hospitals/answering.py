"""One HTTP request to such a system, and what it answers: bpjs-protocols §5 and §6.2."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote

from titian.demo.hospitals import desk, tokens
from titian.demo.hospitals.desk import No, Row
from titian.demo.hospitals.house import Bad, House, Memory

HTML = b"<html><body><h1>Internal Server Error</h1></body></html>"


@dataclass(frozen=True, slots=True)
class Asked:
    method: str
    path: str
    headers: Mapping[str, str]  # names in lower case
    body: bytes


@dataclass(frozen=True, slots=True)
class Answered:
    """`broken`: the connection ends without a word; `waits` seconds before anything is said."""

    status: int
    body: bytes
    waits: float = 0.0
    broken: bool = False


Act = Callable[[House, Memory, Row, datetime], Row | None]


def answer(house: House, memory: Memory, asked: Asked, now: datetime) -> Answered:
    """What it does and says; bad days first."""
    if now.timestamp() < memory.down_until or memory.takes(Bad.FAILS):
        return Answered(503, HTML)
    waits = 12.0 if memory.takes(Bad.SLOW) else 0.0
    said = _said(house, memory, asked, now)
    if not _is_token(asked) and memory.takes(Bad.LOSES):
        return Answered(200, b"", waits, broken=True)
    if not _is_token(asked) and memory.takes(Bad.GARBAGE):
        return Answered(200, b"<br />Warning: mysqli_connect()", waits)
    status = said["metadata"]["code"] if house.layout == "khanza" else 200
    return Answered(status, json.dumps(said).encode(), waits)


def _said(house: House, memory: Memory, asked: Asked, now: datetime) -> Row:
    try:
        found = _done(house, memory, asked, now)
    except No as no:
        return {"metadata": {"message": no.said, "code": no.code}}
    except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError):
        return {"metadata": {"message": "Format Permintaan Tidak Sesuai", "code": 201}}
    told: Row = {"metadata": {"message": "Ok", "code": 200}}
    return told if found is None else {"response": found, **told}


def _done(house: House, memory: Memory, asked: Asked, now: datetime) -> Row | None:
    if _is_token(asked):
        return {"token": _token(house, memory, asked, now)}
    _require_token(house, memory, asked, now)
    body = _body_of(asked.body)
    if house.is_clinic:
        return _clinic(house, memory, asked, body, now)
    act = _ACTS.get(asked.path.strip("/").lower())
    if act is None or asked.method != "POST":
        raise No("Layanan Tidak Ditemukan")
    return act(house, memory, body, now)


def _body_of(raw: bytes) -> Row:
    """An object, of what can be kept in a row: no NUL, no half sign, no number without end."""
    body = json.loads(raw or b"{}")
    if not isinstance(body, dict) or "\\u0000" in json.dumps(body, allow_nan=False):
        raise ValueError("no object that can be kept")
    json.dumps(body, ensure_ascii=False).encode()
    return body


def _clinic(house: House, memory: Memory, asked: Asked, body: Row, now: datetime) -> Row | None:
    """Paths with values in them, and no booking codes."""
    parts = [unquote(part) for part in asked.path.strip("/").split("/")]
    match (asked.method, *parts):
        case ("GET", "antrean", "status", service, day):
            return desk.status(house, memory, {"kodepoli": service, "tanggalperiksa": day}, now)
        case ("POST", "antrean"):
            return desk.take(house, memory, body, now)
        case ("GET", "antrean", "sisapeserta", card, service, day):
            return desk.left(house, memory, _clinics(memory, card, service, day))
        case ("POST", "peserta"):
            return desk.new_patient(memory, body)
        case ("PUT" | "DELETE", "antrean", "batal"):
            told = (body["nomorkartu"], body["kodepoli"], body["tanggalperiksa"])
            desk.cancel(_clinics(memory, *told), memory)
            return None
    raise No("Layanan Tidak Ditemukan")


def _clinics(memory: Memory, card: str, service: str, day: str) -> Row:
    found = memory.number_of(card=card, service=service, day=day)
    if found is None:
        raise No("Antrean Tidak Ditemukan")
    return found


def _by_code(memory: Memory, asked: Row) -> Row | None:
    return memory.number_of(code=asked["kodebooking"])


def _left(house: House, memory: Memory, asked: Row, now: datetime) -> Row:
    del now
    found = _by_code(memory, asked)
    if found is None:
        raise No("Antrean Tidak Ditemukan")
    return desk.left(house, memory, found)


_BY_NAME: Mapping[str, Act] = {
    "status": desk.status,
    "take": desk.take,
    "left": _left,
    "cancel": lambda _, memory, asked, __: desk.cancel(_by_code(memory, asked), memory),
    "check_in": lambda _, memory, asked, __: desk.check_in(_by_code(memory, asked)),
    "new_patient": lambda _, memory, asked, __: desk.new_patient(memory, asked),
    "operations": lambda _, __, asked, ___: desk.operations(asked),
    "operations_of": lambda _, __, ___, ____: {"list": []},
    "pharmacy": lambda _, memory, asked, __: desk.pharmacy(_by_code(memory, asked), memory),
    "pharmacy_status": lambda _, memory, asked, __: desk.pharmacy_status(
        _by_code(memory, asked), memory
    ),
}
_PATHS: Mapping[str, str] = {
    "statusantrean": "status", "antrian/status": "status",
    "ambilantrean": "take", "antrian/ambil": "take",
    "sisaantrean": "left", "antrian/sisa": "left",
    "batalantrean": "cancel", "antrian/batal": "cancel",
    "checkinantrean": "check_in", "antrian/checkin": "check_in",
    "pasienbaru": "new_patient", "pasien/baru": "new_patient",
    "jadwaloperasirs": "operations", "operasi/rs": "operations",
    "jadwaloperasipasien": "operations_of", "operasi/pasien": "operations_of",
    "ambilantreanfarmasi": "pharmacy", "antrian/ambilfarmasi": "pharmacy",
    "statusantreanfarmasi": "pharmacy_status", "antrian/statusfarmasi": "pharmacy_status",
}  # fmt: skip
_ACTS: Mapping[str, Act] = {path: _BY_NAME[name] for path, name in _PATHS.items()}


def _is_token(asked: Asked) -> bool:
    return asked.path.strip("/").lower() in ("auth", "token")


def _token(house: House, memory: Memory, asked: Asked, now: datetime) -> str:
    given = (asked.headers.get("x-username"), asked.headers.get("x-password"))
    if given != (house.username, house.word):
        raise No("Username atau Password Tidak Sesuai")
    return tokens.new_token(house.word, memory.tokens, now.timestamp())


def _require_token(house: House, memory: Memory, asked: Asked, now: datetime) -> None:
    if memory.takes(Bad.FORGETS):
        memory.tokens += 1
    token = asked.headers.get("x-token", "")
    if not tokens.is_good(house.word, token, memory.tokens, now.timestamp()):
        raise No("Token Expired")


def pause(answered: Answered) -> None:
    """As long as it keeps people waiting, which is longer than they wait."""
    if answered.waits:
        time.sleep(answered.waits)
