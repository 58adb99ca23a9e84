"""A city that enrols: opened, its procedures approved by two people."""

from datetime import UTC, date, datetime

from tests.factories.accounts import make_staff
from titian.enrolment import services as enrolment
from titian.enrolment.models import City, Procedure
from titian.enrolment.types import ProcedureState, Terms
from titian.kernel.actors import Actor
from titian.kernel.scopes import REGION, Grant, Scope

MALANG = "35.73"
MADIUN = "35.77"  # no browser test opens it: what is written there stays written
KEDIRI = "35.71"
PANDANWANGI = "35.73.01.1006"
DINOYO = "35.73.05.1004"
BEGAN = date(2026, 1, 5)
OPENED = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
SAME_DAY = Terms(valid_from=BEGAN, same_day=True)


def keeps(city: str) -> tuple[Grant, ...]:
    return (Grant("procedure", Scope(REGION, city)),)


KEEPS = keeps(MALANG)


def begun_city(code: str = MALANG, terms: Terms = SAME_DAY) -> City:
    """Opened, with nothing approved yet."""
    enrolment.open_city(
        code=code,
        head_title="Kepala Dinas Kesehatan (contoh)",
        term=terms,
        basis="Perjanjian contoh",
        by=Actor.system("tests"),
        at=OPENED,
    )
    return City.objects.get(pk=code)


def open_malang(terms: Terms = SAME_DAY) -> City:
    return opened_city(MALANG, terms)


def opened_city(code: str, terms: Terms = SAME_DAY) -> City:
    """Opened, and every procedure we ship approved."""
    city = begun_city(code, terms)
    keeper = make_staff(keeps(code)).actor
    for row in Procedure.objects.filter(city=city, state=ProcedureState.PROPOSED):
        enrolment.approve_procedure(procedure_id=row.pk, by=keeper, at=OPENED)
    return city
