"""Faults on purpose: which calls of a facility's system go wrong, and how often."""

from datetime import datetime
from time import monotonic

from django.db.models import F

from titian.bridging.ports import Disturbance, Fault
from titian.bridging.types import Wire, WireRequest
from titian.demo.models import DemoFault

_EVERY = ""
_QUIET_FOR = 1.0  # seconds in which a process does not look again when there was nothing


class _Faults:
    """The sandbox's adapter of the port `Interference`."""

    def __init__(self) -> None:
        self._quiet_until = 0.0

    def before(self, request: WireRequest, cons_id: str) -> Disturbance | None:
        if monotonic() < self._quiet_until:
            return None
        waiting = waiting_faults()
        if not waiting:
            self._quiet_until = monotonic() + _QUIET_FOR
        mine = (
            fault
            for fault in waiting
            if fault.cons_id in (cons_id, _EVERY) and fault.wire in (request.wire, _EVERY)
        )
        found = next(mine, None)
        if found is None:
            return None
        if not DemoFault.objects.filter(pk=found.pk, left__gt=0).update(left=F("left") - 1):
            return None
        return Disturbance(Fault(found.fault), float(found.seconds))

    def wake(self) -> None:
        self._quiet_until = 0.0


_adapter = _Faults()


def adapter() -> _Faults:
    return _adapter


def waiting_faults() -> list[DemoFault]:
    return list(DemoFault.objects.filter(left__gt=0).order_by("pk"))


def inject(
    *, cons_id: str, wire: Wire | None, fault: Fault, seconds: int, calls: int, at: datetime
) -> None:
    """The next calls of this facility's system and service meet this fault."""
    DemoFault.objects.create(
        cons_id=cons_id,
        wire=wire or _EVERY,
        fault=fault,
        seconds=seconds if fault is Fault.SLOW else 0,
        left=calls,
        made_at=at,
    )
    _adapter.wake()


def stop_faults(pk: int | None = None) -> int:
    """This one, or all; how many."""
    rows = DemoFault.objects.all() if pk is None else DemoFault.objects.filter(pk=pk)
    return rows.delete()[0]
