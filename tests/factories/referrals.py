"""Referrals and control letters for tests, each with people and facilities of its own."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from tests.factories.facilities import make_facility, make_hospital, make_practitioner
from tests.factories.members import NOON, TODAY, make_person
from titian.facilities.models import Facility
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope
from titian.referrals import services as referrals
from titian.referrals.types import LetterKind, NewLetter, NewReferral, ReferralKind


def caring_for(facility: Facility, role: str = "doctor") -> Actor:
    """Staff who record care there."""
    return Actor.staff(f"c{facility.pk}", (Grant(role, Scope("facility", facility.code)),))


def bridge_of(facility: Facility) -> Actor:
    """The facility's own system."""
    grant = Grant("bridge", Scope("facility", facility.code))
    return Actor.bridge(f"{facility.pk}", (grant,))


@dataclass(frozen=True)
class Way:
    """A puskesmas, a hospital with internal medicine, and somebody who may be sent."""

    puskesmas: Facility
    hospital: Facility
    person_id: int

    @property
    def doctor(self) -> Actor:
        return caring_for(self.puskesmas)

    @property
    def specialist(self) -> Actor:
        return caring_for(self.hospital)

    def wish(self, **changes: object) -> NewReferral:
        wanted = NewReferral(
            person_id=self.person_id,
            from_facility_id=self.puskesmas.pk,
            to_facility_id=self.hospital.pk,
            kind=ReferralKind.FULL,
            specialty_code="INT",
            diagnosis_code="I10",
        )
        return replace(wanted, **changes)  # type: ignore[arg-type]  # fields by their names

    def refer(
        self, *, at: datetime = NOON, by: Actor | None = None, key: UUID | None = None,
        **changes: object,
    ) -> str:  # fmt: skip
        return referrals.refer(
            wanted=self.wish(**changes), client_key=key or uuid4(), by=by or self.doctor, at=at
        )

    def use(self, number: str, letter: str = "L1", on: date = TODAY) -> None:
        referrals.use_referral(
            number=number, person_id=self.person_id, facility_id=self.hospital.pk,
            letter_number=letter, on=on, by=self.specialist, at=NOON,
        )  # fmt: skip

    def call_back(
        self, *, days: int = 7, key: UUID | None = None, at: datetime = NOON,
        kind: LetterKind = LetterKind.CONTROL, from_letter: str = "0301R0011126V000001",
    ) -> str:  # fmt: skip
        doctor = self.hospital.practitioners.first() or make_practitioner(self.hospital)
        wanted = NewLetter(
            kind=kind,
            person_id=self.person_id,
            facility_id=self.hospital.pk,
            practitioner_id=doctor.pk,
            specialty_code="INT",
            planned_on=TODAY + timedelta(days=days),
            from_letter=from_letter if kind is LetterKind.CONTROL else "",
        )
        return referrals.write_control_letter(
            wanted=wanted, client_key=key or uuid4(), by=self.specialist, at=at
        )


def make_way(person_id: int | None = None) -> Way:
    return Way(make_facility(), make_hospital("INT", "JAN"), person_id or make_person())
