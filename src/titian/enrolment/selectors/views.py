"""An application's rows as the record others may hold."""

from collections.abc import Mapping
from datetime import date, datetime

from titian.enrolment.models import Application, Candidate, Check, Move, Paper, Step
from titian.enrolment.selectors.procedures import procedure_version
from titian.enrolment.types import (
    Act,
    ApplicationKind,
    ApplicationState,
    ApplicationView,
    CandidateView,
    Channel,
    CheckKind,
    CheckState,
    CheckView,
    Comes,
    DocumentKind,
    MoveView,
    OfficeKind,
    PaperView,
    Procedure,
    StepState,
    StepView,
)
from titian.kernel.actors import Actor
from titian.platform.uploads import services as uploads

_REGISTERS = Actor.system("enrolment.registers").ref


def view(row: Application, at: datetime) -> ApplicationView:
    """The whole of it; who may see it is the caller's decision. Eight statements."""
    procedure = procedure_version(row.procedure_id).procedure
    return ApplicationView(
        id=row.pk,
        code=row.code,
        city=row.city_id,
        kind=ApplicationKind(row.kind),
        title=procedure.title,
        effect=procedure.effect,
        state=ApplicationState(row.state),
        village_code=row.village_id,
        village_name=row.village.name,
        channel=Channel(row.channel),
        head_name=row.head_name_sealed,
        kk_number=row.kk_sealed,
        phone=row.phone_sealed,
        address=row.address_sealed,
        comes=Comes(row.comes),
        comes_name=row.comes_name_sealed or "",
        words=row.words_sealed or "",
        is_urgent=row.is_urgent,
        drafted_at=row.drafted_at,
        submitted_at=row.submitted_at,
        promised_at=row.promised_at,
        urgent_until=row.urgent_until,
        ended_at=row.ended_at,
        repairs=tuple(row.repairs),
        reason=row.reason,
        people=_people(row),
        papers=_papers(row),
        steps=_steps(row, procedure, at),
        moves=_moves(row),
        hospital_letter_at=row.hospital_letter_at,
        happened_on=row.happened_on,
    )


def _people(row: Application) -> tuple[CandidateView, ...]:
    found = Candidate.objects.filter(application=row).select_related("facility").order_by("line")
    return tuple(
        CandidateView(
            candidate_id=one.pk,
            nik=one.nik_sealed or "",
            full_name=one.name_sealed,
            birth_date=date.fromisoformat(one.birth_sealed),
            sex=one.sex,
            relation=one.relation,
            is_proposed=one.is_proposed,
            facility_code=one.facility.code if one.facility else "",
            facility_name=one.facility.name if one.facility else "",
            person_id=one.person_id,
            outcome=one.outcome,
        )
        for one in found
    )


def _papers(row: Application) -> tuple[PaperView, ...]:
    found = list(Paper.objects.filter(application=row).order_by("pk"))
    files = uploads.kept([one.upload_id for one in found]) if found else {}
    return tuple(
        PaperView(
            one.pk,
            DocumentKind(one.kind),
            one.candidate_id,
            files[one.upload_id].kind.value,
            files[one.upload_id].size,
        )
        for one in found
    )


def _steps(row: Application, procedure: Procedure, at: datetime) -> tuple[StepView, ...]:
    """In the order of the procedure; a step decided again stands after its earlier round."""
    order = {rule.key: place for place, rule in enumerate(procedure.steps)}
    titles = {rule.key: rule.title for rule in procedure.steps}
    found = list(Step.objects.filter(application=row).select_related("office"))
    found.sort(key=lambda step: (order.get(step.key, len(order)), step.round))
    checks = _checks(row)
    return tuple(
        _step(step, titles.get(step.key, step.key), checks.get(step.pk, ()), at) for step in found
    )


def _step(step: Step, title: str, checks: tuple[CheckView, ...], at: datetime) -> StepView:
    return StepView(
        step_id=step.pk,
        key=step.key,
        title=title,
        office=OfficeKind(step.office.kind),
        office_code=step.office_id,
        office_name=step.office.name,
        state=StepState(step.state),
        opened_at=step.opened_at,
        due_at=step.due_at,
        decided_at=step.decided_at,
        reason=step.reason,
        words=step.words_sealed or "",
        is_late=_is_late(step, at),
        is_by_machine=step.decided_by == _REGISTERS,
        checks=checks,
    )


def _is_late(step: Step, at: datetime) -> bool:
    if step.due_at is None or step.state == StepState.BLOCKED:
        return False
    return step.due_at < (step.decided_at or at)


def _checks(row: Application) -> Mapping[int, tuple[CheckView, ...]]:
    by_step: dict[int, tuple[CheckView, ...]] = {}
    for one in Check.objects.filter(step__application=row).order_by("pk"):
        said = CheckView(
            CheckKind(one.kind),
            one.candidate_id,
            CheckState(one.state),
            one.evidence,
            one.answered_at,
            one.facts,
        )
        by_step[one.step_id] = (*by_step.get(one.step_id, ()), said)
    return by_step


def _moves(row: Application) -> tuple[MoveView, ...]:
    found = Move.objects.filter(application=row).select_related("office").order_by("pk")
    return tuple(
        MoveView(
            at=one.at,
            act=Act(one.act),
            state=ApplicationState(one.state),
            office_name=one.office.name if one.office else "",
            reason=one.reason,
            words=one.words_sealed or "",
        )
        for one in found
    )
