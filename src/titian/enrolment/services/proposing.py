"""An officer of the health office decides what a list proposes: an application, or kept as it is.

Never the one who brought the list. No membership is touched here: the application goes the way
of every other, by papers, offices and letter.
"""

import json
from collections.abc import Collection
from datetime import date, datetime
from uuid import uuid4

from django.db import transaction

from titian.enrolment import rules
from titian.enrolment.errors import (
    AlreadyApplied,
    OwnEntry,
    ProposalGone,
    ProposalSettled,
    VerdictWrong,
)
from titian.enrolment.models import Application, Candidate, Office, Proposal
from titian.enrolment.selectors.procedures import procedure_of
from titian.enrolment.selectors.reconciling import reconciles
from titian.enrolment.services.filling import fill, write_people
from titian.enrolment.types import (
    ApplicationKind,
    ApplicationState,
    Channel,
    Comes,
    Effect,
    Finding,
    NewApplication,
    NewCandidate,
    ProposalState,
)
from titian.kernel.actors import Actor
from titian.kernel.identifiers import spoken_code
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.members.types import CityRecord
from titian.platform.audit import services as audit

_CODE = 8
_KINDS = {Effect.END: ApplicationKind.ENDING, Effect.CORRECT: ApplicationKind.CORRECTION}
_MOST = 100


@transaction.atomic
def keep_proposal(*, proposal_id: int, reason: str, by: Actor, at: datetime) -> None:
    """As our record has it, with a reason. Again by the same officer is no fault.

    Raises ProposalGone, OwnEntry, ProposalSettled, VerdictWrong.
    """
    row = _lock(proposal_id, by)
    if row.state == ProposalState.KEPT and (row.decided_by, row.reason) == (by.ref, reason):
        return
    _require_open(row, by)
    _require_reason(reason)

    _keep(row, reason, by, at)


@transaction.atomic
def keep_safe(*, list_id: int, ids: Collection[int], by: Actor, at: datetime) -> int:
    """Those among these that are safe to keep, as on the way to the scheme; how many were kept.

    What is not safe, decided already, or from one's own list stays.
    """
    rows = Proposal.objects.select_for_update(of=("self",)).filter(
        pk__in=sorted(ids)[:_MOST], paid_list=list_id, state=ProposalState.OPEN, is_safe=True
    )
    mine = [
        row
        for row in rows.order_by("pk")
        if reconciles(by, row.city_id) and row.brought_by != by.ref
    ]
    for row in mine:
        _keep(row, rules.SAFE_REASON, by, at)
    return len(mine)


@transaction.atomic
def draft_from_proposal(*, proposal_id: int, village: str, by: Actor, at: datetime) -> int:
    """An application that asks the scheme to end or correct, as a draft at a village's office;
    returns it. Again by the same officer is the same one.

    Raises ProposalGone, OwnEntry, ProposalSettled, VerdictWrong, ProcedureUnknown, AlreadyApplied.
    """
    row = _lock(proposal_id, by)
    if row.application_id is not None and row.decided_by == by.ref:
        return row.application_id
    _require_open(row, by)
    effect = rules.EFFECTS.get(Finding(row.finding))
    if effect is None or row.person_id is None:
        raise VerdictWrong(field="effect")
    if not Office.objects.filter(city=row.city_id, village=village).exists():
        raise VerdictWrong(field="village")

    record = members_read.city_record(row.person_id, viewer=by, at=at)
    made = _drafted(row, record, _KINDS[effect], village, by, at)
    row.state, row.application = ProposalState.DRAFTED, made
    row.decided_by, row.decided_at = by.ref, at
    row.save(update_fields=["state", "application", "decided_by", "decided_at"])

    data: dict[str, object] = {"application": made.pk}
    audit.record(audit.Entry(by, "enrolment.proposal_drafted", f"proposal:{row.pk}", data), at=at)
    audit.record(audit.Entry(by, "enrolment.draft", f"enrolment:{made.pk}"), at=at)
    return made.pk


def _drafted(
    row: Proposal,
    record: CityRecord,
    kind: ApplicationKind,
    village: str,
    by: Actor,
    at: datetime,
) -> Application:
    held = procedure_of(row.city_id, kind, day_of(at))
    wanted = _wanted(row, record, kind, village)
    _require_none_under_way(record.person_id, kind)
    made = Application(
        code=spoken_code(_CODE),
        client_key=uuid4(),
        city_id=row.city_id,
        procedure_id=held.id,
        state=ApplicationState.DRAFT,
        channel=Channel.BATCH,
        entered_by=by.ref,
        drafted_at=at,
    )
    fill(made, wanted)
    made.save(force_insert=True)
    write_people(made, wanted.people, {})
    Candidate.objects.filter(application=made).update(person_id=record.person_id)
    return made


def _wanted(
    row: Proposal, record: CityRecord, kind: ApplicationKind, village: str
) -> NewApplication:
    """Our record, put to right where the list differs only by a birth date."""
    said = json.loads(row.said_sealed)
    person = NewCandidate(
        nik=record.nik or said["nik"],
        full_name=record.full_name,
        birth_date=record.birth_date,
        sex=record.sex.value,
        relation=int(record.relation),
        is_proposed=True,
        facility_code=record.facility_code,
    )
    return NewApplication(
        kind=kind,
        village_code=village,
        kk_number=record.kk_number,
        head_name=record.head_name,
        phone="",
        address=record.address,
        people=(person,),
        comes=Comes.SELF,
        happened_on=_happened(record, kind),
    )


def _happened(record: CityRecord, kind: ApplicationKind) -> date | None:
    return record.died_on if kind is ApplicationKind.ENDING else None


def _require_none_under_way(person_id: int, kind: ApplicationKind) -> None:
    """Somebody is asked about once at a time, a draft of the same kind included."""
    going = Application.objects.exclude(state__in=sorted(rules.ENDED)).filter(
        people__person=person_id, people__is_proposed=True, kind=kind
    )
    code = going.values_list("code", flat=True).first()
    if code is not None:
        raise AlreadyApplied(code=code)


def _keep(row: Proposal, reason: str, by: Actor, at: datetime) -> None:
    row.state, row.reason = ProposalState.KEPT, reason
    row.decided_by, row.decided_at = by.ref, at
    row.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    data: dict[str, object] = {"reason": reason}
    audit.record(audit.Entry(by, "enrolment.proposal_kept", f"proposal:{row.pk}", data), at=at)


def _lock(proposal_id: int, by: Actor) -> Proposal:
    row = Proposal.objects.select_for_update(of=("self",)).filter(pk=proposal_id).first()
    if row is None or not reconciles(by, row.city_id):
        raise ProposalGone
    return row


def _require_open(row: Proposal, by: Actor) -> None:
    if row.brought_by == by.ref:
        raise OwnEntry
    if row.state != ProposalState.OPEN:
        raise ProposalSettled(state=row.state)


def _require_reason(reason: str) -> None:
    if reason not in rules.KEEP_REASONS:
        raise VerdictWrong(field="reason")
