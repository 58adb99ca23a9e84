"""Kota Malang enrols: opened, and every procedure proposed by one keeper, approved by another."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from titian.accounts import selectors as accounts_read
from titian.demo.people.characters import staff
from titian.enrolment import selectors as enrolment_read
from titian.enrolment import services as enrolment
from titian.enrolment.types import ProcedureState, Terms
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of

_CITY = "35.73"
_HEAD = "Kepala Dinas Kesehatan Kota Malang (contoh)"
_KEEPERS = ("prosedur.malang", "prosedur2.malang")
_PEOPLE_PAID = 250_000
_AGO = timedelta(days=365)


def settle_city(*, by: Actor, at: datetime) -> int:
    """Opens the city a year ago unless it is open; returns the rows written."""
    began = (day_of(at) - _AGO).replace(day=1)
    opened_at = datetime.combine(began, time(8), ZoneInfo("Asia/Jakarta"))
    if enrolment_read.kinds_open(_CITY, day_of(at)):
        return 0
    written = _open(began, by=by, at=opened_at)
    _approve(at=opened_at)
    return written


def _open(began: date, *, by: Actor, at: datetime) -> int:
    term = Terms(valid_from=began, same_day=True, people_paid=_PEOPLE_PAID)
    return enrolment.open_city(
        code=_CITY, head_title=_HEAD, term=term, basis="Perjanjian contoh", by=by, at=at
    )


def _approve(*, at: datetime) -> None:
    """One keeper takes what is shipped as their own draft and proposes it; the other says yes."""
    one, other = (_keeper(name) for name in _KEEPERS)
    for view in enrolment_read.procedure_versions(_CITY, viewer=one):
        if view.state is not ProcedureState.PROPOSED:
            continue
        enrolment.take_back_procedure(procedure_id=view.id, by=one, at=at)
        enrolment.change_procedure(
            procedure_id=view.id,
            valid_from=view.valid_from,
            body=enrolment_read.procedure_body(view.id, viewer=one),
            by=one,
            at=at,
        )
        enrolment.propose_procedure(procedure_id=view.id, by=one, at=at)
        enrolment.approve_procedure(procedure_id=view.id, by=other, at=at)


def _keeper(username: str) -> Actor:
    grant = next(one.grant for one in staff() if one.username == username)
    return Actor.staff(accounts_read.staff_named(username) or 0, (grant,))
