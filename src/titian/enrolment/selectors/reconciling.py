"""Lists of those a city pays for, and what they propose, for officers of its health office."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from titian.enrolment import rules
from titian.enrolment.errors import NotEnrolmentOfficer, ProposalGone
from titian.enrolment.models import City, ListRow, PaidList, Proposal
from titian.enrolment.selectors.city import agency_code
from titian.enrolment.selectors.deciding import decides_for
from titian.enrolment.types import (
    Finding,
    ListReport,
    ListState,
    OfficeKind,
    ProposalLine,
    ProposalState,
    ProposalView,
)
from titian.kernel.actors import Actor
from titian.kernel.text import masked_name
from titian.members import selectors as members_read
from titian.members.types import CityRecord
from titian.platform.audit import services as audit

_LATELY = 12
_PAGE = 100
_NONE: Mapping[Finding, int] = {}


def reconciles(viewer: Actor, city: str) -> bool:
    return decides_for(viewer, agency_code(city, OfficeKind.HEALTH))


def reconciled_cities(viewer: Actor) -> tuple[tuple[str, str], ...]:
    """Cities of whose health office this officer is: code and name."""
    found = City.objects.order_by("name").values_list("code", "name")
    return tuple((code, name) for code, name in found if reconciles(viewer, code))


def lists_of(city: str, *, viewer: Actor) -> tuple[ListReport, ...]:
    """The last twelve, newest first. Raises NotEnrolmentOfficer."""
    if not reconciles(viewer, city):
        raise NotEnrolmentOfficer
    rows = PaidList.objects.filter(city=city).select_related("city").order_by("-pk")[:_LATELY]
    return _reports(list(rows), viewer)


def list_report(list_id: int, *, viewer: Actor) -> ListReport:
    """Raises ProposalGone."""
    return _reports([_list(list_id, viewer)], viewer)[0]


def proposals_of(
    list_id: int, *, viewer: Actor, finding: Finding | None = None
) -> tuple[ProposalLine, ...]:
    """What is still to decide, nobody's whole name. Raises ProposalGone."""
    row = _list(list_id, viewer)
    found = Proposal.objects.filter(paid_list=row, state=ProposalState.OPEN)
    if finding is not None:
        found = found.filter(finding=finding)
    lines = found.select_related("village").order_by("finding", "pk")[:_PAGE]
    return tuple(_line(one) for one in lines)


def proposal(proposal_id: int, *, viewer: Actor, at: datetime) -> ProposalView:
    """The list's word beside our own record; the look is recorded. Raises ProposalGone."""
    row = proposal_row(proposal_id, viewer=viewer)
    with transaction.atomic():
        audit.record(audit.Entry(viewer, "enrolment.proposal_looked", f"proposal:{row.pk}"), at=at)
        known = _record(row, viewer, at)
    said: dict[str, str] = json.loads(row.said_sealed)
    found = Finding(row.finding)
    return ProposalView(
        id=row.pk,
        list_id=row.paid_list_id,
        city=row.city_id,
        finding=found,
        state=ProposalState(row.state),
        effect=rules.EFFECTS.get(found),
        acts=rules.WHO_ACTS.get(found, OfficeKind.HEALTH),
        nik=said.get("nik", ""),
        full_name=known.full_name if known else said.get("name", ""),
        said={name: said.get(name, "") for name in rules.LIST_COLUMNS} if said.get("line") else {},
        on_record=_shown(known) if known else {},
        village_code=row.village_id or "",
        is_own=row.brought_by == viewer.ref,
        application_id=row.application_id,
        reason=row.reason,
        month=row.paid_list.month,
        decided_at=row.decided_at,
    )


def billed(subjects: Collection[bytes]) -> set[bytes]:
    """Of these indexes of NIKs, those for whom an application was begun by a list."""
    found = Proposal.objects.filter(subject__in=list(subjects), state=ProposalState.DRAFTED)
    return {bytes(one) for one in found.values_list("subject", flat=True)}


def proposal_row(proposal_id: int, *, viewer: Actor) -> Proposal:
    row = Proposal.objects.filter(pk=proposal_id).select_related("paid_list").first()
    if row is None or not reconciles(viewer, row.city_id):
        raise ProposalGone
    return row


def _list(list_id: int, viewer: Actor) -> PaidList:
    row = PaidList.objects.filter(pk=list_id).select_related("city").first()
    if row is None or not reconciles(viewer, row.city_id):
        raise ProposalGone
    return row


def _record(row: Proposal, viewer: Actor, at: datetime) -> CityRecord | None:
    if row.person_id is None:
        return None
    return members_read.city_record(row.person_id, viewer=viewer, at=at)


def _shown(known: CityRecord) -> dict[str, str]:
    """By the names of the page's words; days as ISO writes them."""
    return {
        "name": known.full_name,
        "birth": known.birth_date.isoformat(),
        "village": known.village_name or known.village_code,
        "status": known.status.value,
        "since": known.since.isoformat(),
        "segment": known.segment.value,
        "died": known.died_on.isoformat() if known.died_on else "",
    }


def _line(row: Proposal) -> ProposalLine:
    said = json.loads(row.said_sealed)
    return ProposalLine(
        id=row.pk,
        finding=Finding(row.finding),
        masked_name=masked_name(said.get("name", "")),
        village_name=row.village.name if row.village else "",
        state=ProposalState(row.state),
        is_safe=row.is_safe,
    )


def _reports(rows: list[PaidList], viewer: Actor) -> tuple[ListReport, ...]:
    ids = [row.pk for row in rows]
    lines: QuerySet[ListRow] = ListRow.objects.filter(paid_list__in=ids).exclude(finding="")
    counted = lines.values_list("paid_list", "finding").annotate(n=Count("pk")).order_by()
    found: dict[int, Counter[Finding]] = defaultdict(Counter)
    for pk, name, many in counted:
        found[pk][Finding(name)] += many
    decided: dict[tuple[int, str], Counter[Finding]] = defaultdict(Counter)
    proposals = Proposal.objects.filter(paid_list__in=ids).order_by()
    grouped = proposals.values_list("paid_list", "state", "finding").annotate(n=Count("pk"))
    for pk, state, name, many in grouped:
        decided[pk, state][Finding(name)] += many
    is_safe = Q(state=ProposalState.OPEN, is_safe=True)
    safe = dict(proposals.filter(is_safe).values_list("paid_list").annotate(n=Count("pk")))
    for row in rows:
        if row.missing:
            found[row.pk][Finding.MISSING] = row.missing
    return tuple(_report(row, found, decided, safe, viewer) for row in rows)


def _report(
    row: PaidList,
    found: Mapping[int, Mapping[Finding, int]],
    decided: Mapping[tuple[int, str], Mapping[Finding, int]],
    safe: Mapping[int, int],
    viewer: Actor,
) -> ListReport:
    return ListReport(
        id=row.pk,
        city=row.city_id,
        city_name=row.city.name,
        month=row.month,
        state=ListState(row.state),
        brought_at=row.brought_at,
        compared_at=row.compared_at,
        is_own=row.brought_by == viewer.ref,
        rows=row.rows,
        compared=row.row_done,
        found=found.get(row.pk, _NONE),
        open=decided.get((row.pk, ProposalState.OPEN), _NONE),
        drafted=decided.get((row.pk, ProposalState.DRAFTED), _NONE),
        kept=decided.get((row.pk, ProposalState.KEPT), _NONE),
        safe=safe.get(row.pk, 0),
        last_error=row.last_error,
    )
