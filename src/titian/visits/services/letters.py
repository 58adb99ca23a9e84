"""Eligibility letters: issued, changed, cancelled; the patient discharged."""

import json
from dataclasses import asdict
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from titian.contributions import selectors as contributions_read
from titian.facilities import selectors as facilities_read
from titian.facilities import services as facilities
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.kernel.text import printable
from titian.members import selectors as members_read
from titian.members.errors import PersonOutOfReach
from titian.members.types import Standing, WardClass
from titian.referrals import selectors as referrals_read
from titian.referrals import services as referrals
from titian.referrals.types import CareKind
from titian.visits.errors import LetterExists, StillInpatient
from titian.visits.events import LetterIssued
from titian.visits.models import EligibilityLetter, Visit
from titian.visits.rules import letters as rules
from titian.visits.rules.lifecycle import after
from titian.visits.selectors.approvals import approved
from titian.visits.selectors.parameters import value_of
from titian.visits.selectors.rows import letter_rows, letter_view
from titian.visits.services.registering import lock_visit, register_visit
from titian.visits.services.writing import note_step, require_here, source_of
from titian.visits.types import (
    Coming,
    LetterState,
    LetterView,
    LetterWish,
    VisitAct,
    VisitState,
)

_SELF = Actor.system("visits.letters")
_WARD = "INAP"
_NUMBER = 19  # a longer one is no number of ours; what decides looked it up before
_FAR = timedelta(days=30)  # no run of weekends and holidays is longer
_ANY_ESTIMATE = 1_000_000  # whether there is a fine at all does not depend on the estimate


def issue_letter(*, wish: LetterWish, client_key: str = "", by: Actor, at: datetime) -> LetterView:
    """A hospital's letter for one visit. The same client key is the same letter; a referral or
    control letter is used up by it.

    Raises what `rules.letters` says, `LetterExists`, `StillInpatient`, `NotRecordingHere`, and
    what referrals say of the paper.
    """
    require_here(by, wish.facility_id)
    whose = _standing(wish.person_id, at)
    facts = _facts(wish, whose, at)
    refused = rules.refusal_of(facts)
    if refused is not None:
        before = _by_key(wish, client_key)
        if before is None:
            raise refused
        return letter_view(before)
    try:
        with transaction.atomic():
            return letter_view(_issued(wish, whose, client_key, by, at))
    except IntegrityError:
        before = _by_key(wish, client_key)
        if before is not None:
            return letter_view(before)
        _raise_what_stands(wish, at)
        raise


def _issued(
    wish: LetterWish, whose: Standing, client_key: str, by: Actor, at: datetime
) -> EligibilityLetter:
    before = _by_key(wish, client_key)
    if before is not None:
        return before
    number = facilities.next_number(facility_id=wish.facility_id, letter="V", on=wish.on)
    _use_paper(wish, number, by, at)
    _require_its_specialty(wish, at)
    visit = _visit_of(wish, number, by, at)

    row = _row(wish, whose, number, visit, client_key, by, at)
    row.save(force_insert=True)

    told = LetterIssued(number, visit.pk, row.person_id, row.facility_id)
    state, before_state = visit.state, visit.state
    if wish.care_kind is CareKind.INPATIENT:
        state = after(VisitState(visit.state), VisitAct.ADMIT)
    Visit.objects.filter(pk=visit.pk).update(
        state=state, referral_number=printable(wish.referral_number, _NUMBER)
    )
    visit.state = state
    note_step(visit, VisitAct.ADMIT, before=before_state, by=by, at=at, events=[told])
    return letter_rows(Q(pk=row.pk)).get()


def _visit_of(wish: LetterWish, number: str, by: Actor, at: datetime) -> Visit:
    """The row of this coming; a ward's is always new."""
    inpatient = wish.care_kind is CareKind.INPATIENT
    coming = Coming(
        wish.person_id,
        wish.facility_id,
        wish.specialty_code or _WARD,
        wish.on,
        care_kind=wish.care_kind,
        practitioner_id=wish.practitioner_id,
    )
    key = f"letter:{number}" if inpatient else ""
    registered = register_visit(coming=coming, client_key=key, by=by, at=at)
    return lock_visit(registered.visit_id, by=by)


def _row(
    wish: LetterWish,
    whose: Standing,
    number: str,
    visit: Visit,
    client_key: str,
    by: Actor,
    at: datetime,
) -> EligibilityLetter:
    per_specialty = bool(value_of("letter.one_per_specialty", on=wish.on, at=at))
    return EligibilityLetter(
        number=number,
        visit=visit,
        person_id=wish.person_id,
        facility_id=wish.facility_id,
        practitioner_id=wish.practitioner_id,
        issued_on=wish.on,
        issued_at=at,
        care_kind=wish.care_kind,
        ward_class=whose.ward_class or WardClass.THIRD,
        specialty_code=wish.specialty_code,
        specialty_name=facilities_read.specialty_name(wish.specialty_code),
        scope=rules.scope_of(wish.specialty_code, one_per_specialty=per_specialty),
        diagnosis_code=wish.diagnosis.code,
        diagnosis_name=wish.diagnosis.name,
        referral_number=printable(wish.referral_number, _NUMBER),
        control_number=wish.control_number,
        mr_number=wish.mr_number,
        details=json.dumps(asdict(wish.details)),
        accident_kind=wish.details.accident.kind,
        fine_possible=_is_fine_possible(wish, whose),
        death_letter="",
        accident_report="",
        source=source_of(by),
        client_key=client_key or None,
        issued_by=by.ref,
    )


def _use_paper(wish: LetterWish, number: str, by: Actor, at: datetime) -> None:
    """A control visit uses its control letter; the referral behind it was used by the first."""
    if wish.control_number:
        referrals.use_control_letter(
            number=wish.control_number,
            person_id=wish.person_id,
            facility_id=wish.facility_id,
            letter_number=number,
            on=wish.on,
            by=by,
            at=at,
        )
    elif wish.referral_number:
        referrals.use_referral(
            number=wish.referral_number,
            person_id=wish.person_id,
            facility_id=wish.facility_id,
            letter_number=number,
            on=wish.on,
            by=by,
            at=at,
        )


def _require_its_specialty(wish: LetterWish, at: datetime) -> None:
    """A paper is for one specialty; another needs a reason (`assessment`). An emergency is none."""
    if wish.control_number:
        paper = referrals_read.control_letter(wish.control_number, viewer=_SELF, at=at).specialty
    elif wish.referral_number:
        paper = referrals_read.referral(wish.referral_number, viewer=_SELF, at=at).specialty
    else:
        return
    rules.require_specialty(
        wish.care_kind, wish.specialty_code, paper, has_reason=bool(wish.details.assessment)
    )


def _facts(wish: LetterWish, whose: Standing, at: datetime) -> rules.LetterFacts:
    hours = value_of("identity.hours", on=wish.on, at=at)
    return rules.LetterFacts(
        status=whose.status.value,
        is_active=whose.is_active,
        facility_kind=facilities_read.facility(wish.facility_id).kind,
        on=wish.on,
        today=day_of(at),
        care_kind=wish.care_kind,
        specialty_code=wish.specialty_code,
        has_paper=bool(wish.referral_number or wish.control_number),
        show_until=rules.identity_until(wish.on, hours, _days_off(wish.on, hours)),
        is_allowed_late=approved(wish.person_id, wish.facility_id, wish.on, wish.care_kind),
    )


def _days_off(admitted_on: date, hours: int) -> frozenset[date]:
    """Holidays that may lie within the time to show who one is, however they fall."""
    last = admitted_on + timedelta(hours=hours) + _FAR
    return frozenset(facilities_read.days_off(admitted_on, last))


def _is_fine_possible(wish: LetterWish, whose: Standing) -> bool:
    if wish.care_kind is not CareKind.INPATIENT:
        return False
    owed = contributions_read.fine_of(
        whose.family_id, package_estimate=_ANY_ESTIMATE, admitted_on=wish.on
    )
    return owed > 0


def _standing(person_id: int, at: datetime) -> Standing:
    """As we know it, not as a look: that they stand before the desk is in the letter's audit."""
    found = members_read.standings_of([person_id], viewer=_SELF, on=day_of(at))
    if person_id not in found:
        raise PersonOutOfReach
    return found[person_id]


def _by_key(wish: LetterWish, client_key: str) -> EligibilityLetter | None:
    if not client_key:
        return None
    return letter_rows(Q(facility=wish.facility_id, client_key=client_key)).first()


def _raise_what_stands(wish: LetterWish, at: datetime) -> None:
    """Which letter is in the way: its number is told to its own hospital only."""
    issued = EligibilityLetter.objects.filter(person=wish.person_id, state=LetterState.ISSUED)
    if wish.care_kind is CareKind.INPATIENT:
        standing = issued.filter(care_kind=CareKind.INPATIENT, discharged_on__isnull=True).first()
        if standing is not None:
            raise StillInpatient(number=_told(standing, wish))
        return
    per_specialty = bool(value_of("letter.one_per_specialty", on=wish.on, at=at))
    scope = rules.scope_of(wish.specialty_code, one_per_specialty=per_specialty)
    standing = issued.filter(issued_on=wish.on, scope=scope).first()
    if standing is not None:
        raise LetterExists(number=_told(standing, wish))


def _told(letter: EligibilityLetter, wish: LetterWish) -> str:
    return letter.number if letter.facility_id == wish.facility_id else ""
