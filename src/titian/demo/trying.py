"""A scenario is asked like a facility's own system would: signed, through the same door."""

import hmac
import json
from base64 import b64encode
from datetime import datetime, timedelta

from titian.bridging import selectors as bridging_read
from titian.bridging import services as bridging
from titian.bridging.types import Credentials, Wire, WireRequest
from titian.demo.bridges import Bridge, bridges
from titian.demo.scenarios import Scenario
from titian.kernel.actors import Actor

DEVELOPER = Actor.system("demo.developer")
# Where each service is called, as real programs are set up.
PREFIXES = {
    Wire.VCLAIM: "vclaim-rest",
    Wire.ANTREAN_RS: "antreanrs",
    Wire.ANTREAN_FKTP: "antreanfktp",
    Wire.PCARE: "pcare-rest",
    Wire.APLICARES: "aplicaresws",
    Wire.ICARE: "wsihs",
    Wire.RECORDS: "erekammedis",
    Wire.PHARMACY: "apotek-rest",
}
_ADDRESS = "sandbox"
# Tries have seconds of their own within it: the same bytes of the same second are done once.
_SPREAD_SECONDS = 300


def address_of(scenario: Scenario) -> str:
    return f"/{PREFIXES[scenario.wire]}{scenario.path}"


def bridge_of(cons_id: str) -> Bridge | None:
    return next((one for one in bridges() if one.credentials.cons_id == cons_id), None)


def try_out(scenario: Scenario, *, at: datetime) -> int | None:
    """Ask it now; the number of the call in the log, None when its facility is not there."""
    bridge = bridge_of(scenario.cons_id)
    if bridge is None:
        return None
    body = b"" if scenario.body is None else json.dumps(scenario.body).encode()
    request = WireRequest(
        scenario.method,
        scenario.wire,
        scenario.path,
        signed(bridge.credentials, scenario.wire, at=_own_second(at)),
        body,
        _ADDRESS,
    )
    bridging.take_wire_call(request, at=at)
    return newest_call(scenario.cons_id)


def _own_second(at: datetime) -> datetime:
    """A little before `at`, and later than that of every try before it: numbers of calls grow."""
    place = (newest_call() or 0) % _SPREAD_SECONDS
    return at - timedelta(seconds=_SPREAD_SECONDS - place)


def replay(call_id: int, *, at: datetime) -> int | None:
    """The same call once more, signed anew; the number of the new call in the log."""
    once = bridging_read.wire_call(call_id, viewer=DEVELOPER)
    bridging.replay_call(call_id=call_id, by=DEVELOPER, at=at)
    return newest_call(once.cons_id)


def newest_call(cons_id: str = "") -> int | None:
    found = bridging_read.wire_calls(viewer=DEVELOPER, cons_id=cons_id)
    return found[0].id if found else None


def signed(who: Credentials, wire: Wire, *, at: datetime) -> dict[str, str]:
    """The headers every call carries (bpjs-protocols §2)."""
    timestamp = str(int(at.timestamp()))
    said = f"{who.cons_id}&{timestamp}".encode()
    login = f"{who.username}:{who.password}:{who.app_code}".encode()
    return {
        "x-cons-id": who.cons_id,
        "x-timestamp": timestamp,
        "x-signature": b64encode(hmac.digest(who.secret.encode(), said, "sha256")).decode(),
        "user-key": who.user_keys.get(wire, ""),
        "x-authorization": f"Basic {b64encode(login).decode()}",
        "content-type": "application/json",
    }
