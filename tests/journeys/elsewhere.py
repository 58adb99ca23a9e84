"""Numbers of a hospital's own system, in the browser's database: asked for, refused, given."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.factories.outside import Elsewhere, ask, make_elsewhere, proposed
from tests.factories.queue import make_person
from titian.kernel import clock
from titian.kernel.scopes import Grant, Scope
from titian.queue import services as queue
from titian.queue.models import Ticket
from titian.queue.ports import FacilityRefuses


@dataclass(frozen=True, slots=True)
class Asked:
    """One person each: being asked for, refused, with a ticket that is at the doctor's."""

    place: Elsewhere
    asker: int
    asking: int
    refused_one: int
    refused: int
    holder: int
    code: str

    @property
    def desk(self) -> tuple[Grant, ...]:
        return (Grant("desk", Scope("facility", self.place.clinic.facility.code)),)


# Whose page, and where it is.
OUTSIDE: dict[str, Callable[[Asked], tuple[int, str]]] = {
    "queue:asking": lambda a: (a.asker, f"/berobat/tanya/{a.asking}/"),
    "web:home asking": lambda a: (a.asker, "/"),
    "web:home refused": lambda a: (a.refused_one, "/"),
    "queue:asking refused": lambda a: (a.refused_one, f"/berobat/tanya/{a.refused}/"),
    "queue:ticket elsewhere": lambda a: (a.holder, f"/tiket/{a.code}/"),
    "queue:cancel elsewhere": lambda a: (a.holder, f"/tiket/{a.code}/batal/"),
}


def numbers_elsewhere() -> Asked:
    at = clock.now()
    place = make_elsewhere(starts_at=at - timedelta(minutes=30))
    holder, refused_one, asker = make_person(), make_person(), make_person()
    given = ask(place, holder, at=at)
    _carry(given.pk, at)
    queue.note_task(
        key=place.key("RS#1"), task=3, told_at=at - timedelta(minutes=5), by=place.bridge, at=at
    )
    place.line.raises.append(FacilityRefuses(201, "Pendaftaran ke Poli Ini Sedang Tutup"))
    refused = ask(place, refused_one, at=at)
    _carry(refused.pk, at)
    asking = ask(place, asker, at=at)
    code = Ticket.objects.get(pk=given.ticket_ref).code
    return Asked(place, asker, asking.pk, refused_one, refused.pk, holder, code)


def _carry(errand_id: int, at: datetime) -> None:
    """By its id, unclaimed: the worker of the running server claims what it finds, and knows
    nothing of this facility's system.
    """
    queue.carry_errand(errand_id, clock=lambda: at)


def hours_asked_for() -> tuple[tuple[Grant, ...], int]:
    """A manager's grants, and the hours that the system of their hospital proposed."""
    place = make_elsewhere()
    asked = proposed(place, at=clock.now())
    return (Grant("manager", Scope("facility", place.clinic.facility.code)),), asked.pk
