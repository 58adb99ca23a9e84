"""A sandbox lets calls go wrong on purpose: chosen by its adapter, done here."""

from collections.abc import Callable
from functools import lru_cache
from time import sleep

from django.conf import settings
from django.utils.module_loading import import_string

from titian.bridging.ports import Fault, Interference
from titian.bridging.services.wire.answering import Said, refused
from titian.bridging.services.wire.proofs import UNPROVED, Proved
from titian.bridging.types.wire import Wire, WireRequest

_LONGEST = 30.0  # seconds
_SAID = {
    Fault.WRONG_KEY: (UNPROVED, "user_key tidak sesuai untuk layanan ini"),
    Fault.CLOCK_SKEW: (UNPROVED, "X-timestamp sudah lewat: pakai detik UTC saat ini"),
    Fault.SERVER_FAULT: (500, "Internal Server Error"),
}


def disturbed(request: WireRequest, who: Proved, answer: Callable[[], Said]) -> Said | None:
    """What is said instead of the answer, or None; a slow call is answered after a while."""
    path = settings.TITIAN_WIRE_INTERFERENCE
    wanted = _adapter(path).before(request, _number(who)) if path else None
    if wanted is None:
        return None
    if wanted.fault is Fault.SLOW:
        sleep(min(wanted.seconds, _LONGEST))
        return None
    if wanted.fault is Fault.DUPLICATE:
        answer()
        return answer()
    code, message = _SAID[wanted.fault]
    http = code if code >= 500 or request.wire is Wire.PCARE else 200
    return refused(request.wire, code, message, http)


def _number(who: Proved) -> str:
    return who.consumer.caller.consumer_id


@lru_cache(maxsize=4)
def _adapter(path: str) -> Interference:
    made: Interference = import_string(path)()
    return made
