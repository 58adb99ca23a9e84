"""Somebody was treated: at a clinic with a desk, and at a hospital with a letter."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.factories.members import make_family, new_person, staff_of_region
from tests.factories.visits import (
    COUGH,
    SUGAR,
    SYRUP,
    Hospital,
    make_coded_clinic,
    make_hospital,
    referred,
    worker,
)
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.kernel.scopes import Grant, Scope
from titian.members.types import Relation
from titian.referrals.types import CareKind
from titian.visits import selectors as visits_read
from titian.visits import services as visits
from titian.visits.types import (
    Accident,
    ApprovalAsked,
    ApprovalKind,
    Coming,
    Findings,
    LetterDetails,
    LetterWish,
    Meeting,
)


@dataclass(frozen=True, slots=True)
class Unusual:
    """Leave that was asked, a letter after an accident of which the insurer was told, a meeting."""

    approval: int
    letter: str
    meeting: int


@dataclass(frozen=True, slots=True)
class Treated:
    """Siti, whose husband heads the family, with a visit at a clinic and a stay in a ward."""

    siti: int
    husband: int
    clinic: str
    visit: int
    coming: int
    hospital: Hospital
    ward: int
    letter: str
    waiting: int
    unusual: Unusual

    @property
    def at_clinic(self) -> tuple[Grant, ...]:
        return (Grant("doctor", Scope("facility", self.clinic)),)

    @property
    def at_hospital(self) -> tuple[Grant, ...]:
        return (Grant("desk", Scope("facility", self.hospital.facility.code)),)


CARE: dict[str, Callable[[Treated], str]] = {
    "visits:history": lambda _: "/riwayat/",
    "visits:history not shared": lambda t: f"/riwayat/?orang={t.husband}",
    "visits:visit": lambda t: f"/riwayat/{t.visit}/",
    "visits:visit in a ward": lambda t: f"/riwayat/{t.ward}/",
    "visits:sharing": lambda _: "/riwayat/izin/",
}


def somebody_treated() -> Treated:
    at, clinic, hospital = clock.now(), make_coded_clinic("Puskesmas Contoh Rawat"), make_hospital()
    today = day_of(at)
    husband, siti = make_family(
        new_person("Budi Santoso"), new_person("Siti Aminah", relation=Relation.SPOUSE)
    )
    by = worker(clinic.facility)
    came = visits.register_visit(
        coming=Coming(siti, clinic.facility.pk, "001", today), by=by, at=at
    )
    found = Findings((SUGAR, COUGH), complaint="Sering haus", medicines=(SYRUP,))
    visits.record_visit(visit_id=came.visit_id, found=found, by=by, at=at)
    coming = visits.register_visit(
        coming=Coming(husband, clinic.facility.pk, "001", today), by=by, at=at
    )
    wish = LetterWish(
        siti, hospital.facility.pk, today, CareKind.INPATIENT, COUGH, specialty_code="IGD"
    )
    letter = visits.issue_letter(wish=wish, by=hospital.desk, at=at)
    referred(husband, hospital, at=at)
    waiting = visits.register_visit(
        coming=Coming(husband, hospital.facility.pk, "INT", today), by=hospital.desk, at=at
    )
    return Treated(
        siti=siti,
        husband=husband,
        clinic=clinic.facility.code,
        visit=came.visit_id,
        coming=coming.visit_id,
        hospital=hospital,
        ward=letter.visit_id,
        letter=letter.number,
        waiting=waiting.visit_id,
        unusual=_something_unusual(husband, hospital, clinic.facility.pk, at),
    )


def _something_unusual(person: int, hospital: Hospital, clinic: int, at: datetime) -> Unusual:
    here, today = hospital.facility.pk, day_of(at)
    asked = ApprovalAsked(
        person,
        here,
        today - timedelta(days=2),
        CareKind.OUTPATIENT,
        ApprovalKind.BACKDATE,
        "Listrik padam hari itu",
    )
    visits.ask_approval(asked=asked, by=hospital.desk, at=at)
    case = visits_read.approvals_waiting(viewer=staff_of_region("35.73"))[-1]
    hurt = LetterDetails(accident=Accident(1, "LP/1", today.isoformat()))
    wish = LetterWish(
        person, here, today, CareKind.OUTPATIENT, COUGH, specialty_code="IGD", details=hurt
    )
    letter = visits.issue_letter(wish=wish, by=hospital.desk, at=at)
    visits.send_accident(letter_number=letter.number, by=hospital.desk, at=at)
    system = Actor.system("tests")
    held = visits.plan_meeting(meeting=Meeting(clinic, None, "01", "01", today), by=system, at=at)
    visits.note_attendance(meeting_id=held, person_id=person, by=system, at=at)
    return Unusual(case.approval_id, letter.number, held)
