"""Claims as they are shown, with their letters and people beside them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from titian.claims.models import Claim, ClaimPaper, ClaimStep
from titian.claims.rules.lifecycle import stage_of
from titian.claims.rules.writing import group_from, sheet_from
from titian.claims.selectors.reaching import RULE, is_at_branch, why_not
from titian.claims.types import (
    ClaimAct,
    ClaimPaperKind,
    ClaimPaperView,
    ClaimState,
    ClaimStepLine,
    ClaimView,
    Costs,
    Grouper,
)
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.members.types import Participant
from titian.platform.uploads import services as uploads
from titian.platform.uploads.types import Kept
from titian.referrals.types import Coded
from titian.visits import selectors as visits_read
from titian.visits.types import LetterView


def whole_rows(claim_ids: Collection[int]) -> "QuerySet[Claim]":
    """Claims with what hangs on them; three statements."""
    return (
        Claim.objects.filter(pk__in=list(claim_ids))
        .select_related("facility")
        .prefetch_related(
            Prefetch("papers", ClaimPaper.objects.order_by("at", "id")),
            Prefetch("steps", ClaimStep.objects.order_by("at", "id")),
        )
    )


def views(claim_ids: Collection[int], *, viewer: Actor, at: datetime) -> list[ClaimView]:
    """Claims that the viewer was found to reach, in full, by the day of leaving."""
    rows = list(whole_rows(claim_ids).order_by("left_on", "letter_number"))
    people = members_read.participants(
        {row.person_id for row in rows}, viewer=RULE, on=day_of(at), at=at
    )
    files = uploads.kept([one.upload_id for row in rows for one in row.papers.all()])
    letters = letters_of(rows)
    return [
        _view(row, letters[row.letter_number], people[row.person_id], files, viewer, at)
        for row in rows
    ]


def letters_of(rows: Iterable[Claim]) -> dict[str, LetterView]:
    """The letters of these claims by number; one statement for each facility."""
    numbers: defaultdict[int, list[str]] = defaultdict(list)
    for row in rows:
        numbers[row.facility_id].append(row.letter_number)
    found: dict[str, LetterView] = {}
    for facility_id, own in numbers.items():
        found |= visits_read.letters_numbered(own, facility_id=facility_id, viewer=RULE)
    return found


def costs_from(row: Claim) -> Costs | None:
    if row.group_sealed is None or row.asked is None:
        return None
    group = group_from(row.group_sealed)
    return Costs(
        hospital=row.cost_hospital or 0,
        group=row.cost_group or 0,
        top_up=row.cost_top_up or 0,
        asked=row.asked,
        grouper=Grouper(group["grouper"]),
        group_code=group["code"],
        group_name=group["name"],
    )


def _view(
    row: Claim,
    letter: LetterView,
    whose: Participant,
    files: dict[int, Kept],
    viewer: Actor,
    at: datetime,
) -> ClaimView:
    refused = why_not(row, viewer, at)
    state = ClaimState(row.state)
    return ClaimView(
        claim_id=row.pk,
        letter_number=row.letter_number,
        person_id=row.person_id,
        full_name=whose.standing.full_name,
        card_number=whose.card_number,
        facility_id=row.facility_id,
        facility_code=row.facility.code,
        facility_name=row.facility.name,
        issued_on=row.issued_on,
        left_on=row.left_on,
        state=state,
        stage=stage_of(state),
        due_on=row.due_on,
        expires_on=row.expires_on,
        papers=_papers(row.papers.all(), files),
        steps=_steps(row.steps.all()),
        may_decide=is_at_branch(row) and refused is None,
        may_not=refused.code if refused else "",
        **_of_letter(letter),
        **_of_money(row),
    )


def _of_letter(letter: LetterView) -> dict[str, Any]:
    """What the eligibility letter tells of the care."""
    return {
        "mr_number": letter.mr_number,
        "care_kind": letter.care_kind,
        "ward_class": letter.ward_class.value,
        "specialty": Coded(letter.specialty_code, letter.specialty_name),
        "diagnosis": letter.diagnosis,
    }


def _of_money(row: Claim) -> dict[str, Any]:
    """What was done and cost, and what was said to that."""
    return {
        "sheet": sheet_from(row.sheet_sealed),
        "costs": costs_from(row),
        "approved": row.approved,
        "certificate": row.certificate or "",
        "reason": row.reason,
        "words": row.words_sealed or "",
        "missing": tuple(row.missing),
    }


def _papers(rows: Iterable[ClaimPaper], files: dict[int, Kept]) -> tuple[ClaimPaperView, ...]:
    return tuple(
        ClaimPaperView(
            one.pk,
            ClaimPaperKind(one.kind),
            files[one.upload_id].kind.value if one.upload_id in files else "",
            one.at,
        )
        for one in rows
    )


def _steps(rows: Iterable[ClaimStep]) -> tuple[ClaimStepLine, ...]:
    return tuple(
        ClaimStepLine(ClaimAct(one.act), ClaimState(one.state), one.at, one.side, one.reason)
        for one in rows
    )
