"""Asking and granting leave for letters, and making sure of somebody by their answers."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.kernel.text import printable
from titian.members import selectors as members_read
from titian.members.errors import PersonOutOfReach
from titian.platform.audit import services as audit
from titian.visits.errors import (
    ApprovalAnswered,
    ApprovalDay,
    ApprovalUnknown,
    IdentityTries,
    NotRecordingHere,
)
from titian.visits.models import IdentityCheck, LetterApproval
from titian.visits.rules import identity as rules
from titian.visits.selectors.approvals import approval_view
from titian.visits.types.approvals import ApprovalAsked, ApprovalKind, ApprovalView
from titian.visits.types.identity import IdentityAnswer, IdentityWay

_USER, _REASON = 80, 300
_SELF = Actor.system("visits.identity")


@transaction.atomic
def ask_approval(*, asked: ApprovalAsked, by: Actor, at: datetime) -> ApprovalView:
    """Asked again it is the same question; with another reason after a no, it waits once more.

    Raises NotRecordingHere.
    """
    _require(by, asked.facility_id)
    row, is_new = LetterApproval.objects.select_for_update(of=("self",)).get_or_create(
        facility_id=asked.facility_id,
        person_id=asked.person_id,
        day=asked.on,
        care_kind=asked.care_kind,
        kind=asked.kind,
        defaults={
            "reason_sealed": asked.reason,
            "user": asked.user[:_USER],
            "asked_by": by.ref,
            "asked_at": at,
        },
    )
    if is_new or _asks_anew(row, asked, by, at):
        _write_down("approval_asked", row.person_id, row.facility_id, by, at)
    return approval_view(row)


def ask_approval_here(*, asked: ApprovalAsked, by: Actor, at: datetime) -> ApprovalView:
    """Typed at a desk, for a day that has come; to go back, for an earlier one. Raises besides
    ApprovalDay.
    """
    if asked.on > day_of(at) or (asked.kind is ApprovalKind.BACKDATE and asked.on == day_of(at)):
        raise ApprovalDay
    said = replace(asked, reason=printable(asked.reason, _REASON), user=by.ref)
    return ask_approval(asked=said, by=by, at=at)


@transaction.atomic
def grant_approval(*, asked: ApprovalAsked, by: Actor, at: datetime) -> ApprovalView:
    """Grants what was asked; again is fine.

    Raises NotRecordingHere, ApprovalUnknown, ApprovalAnswered when the branch refused it.
    """
    _require(by, asked.facility_id)
    rows = LetterApproval.objects.select_for_update(of=("self",)).filter(
        facility_id=asked.facility_id,
        person_id=asked.person_id,
        day=asked.on,
        care_kind=asked.care_kind,
        kind=asked.kind,
    )
    row = rows.first()
    if row is None:
        raise ApprovalUnknown
    if row.refused_at is not None:
        raise ApprovalAnswered(answer="no")
    if row.granted_at is None:
        row.granted_at, row.granted_by = at, by.ref
        row.save(update_fields=["granted_at", "granted_by"])
        _write_down("approval_granted", row.person_id, row.facility_id, by, at)
    return approval_view(row)


def _asks_anew(row: LetterApproval, asked: ApprovalAsked, by: Actor, at: datetime) -> bool:
    if row.refused_at is None or asked.reason == row.reason_sealed:
        return False
    row.refused_at, row.refused_by, row.answer_sealed = None, "", None
    row.reason_sealed, row.user = asked.reason, asked.user[:_USER]
    row.asked_by, row.asked_at = by.ref, at
    row.save()
    return True


def answer_identity(*, answer: IdentityAnswer, by: Actor, at: datetime) -> bool:
    """Whether the answers are right; wrong ones are counted and few are allowed.

    Raises NotRecordingHere, PersonOutOfReach, IdentityTries.
    """
    _require(by, answer.facility_id)
    known = members_read.standings_of([answer.person_id], viewer=_SELF, on=answer.on)
    if answer.person_id not in known:
        raise PersonOutOfReach
    whose = known[answer.person_id]
    clinic = _code_of(whose.facility_id)
    is_right = rules.is_right(
        told_born=answer.birth_date,
        told_clinic=answer.primary_code,
        born=whose.birth_date,
        clinic=clinic,
    )
    return _noted(answer, by, at, is_right=is_right)


@transaction.atomic
def _noted(answer: IdentityAnswer, by: Actor, at: datetime, *, is_right: bool) -> bool:
    """Counts under the row's lock, so that tries side by side are all counted."""
    row = _row(answer.person_id, answer.facility_id, answer.on, IdentityWay.QUESTION, by, at)
    if row.passed_at is not None:
        return is_right
    if row.wrong >= rules.TRIES:
        raise IdentityTries
    same = IdentityCheck.objects.filter(pk=row.pk)
    if is_right:
        same.update(passed_at=at)
    else:
        same.update(wrong=F("wrong") + 1)
    action = "identity_passed" if is_right else "identity_failed"
    _write_down(action, answer.person_id, answer.facility_id, by, at)
    return is_right


def _row(
    person_id: int, facility_id: int, on: date, way: IdentityWay, by: Actor, at: datetime
) -> IdentityCheck:
    row, _ = IdentityCheck.objects.get_or_create(
        facility_id=facility_id,
        person_id=person_id,
        day=on,
        way=way,
        defaults={"recorded_by": by.ref, "recorded_at": at},
    )
    return IdentityCheck.objects.select_for_update(of=("self",)).get(pk=row.pk)


def _code_of(facility_id: int | None) -> str:
    return facilities_read.facility(facility_id).scheme_code if facility_id else ""


def _require(by: Actor, facility_id: int) -> None:
    if not facilities_read.records_care(by, facility_id):
        raise NotRecordingHere


def _write_down(action: str, person_id: int, facility_id: int, by: Actor, at: datetime) -> None:
    entry = audit.Entry(by, f"visits.{action}", f"person:{person_id}", {"facility": facility_id})
    audit.record(entry, at=at)
