"""Before it is sent: the care sheet (LPK), what it cost, and the papers."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from titian.claims.errors import (
    ClaimSent,
    ClaimUnknown,
    SheetStands,
    SheetUnknown,
    TooManyPapers,
)
from titian.claims.models import Claim, ClaimPaper
from titian.claims.rules.lifecycle import OPEN
from titian.claims.rules.recording import codes_in_order, outcome_of, treated_by
from titian.claims.rules.sending import require_sound_costs, require_sound_sheet
from titian.claims.rules.writing import group_as_text, sheet_as_text, sheet_from
from titian.claims.selectors import amounts
from titian.claims.services.writing import letter_of, own_row, said_of
from titian.claims.types import CareSheet, ClaimPaperKind, ClaimState, Costs
from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.kernel.text import printable
from titian.platform.uploads import services as uploads
from titian.referrals import selectors as referrals_read
from titian.referrals.errors import ProcedureUnknown
from titian.referrals.types import Coded
from titian.visits import services as visits
from titian.visits.types import Findings, NewProcedure

_LONGEST = {"group_code": 20, "group_name": 200}


@transaction.atomic
def write_sheet(*, letter_number: str, sheet: CareSheet, by: Actor, at: datetime) -> str:
    """The first care sheet of a letter; the very same again changes nothing.

    Raises SheetStands when there is another, DatesWrong, DiagnosisUnknown, ClaimSent,
    ClaimUnknown.
    """
    row = own_row(letter_number, by=by)
    standing = sheet_from(row.sheet_sealed)
    if standing == sheet:
        return letter_number
    if standing is not None:
        raise SheetStands(number=letter_number)

    _set_sheet(row, sheet, by=by, at=at)

    said_of(row, "sheet_written", by=by, at=at)
    return letter_number


@transaction.atomic
def change_sheet(*, letter_number: str, sheet: CareSheet, by: Actor, at: datetime) -> str:
    """Write it anew, while it is not with the branch; the very same again changes nothing.

    Raises SheetUnknown.
    """
    row = own_row(letter_number, by=by)
    standing = sheet_from(row.sheet_sealed)
    if standing is None:
        raise SheetUnknown
    if standing == sheet:
        return letter_number

    _set_sheet(row, sheet, by=by, at=at)

    said_of(row, "sheet_changed", by=by, at=at)
    return letter_number


@transaction.atomic
def withdraw_sheet(*, letter_number: str, by: Actor, at: datetime) -> str:
    """As if it had never been written, the visit too when nothing else recorded it; not once the
    claim was sent.
    """
    row = own_row(letter_number, by=by)
    if row.sheet_sealed is None:
        raise SheetUnknown
    if row.state != ClaimState.PREPARED:
        raise ClaimSent

    row.sheet_sealed, row.sheet_at, row.admitted_on = None, None, None
    row.save(update_fields=["sheet_sealed", "sheet_at", "admitted_on"])
    visits.withdraw_by_letter(number=letter_number, by=by, at=at)

    said_of(row, "sheet_withdrawn", by=by, at=at)
    return letter_number


@transaction.atomic
def set_costs(*, letter_number: str, costs: Costs, by: Actor, at: datetime) -> None:
    """What care cost, what its group pays, what is asked. Raises AmountWrong, ClaimSent."""
    row = own_row(letter_number, by=by)
    _require_open(row)
    require_sound_costs(costs)

    row.cost_hospital, row.cost_group = costs.hospital, costs.group
    row.cost_top_up, row.asked = costs.top_up, costs.asked
    row.group_sealed = group_as_text(
        costs.grouper.value,
        printable(costs.group_code, _LONGEST["group_code"]),
        printable(costs.group_name, _LONGEST["group_name"]),
    )
    fields = ["cost_hospital", "cost_group", "cost_top_up", "asked", "group_sealed"]
    row.save(update_fields=fields)

    said_of(row, "costs_set", by=by, at=at)


def add_paper(
    *,
    letter_number: str,
    kind: ClaimPaperKind,
    content: bytes,
    size: int,
    client_key: UUID,
    by: Actor,
    at: datetime,
) -> int:
    """One more document; the same key again is the same paper. It is cleaned before anything is
    locked. Raises what uploads refuse, TooManyPapers, ClaimSent, ClaimUnknown.
    """
    earlier = _earlier(client_key, letter_number)
    if earlier:
        return earlier
    _require_sending(letter_number, by, at)
    upload_id = uploads.keep(content=content, size=size, by=by, at=at)
    return _attached(letter_number, kind, upload_id, client_key, by, at)


@transaction.atomic
def remove_paper(*, letter_number: str, paper_id: int, by: Actor, at: datetime) -> None:
    """Take a document back; one that is gone already stays gone."""
    row = own_row(letter_number, by=by)
    _require_open(row)
    paper = ClaimPaper.objects.filter(claim=row, pk=paper_id).first()
    if paper is None:
        return

    paper.delete()
    uploads.release([paper.upload_id])

    said_of(row, "paper_removed", by=by, at=at, kind=paper.kind)


@transaction.atomic
def _require_sending(letter_number: str, by: Actor, at: datetime) -> None:
    _require_room(own_row(letter_number, by=by), at)


@transaction.atomic
def _attached(
    letter_number: str,
    kind: ClaimPaperKind,
    upload_id: int,
    client_key: UUID,
    by: Actor,
    at: datetime,
) -> int:
    row = own_row(letter_number, by=by)
    earlier = _earlier(client_key, letter_number)
    if earlier:
        return earlier
    _require_room(row, at)

    uploads.use(upload_id, used_for=f"claim:{row.pk}")
    paper = ClaimPaper(claim=row, kind=kind, upload_id=upload_id, client_key=client_key, at=at)
    paper.save(force_insert=True)

    said_of(row, "paper_added", by=by, at=at, kind=kind.value)
    return paper.pk


def _earlier(client_key: UUID, letter_number: str) -> int:
    known = ClaimPaper.objects.filter(client_key=client_key)
    found = known.values_list("pk", "claim__letter_number").first()
    if found is None:
        return 0
    if found[1] != letter_number:
        raise ClaimUnknown
    return found[0]


def _require_room(row: Claim, at: datetime) -> None:
    _require_open(row)
    most = amounts().value("claim.most_papers", day_of(at))
    if row.papers.count() >= most:
        raise TooManyPapers(most=most)


def _set_sheet(row: Claim, sheet: CareSheet, *, by: Actor, at: datetime) -> None:
    """The claim's sheet, and the record of the visit it is about: one event in one place."""
    _require_open(row)
    letter = letter_of(row.letter_number)
    require_sound_sheet(
        sheet,
        issued_on=letter.issued_on,
        left_on=letter.left_on,
        kind=letter.care_kind,
        today=day_of(at),
    )
    found = _findings(sheet, letter.facility_id)
    row.sheet_sealed, row.sheet_at = sheet_as_text(sheet), at
    row.admitted_on = sheet.admitted_on
    row.save(update_fields=["sheet_sealed", "sheet_at", "admitted_on"])
    visits.record_by_letter(number=row.letter_number, found=found, by=by, at=at)


def _findings(sheet: CareSheet, facility_id: int) -> Findings:
    """What the sheet says of the care, in the visit's words. Raises DiagnosisUnknown."""
    return Findings(
        diagnoses=tuple(referrals_read.diagnosis(code) for code in codes_in_order(sheet)),
        outcome=outcome_of(sheet),
        ended_on=sheet.left_on,
        practitioner_id=treated_by(sheet, facilities_read.practitioners_of(facility_id)),
        procedures=tuple(NewProcedure(_procedure(code)) for code in sheet.procedures),
    )


def _procedure(code: str) -> Coded:
    """One that our list does not know is kept as it was written."""
    try:
        return referrals_read.procedure(code)
    except ProcedureUnknown:
        return Coded(code, code)


def _require_open(row: Claim) -> None:
    if row.state not in OPEN:
        raise ClaimSent
