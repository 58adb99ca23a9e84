"""Somebody referred and called back, in the browser's database: what holds, and what is over."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import uuid4

from tests.factories.facilities import make_practitioner
from tests.factories.members import make_family, new_person
from tests.factories.queue import Clinic, make_session
from tests.factories.referrals import Way, make_way
from titian.facilities.models import Service
from titian.kernel import clock
from titian.kernel.periods import day_of
from titian.kernel.scopes import Grant, Scope
from titian.members.types import Relation
from titian.referrals import services as referrals
from titian.referrals.types import LetterKind, NewLetter


@dataclass(frozen=True, slots=True)
class Referring:
    """Siti has a referral and a letter to come again, her daughter a used one; the hospital's
    internal medicine takes numbers tomorrow.
    """

    way: Way
    daughter: int
    open: str
    used: str
    letter: str
    admission: str

    def staff_of_puskesmas(self, role: str = "doctor") -> tuple[Grant, ...]:
        return (Grant(role, Scope("facility", self.way.puskesmas.code)),)

    def staff_of_hospital(self, role: str = "doctor") -> tuple[Grant, ...]:
        return (Grant(role, Scope("facility", self.way.hospital.code)),)


PAPERS: dict[str, Callable[[Referring], str]] = {
    "web:home": lambda _: "/",
    "referrals:mine": lambda _: "/rujukan/",
    "referrals:mine over": lambda r: f"/rujukan/?orang={r.daughter}",
    "referrals:show": lambda r: f"/rujukan/{r.open}/",
    "referrals:show used": lambda r: f"/rujukan/{r.used}/",
    "referrals:letter": lambda r: f"/surat-kontrol/{r.letter}/",
    "referrals:letter admission": lambda r: f"/surat-kontrol/{r.admission}/",
}


def papers_of_a_family() -> Referring:
    at = clock.now()
    siti, daughter = make_family(
        new_person("Siti Aminah"),
        new_person("Rina Aminah", born=date(2016, 5, 5), relation=Relation.CHILD),
    )
    way = make_way(siti)
    make_practitioner(way.puskesmas)
    doctor = make_practitioner(way.hospital)
    service = Service.objects.get(facility=way.hospital, code="INT")
    tomorrow = (at + timedelta(days=1)).replace(minute=0, second=0, microsecond=0)
    make_session(Clinic(way.hospital, service, doctor), starts_at=tomorrow)
    number = way.refer(at=at, note="Mohon pemeriksaan jantung.")
    hers = replace(way, person_id=daughter)
    used = hers.refer(at=at)
    hers.use(used, on=day_of(at))
    wanted = NewLetter(
        LetterKind.CONTROL, siti, way.hospital.pk, doctor.pk, "INT",
        day_of(at) + timedelta(days=1), "0301R0011126V000001", "INT", "I10",
    )  # fmt: skip
    letter = _written(wanted, way)
    admission = _written(replace(wanted, kind=LetterKind.ADMISSION, from_letter=""), way)
    return Referring(way, daughter, number, used, letter, admission)


def _written(wanted: NewLetter, way: Way) -> str:
    return referrals.write_control_letter(
        wanted=wanted, client_key=uuid4(), by=way.specialist, at=clock.now()
    )
