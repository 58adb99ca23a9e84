"""What a programmer of a hospital's system sees: calls opened, faults in words, how to call."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from titian.bridging import selectors as bridging_read
from titian.bridging.ports import Fault
from titian.bridging.types import Wire, WireCallView
from titian.demo.bridges import Bridge, bridges
from titian.demo.models import DemoFault
from titian.demo.scenarios import Scenario, scenarios
from titian.demo.trying import DEVELOPER, PREFIXES, address_of
from titian.kernel.periods import day_of

_FINE = frozenset({"200", "1"})


@dataclass(frozen=True, slots=True)
class CallPage:
    call: WireCallView
    address: str
    request: str
    answer: str

    @property
    def is_fine(self) -> bool:
        return is_fine(self.call)


@dataclass(frozen=True, slots=True)
class Tried:
    """A scenario with the address to call and the body to send."""

    scenario: Scenario
    address: str
    body: str
    facility: str


@dataclass(frozen=True, slots=True)
class FaultLine:
    fault: DemoFault
    words: str
    facility: str


def fault_words() -> dict[Fault, str]:
    return {
        Fault.SLOW: _("Lambat"),
        Fault.SERVER_FAULT: _("Server rusak (HTTP 500)"),
        Fault.WRONG_KEY: _("Kunci salah"),
        Fault.CLOCK_SKEW: _("Jam tidak cocok"),
        Fault.DUPLICATE: _("Panggilan sampai dua kali"),
    }


def facilities() -> list[tuple[str, str]]:
    return [(one.credentials.cons_id, one.title) for one in bridges()]


def fault_lines(faults: list[DemoFault]) -> list[FaultLine]:
    words, named = fault_words(), dict(facilities())
    return [FaultLine(one, words[Fault(one.fault)], named.get(one.cons_id, "")) for one in faults]


def services_of(bridge: Bridge) -> list[tuple[Wire, str, str]]:
    """Each service with the first part of its address and the facility's key for it."""
    keys = bridge.credentials.user_keys
    return [(wire, PREFIXES[wire], keys[wire]) for wire in PREFIXES if wire in keys]


def call_page(call_id: int) -> CallPage:
    call = bridging_read.wire_call(call_id, viewer=DEVELOPER)
    address = f"/{PREFIXES[call.wire]}{call.path}" if call.path else call.template
    return CallPage(call, address, pretty(call.request), pretty(call.answer))


def tried(at: datetime) -> list[Tried]:
    named = dict(facilities())
    return [
        Tried(
            one,
            address_of(one),
            "" if one.body is None else json.dumps(one.body, indent=2, ensure_ascii=False),
            named.get(one.cons_id, one.cons_id),
        )
        for one in scenarios(day_of(at))
    ]


def pretty(text: str) -> str:
    """JSON on lines of its own; anything else as it came."""
    try:
        return json.dumps(json.loads(text), indent=2, ensure_ascii=False)
    except ValueError:
        return text


def is_fine(call: WireCallView) -> bool:
    return call.code in _FINE
