"""Care for tests: a clinic and a hospital of their own, their people, visits in some state."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from uuid import uuid4

from tests.factories.queue import MORNING, Clinic, make_clinic
from titian.facilities.models import Facility, Practitioner, Service
from titian.kernel.actors import Actor
from titian.kernel.identifiers import spoken_code
from titian.kernel.scopes import Grant, Scope
from titian.referrals import services as referrals
from titian.referrals.types import CareKind, Coded, NewReferral, ReferralKind
from titian.visits import services as visits
from titian.visits.types import (
    Coming,
    Findings,
    LetterDetails,
    LetterWish,
    NewMedicine,
    Outcome,
    VisitView,
)

MONDAY = date(2026, 11, 23)
COUGH = Coded("J06.9", "Acute upper respiratory infection, unspecified")
SUGAR = Coded("E11.9", "Non-insulin-dependent diabetes mellitus, without complications")
SYRUP = NewMedicine(
    name="Paracetamol 500 mg", times="3", each="1", amount="10", how="sesudah makan"
)

_serial = count(uuid4().int % 10**6)


@dataclass(frozen=True, slots=True)
class Hospital:
    facility: Facility
    internist: Practitioner

    @property
    def desk(self) -> Actor:
        return worker(self.facility)

    @property
    def bridge(self) -> Actor:
        return bridge_of(self.facility)


def worker(facility: Facility, role: str = "desk") -> Actor:
    return Actor.staff(next(_serial), (Grant(role, Scope("facility", facility.code)),))


def bridge_of(facility: Facility) -> Actor:
    grants = (Grant("bridge", Scope("facility", facility.code)),)
    return Actor.bridge(f"c{facility.pk}", grants)


def make_coded_clinic(name: str = "Puskesmas Contoh") -> Clinic:
    """A clinic whose documents get numbers."""
    clinic = make_clinic(name)
    _give_code(clinic.facility)
    return clinic


def make_hospital(name: str = "RS Contoh") -> Hospital:
    facility = Facility.objects.create(
        code=f"H{spoken_code(9)}",
        name=name,
        kind="hospital",
        regency_id="35.73",
        timezone="Asia/Jakarta",
        uses_titian=True,
        is_sample=True,
    )
    _give_code(facility)
    for code, name_, letter in (("INT", "Penyakit Dalam", "A"), ("IGD", "Gawat Darurat", "G")):
        Service.objects.create(facility=facility, code=code, name=name_, letter=letter)
    return Hospital(facility, Practitioner.objects.create(facility=facility, name="dr. Dalam"))


def coming(person_id: int, facility: Facility, service_code: str = "001") -> Coming:
    return Coming(person_id, facility.pk, service_code, MONDAY)


def findings(*diagnoses: Coded, outcome: Outcome = Outcome.HOME) -> Findings:
    return Findings(
        diagnoses=diagnoses or (COUGH,),
        outcome=outcome,
        complaint="Batuk tiga hari",
        vitals={"systolic": "120", "diastolic": "80"},
        medicines=(SYRUP,),
    )


def recorded(person_id: int, clinic: Clinic, *diagnoses: Coded) -> VisitView:
    """Came on Monday and was written down by the desk."""
    by = worker(clinic.facility)
    came = visits.register_visit(coming=coming(person_id, clinic.facility), by=by, at=MORNING)
    return visits.record_visit(
        visit_id=came.visit_id, found=findings(*diagnoses), by=by, at=MORNING
    )


def emergency(
    person_id: int,
    hospital: Hospital,
    *,
    care_kind: CareKind = CareKind.OUTPATIENT,
    on: date = MONDAY,
) -> LetterWish:
    """No paper is needed."""
    return LetterWish(
        person_id=person_id,
        facility_id=hospital.facility.pk,
        on=on,
        care_kind=care_kind,
        diagnosis=COUGH,
        specialty_code="IGD",
    )


def _give_code(facility: Facility) -> None:
    facility.scheme_code = f"9{spoken_code(7)}"
    facility.save(update_fields=["scheme_code"])


def referred(
    person_id: int, hospital: Hospital, specialty: str = "INT", *, at: datetime = MORNING
) -> str:
    """Sent from a clinic to this hospital; the number of the referral."""
    clinic = make_coded_clinic()
    wanted = NewReferral(
        person_id=person_id,
        from_facility_id=clinic.facility.pk,
        to_facility_id=hospital.facility.pk,
        kind=ReferralKind.FULL,
        specialty_code=specialty,
        diagnosis_code="E11.9",
    )
    return referrals.refer(wanted=wanted, client_key=uuid4(), by=worker(clinic.facility), at=at)


def sent_with(person_id: int, hospital: Hospital, paper: str) -> LetterWish:
    """A first visit on a referral."""
    return LetterWish(
        person_id=person_id,
        facility_id=hospital.facility.pk,
        on=MONDAY,
        care_kind=CareKind.OUTPATIENT,
        diagnosis=SUGAR,
        specialty_code="INT",
        practitioner_id=hospital.internist.pk,
        referral_number=paper,
        mr_number="00-12-34",
        details=LetterDetails(phone="6280000000001", note="kontrol gula"),
    )
