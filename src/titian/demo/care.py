"""What the named people were treated for: visits at clinics, letters and wards at the hospital."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import yaml

from titian.demo.people.characters import DATA
from titian.facilities import selectors as facilities_read
from titian.facilities.types import FacilityView
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.referrals import selectors as referrals_read
from titian.referrals.types import CareKind, Coded
from titian.visits import selectors as visits_read
from titian.visits import services as visits
from titian.visits.types import (
    Coming,
    Discharge,
    Findings,
    Leaving,
    LetterWish,
    NewMedicine,
    Outcome,
)


class _Clerk:
    """Writes down what the file tells, once."""

    def __init__(self, by: Actor, at: datetime) -> None:
        self._by, self._at = by, at

    def visit(self, one: dict[str, Any]) -> int:
        place, person_id = self._place(one), self._person(one)
        then = self._at - timedelta(days=one["days_ago"])
        doctor = _doctor(place, one["doctor"])
        coming = Coming(person_id, place.id, one["service"], day_of(then), practitioner_id=doctor)
        came = visits.register_visit(
            coming=coming, client_key=f"demo:{one['key']}", by=self._by, at=then
        )
        if not came.is_new:
            return 0
        number = self._referral(person_id) if one.get("referral") else ""
        visits.record_visit(
            visit_id=came.visit_id,
            found=replace(self._found(one, [*one["diagnoses"]], doctor), referral_number=number),
            number=number,
            by=self._by,
            at=then,
        )
        return 1

    def letter(self, one: dict[str, Any]) -> int:
        place, person_id = self._place(one), self._person(one)
        then = self._at - timedelta(days=one["days_ago"])
        issued = visits.issue_letter(
            wish=self._wish(one, place, person_id, day_of(then)),
            client_key=f"demo:{one['key']}",
            by=self._by,
            at=then,
        )
        if issued.issued_at != then:
            return 0
        self._go_on(issued.number, issued.visit_id, one, then)
        return 1

    def share(self, one: dict[str, Any]) -> int:
        own = Actor.member("demo", self._person(one))
        reader = self._person({"card": one["with"]})
        may = {near.person_id: near.is_allowed for near in visits_read.readers(own, at=self._at)}
        if may.get(reader, True):
            return 0
        visits.share_history(reader_id=reader, by=own, at=self._at)
        return 1

    def _wish(
        self, one: dict[str, Any], place: FacilityView, person_id: int, on: date
    ) -> LetterWish:
        return LetterWish(
            person_id=person_id,
            facility_id=place.id,
            on=on,
            care_kind=CareKind(one.get("care", CareKind.OUTPATIENT)),
            diagnosis=_coded(one["diagnosis"]),
            specialty_code=one["specialty"],
            practitioner_id=_doctor(place, one.get("doctor")),
            referral_number=self._referral(person_id) if one.get("referral") else "",
            mr_number=one["record_number"],
        )

    def _go_on(self, number: str, visit_id: int, one: dict[str, Any], then: datetime) -> None:
        """An outpatient's visit ends the same day; an inpatient leaves, or lies there still."""
        if one.get("care") != CareKind.INPATIENT:
            found = self._found(one, [one["diagnosis"]], None)
            visits.record_visit(visit_id=visit_id, found=found, by=self._by, at=then)
        elif "left_days_ago" in one:
            left_at = self._at - timedelta(days=one["left_days_ago"])
            left = Discharge(day_of(left_at), Leaving.DOCTOR)
            visits.discharge(number=number, discharge=left, by=self._by, at=left_at)

    def _found(self, one: dict[str, Any], codes: list[str], doctor: int | None) -> Findings:
        return Findings(
            diagnoses=tuple(_coded(code) for code in codes),
            outcome=Outcome(one.get("outcome", Outcome.HOME)),
            complaint=one.get("complaint"),
            practitioner_id=doctor,
            vitals=one.get("vitals"),
            medicines=tuple(_medicine(*told) for told in one.get("medicines", ())),
        )

    def _referral(self, person_id: int) -> str:
        papers = referrals_read.referrals_of(person_id, viewer=self._by, at=self._at)
        return papers[0].number if papers else ""

    def _person(self, one: dict[str, Any]) -> int:
        found = members_read.find_by_identifier(one["card"], viewer=self._by, at=self._at)
        return found.person_id

    def _place(self, one: dict[str, Any]) -> FacilityView:
        return facilities_read.facility_by_code(one["place"])


def settle_care(*, by: Actor, at: datetime) -> int:
    """Write what the file tells, once; how much that was."""
    told = yaml.safe_load((DATA / "care.yaml").read_text())
    clerk = _Clerk(by, at)
    written = sum(clerk.visit(one) for one in told["visits"])
    written += sum(clerk.letter(one) for one in told["letters"])
    return written + sum(clerk.share(one) for one in told["shared"])


def _doctor(place: FacilityView, told: str | int | None) -> int | None:
    """By name at a clinic, by code at a hospital."""
    if isinstance(told, int):
        return facilities_read.practitioner_by_scheme_code(place.id, told).id
    named = {one.name: one.id for one in facilities_read.practitioners_of(place.id)}
    return named[told] if told else None


def _coded(code: str) -> Coded:
    return referrals_read.diagnosis(code)


def _medicine(name: str, times: str, each: str, amount: str, how: str) -> NewMedicine:
    return NewMedicine(name=name, times=times, each=each, amount=amount, how=how)
