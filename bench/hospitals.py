"""Hospitals' systems in a process of their own: `python -m bench.hospitals` reads a `Round` as
JSON and prints what came of it. They sign before the round begins and open some of the answers,
with libraries that are not ours.
"""

import hmac
import json
import sys
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256

from Crypto.Cipher import AES
from lzstring import LZString

from bench.load import Connection, Job, storm
from titian.kernel import clock

_LOOKED_INTO = 50  # one answer in so many is opened


@dataclass(frozen=True, slots=True)
class Hospital:
    cons_id: str
    secret: str
    user_key: str


@dataclass(frozen=True, slots=True)
class Sought:
    """The number asked for, and the name that must be found."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Round:
    port: int
    seconds: float
    hospitals: Sequence[Hospital]
    sought: Sequence[Sought]


def signed(hospital: Hospital) -> dict[str, str]:
    second = str(int(clock.now().timestamp()))
    said = f"{hospital.cons_id}&{second}".encode()
    signature = b64encode(hmac.digest(hospital.secret.encode(), said, "sha256")).decode()
    return {
        "Content-Type": "Application/x-www-form-urlencoded",
        "X-cons-id": hospital.cons_id,
        "X-timestamp": second,
        "X-signature": signature,
        "user_key": hospital.user_key,
    }


def path_of(number: str) -> str:
    kind = "nik" if len(number) == 16 else "nokartu"
    return f"/vclaim-rest/Peserta/{kind}/{number}/tglSEP/{clock.today().isoformat()}"


def asked(given: Round) -> dict[str, object]:
    return asdict(storm(_jobs(given), port=given.port, seconds=given.seconds))


def _jobs(given: Round) -> Iterator[Job]:
    headers = [signed(hospital) for hospital in given.hospitals]
    for place, sought in enumerate(given.sought):
        at = place % len(headers)
        yield _job(place, sought, headers[at], given.hospitals[at])


def _job(place: int, sought: Sought, headers: Mapping[str, str], who: Hospital) -> Job:
    path = path_of(sought.number)

    async def ask(connection: Connection) -> bool:
        answer = await connection.call(path, headers, b"", method="GET")
        if answer.status != 200 or b'"code":"200"' not in answer.body:
            return False
        if place % _LOOKED_INTO:
            return True
        response = json.loads(answer.body)["response"]
        return bool(_opened(response, who, headers)["peserta"]["nama"] == sought.name)

    return ask


def _opened(response: str, who: Hospital, headers: Mapping[str, str]) -> dict[str, dict[str, str]]:
    key = sha256(f"{who.cons_id}{who.secret}{headers['X-timestamp']}".encode()).digest()
    plain = AES.new(key, AES.MODE_CBC, IV=key[:16]).decrypt(b64decode(response))
    unpacked = LZString().decompressFromEncodedURIComponent(plain.decode())
    opened: dict[str, dict[str, str]] = json.loads(unpacked or "")
    return opened


if __name__ == "__main__":
    told = json.load(sys.stdin)
    told["hospitals"] = [Hospital(**one) for one in told["hospitals"]]
    told["sought"] = [Sought(**one) for one in told["sought"]]
    json.dump(asked(Round(**told)), sys.stdout)
