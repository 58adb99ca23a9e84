"""Reports: for staff, for the party that holds the link, and for everybody."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings

from titian.accounts.types import StaffRole
from titian.facilities import selectors as facilities_read
from titian.helpdesk.errors import NotReportOfficer, ReportGone
from titian.helpdesk.models import Evidence, Report, ReportMove
from titian.helpdesk.rules import reports as rules
from titian.helpdesk.types import (
    Act,
    Cause,
    Line,
    PublicReport,
    ReportState,
    ReportView,
    Said,
)
from titian.kernel.actors import Actor, ActorKind
from titian.kernel.clock import JAKARTA
from titian.kernel.identifiers import tidy_code
from titian.kernel.scopes import EVERYWHERE, REGION, Scope
from titian.platform.db.sealing import blind_index
from titian.regions import selectors as regions_read

_LONGEST_TOKEN = 40
_CODES_SHOWN = 20
_HOURS_SHOWN = 12
_PUBLIC_FOR = timedelta(days=90)
_WHOLE = Report.objects.select_related("party")
_OFFICERS = frozenset({StaffRole.BRANCH, StaffRole.OPERATOR})


def work_list_of_reports(*, viewer: Actor, at: datetime, limit: int = 100) -> list[Line]:
    """What runs, the latest to fail first. Raises NotReportOfficer."""
    require_officer(viewer)
    rows = _WHOLE.filter(state__in=sorted(rules.RUNNING)).order_by("-last_at", "id")[:limit]
    return lines(rows, at)


def report(number: str, *, viewer: Actor, at: datetime) -> ReportView:
    """Raises NotReportOfficer, ReportGone."""
    require_officer(viewer)
    return view(_numbered(number), at)


def report_of_link(token: str, *, at: datetime) -> ReportView:
    """Raises ReportGone."""
    return view(row_of_link(token), at)


def row_of_link(token: str) -> Report:
    """Raises ReportGone. A link of one that was merged opens the one it goes on in."""
    row = _WHOLE.filter(token_index=token_index(token[:_LONGEST_TOKEN])).first()
    if row is None:
        raise ReportGone
    return row if row.merged_into_id is None else _WHOLE.get(pk=row.merged_into_id)


def reached(number: str, by: Actor) -> Report:
    """What this officer may move: the operator all, a branch what fails in its region."""
    require_officer(by)
    row = _numbered(number)
    if by.kind is ActorKind.SYSTEM or by.may(StaffRole.OPERATOR, Scope(EVERYWHERE)):
        return row
    if not row.place or not any(by.may(one, Scope(REGION, row.place)) for one in _OFFICERS):
        raise NotReportOfficer
    return row


def published(*, at: datetime, limit: int = 100) -> list[PublicReport]:
    """What everybody may know of the last three months, the latest first."""
    rows = _WHOLE.filter(
        sent_at__gt=at - _PUBLIC_FOR, sent_at__lte=at, merged_into__isnull=True
    ).order_by("-sent_at", "id")[:limit]
    return public_ones(rows, at)


def published_one(number: str, *, at: datetime) -> PublicReport:
    """Raises ReportGone, also for one that nobody was told of yet."""
    row = _numbered(number)
    if row.merged_into_id is not None:
        row = _WHOLE.get(pk=row.merged_into_id)
    if row.sent_at is None:
        raise ReportGone
    return public_ones([row], at)[0]


def token_index(token: str) -> bytes:
    return blind_index("report", token)


def cause_of(row: Report) -> Cause:
    return Cause(row.feature, row.reason, row.side, row.place)


def facts_of(row: Report) -> dict[str, str | int]:
    """What the mail tells: figures, hours and codes; nothing in it is about a person."""
    codes, hours = _evidence(row)
    return {
        "number": row.number,
        "feature": row.feature,
        "reason": row.reason,
        "side": row.side,
        "place": places_of([row])[row.pk],
        "party": row.party.name if row.party else "",
        "people": row.people,
        "receipts": row.receipts,
        "since": _moment(row.first_at),
        "until": _moment(row.last_at),
        "due": _moment(row.due_at) if row.due_at else "",
        "share": row.told_share,
        "codes": ", ".join(codes),
        "hours": ", ".join(f"{hour.astimezone(JAKARTA):%H.00}: {n}" for hour, n in hours),
        "link": f"{settings.TITIAN_ORIGIN}/jawab-laporan/{row.token_sealed}/",
    }


def view(row: Report, at: datetime) -> ReportView:
    codes, hours = _evidence(row)
    onward = row.merged_into.number if row.merged_into else ""
    return ReportView(
        line=lines([row], at)[0],
        codes=codes,
        hours=hours,
        said=_said([row])[row.pk],
        answer=row.token_sealed,
        seen=row.moves_made,
        goes_on_in=onward,
    )


def lines(rows: Iterable[Report], at: datetime) -> list[Line]:
    rows = list(rows)
    places = places_of(rows)
    return [
        Line(
            number=row.number,
            cause=cause_of(row),
            place=places[row.pk],
            party=row.party.name if row.party else "",
            state=ReportState(row.state),
            receipts=row.receipts,
            people=row.people,
            first_at=row.first_at,
            last_at=row.last_at,
            due_at=row.due_at,
            is_late=_is_late(row, at),
        )
        for row in rows
    ]


def public_ones(rows: Iterable[Report], at: datetime) -> list[PublicReport]:
    rows = list(rows)
    places, said = places_of(rows), _said(rows)
    return [
        PublicReport(
            number=row.number,
            cause=cause_of(row),
            place=places[row.pk],
            party=row.party.name if row.party else "",
            state=ReportState(row.state),
            people=rules.people_told(row.people),
            first_at=row.first_at,
            last_at=row.last_at,
            told_at=row.sent_at,
            due_at=row.due_at,
            is_late=_is_late(row, at),
            answered_at=row.answered_at,
            mended_at=row.ended_at if row.state == ReportState.MENDED else None,
            said=said[row.pk],
        )
        for row in rows
    ]


def places_of(rows: Iterable[Report]) -> dict[int, str]:
    """What the regency or facility of each is called; empty where it fails everywhere."""
    rows = list(rows)
    codes = {row.place for row in rows if row.place}
    names = {**facilities_read.names_of(codes), **regions_read.names_of(codes)} if codes else {}
    return {row.pk: names.get(row.place, row.place) for row in rows}


def require_officer(viewer: Actor) -> None:
    is_one = any(grant.role in _OFFICERS for grant in viewer.grants)
    if viewer.kind is not ActorKind.SYSTEM and not is_one:
        raise NotReportOfficer


def _numbered(number: str) -> Report:
    row = _WHOLE.select_related("merged_into").filter(number=tidy_code(number)).first()
    if row is None:
        raise ReportGone
    return row


def _evidence(row: Report) -> tuple[tuple[str, ...], tuple[tuple[datetime, int], ...]]:
    """The newest codes as they are spoken, and how many in each of the last hours that have any."""
    found = list(Evidence.objects.filter(report=row).order_by("-at", "code")[:1000])
    codes = tuple(_spoken(one.code) for one in found[:_CODES_SHOWN])
    hours = Counter(one.at.replace(minute=0, second=0, microsecond=0) for one in found)
    return codes, tuple(sorted(hours.items())[-_HOURS_SHOWN:])


def _said(rows: list[Report]) -> dict[int, tuple[Said, ...]]:
    moves = ReportMove.objects.filter(
        report__in=[row.pk for row in rows], act__in=sorted(rules.PUBLISHED)
    ).order_by("id")
    told: dict[int, list[Said]] = {row.pk: [] for row in rows}
    for one in moves:
        told[one.report_id].append(Said(Act(one.act), one.at, one.words))
    return {pk: tuple(said) for pk, said in told.items()}


def _is_late(row: Report, at: datetime) -> bool:
    return row.state == ReportState.SENT and row.due_at is not None and row.due_at < at


def _moment(at: datetime) -> str:
    return f"{at.astimezone(JAKARTA):%d-%m-%Y %H.%M} WIB"


def _spoken(code: str) -> str:
    return f"{code[:3]}-{code[3:]}" if len(code) == 6 else code
