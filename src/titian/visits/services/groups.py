"""Clubs of the chronically ill: founding one, meetings, who came.

The same meeting told again is the same row: one of a kind for a club on a day.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor
from titian.kernel.text import printable
from titian.platform.audit import services as audit
from titian.visits.errors import MeetingNotPossible, MeetingUnknown, NotRecordingHere
from titian.visits.models import Attendance, Club, GroupActivity
from titian.visits.selectors.reference import code_name
from titian.visits.types.groups import Meeting
from titian.visits.types.reference import CodeList


@dataclass(frozen=True, slots=True)
class NewClub:
    facility_id: int
    programme: str
    name: str
    since: date
    address: str = ""
    leader_name: str = ""
    leader_phone: str = ""


@transaction.atomic
def found_club(*, club: NewClub, by: Actor, at: datetime) -> int:
    """Again with the same name is the same club. Raises NotRecordingHere."""
    _require(by, club.facility_id)
    row, is_new = Club.objects.get_or_create(
        facility_id=club.facility_id,
        name=printable(club.name, 100),
        defaults={
            "programme": club.programme,
            "since": club.since,
            "address": printable(club.address, 200),
            "leader_name": printable(club.leader_name, 120),
            "leader_phone": club.leader_phone or None,
        },
    )
    if is_new:
        _write_down("club_founded", f"club:{row.pk}", club.facility_id, by, at)
    return row.pk


def plan_meeting(*, meeting: Meeting, by: Actor, at: datetime) -> int:
    """Raises NotRecordingHere, MeetingNotPossible (data: what)."""
    _require(by, meeting.facility_id)
    _check(meeting)
    try:
        with transaction.atomic():
            row = GroupActivity.objects.create(
                facility_id=meeting.facility_id,
                club_id=meeting.club_id,
                programme=meeting.programme,
                kind=meeting.kind,
                held_on=meeting.held_on,
                topic=printable(meeting.topic, 200),
                speaker=printable(meeting.speaker, 120),
                place=printable(meeting.place, 200),
                note=printable(meeting.note, 200),
                cost=meeting.cost,
                recorded_by=by.ref,
                recorded_at=at,
            )
            _write_down("meeting_planned", f"meeting:{row.pk}", meeting.facility_id, by, at)
    except IntegrityError:
        return _same(meeting)
    return row.pk


@transaction.atomic
def withdraw_meeting(*, meeting_id: int, by: Actor, at: datetime) -> None:
    """Raises MeetingUnknown, for another facility's alike."""
    row = _locked(meeting_id, by)
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    _write_down("meeting_withdrawn", f"meeting:{row.pk}", row.facility_id, by, at)


@transaction.atomic
def note_attendance(*, meeting_id: int, person_id: int, by: Actor, at: datetime) -> None:
    """Twice is fine. Raises MeetingUnknown."""
    row = _locked(meeting_id, by)
    _, is_new = Attendance.objects.get_or_create(
        activity=row, person_id=person_id, defaults={"recorded_at": at}
    )
    if is_new:
        _write_down("attendance_noted", f"person:{person_id}", row.facility_id, by, at)


@transaction.atomic
def remove_attendance(*, meeting_id: int, person_id: int, by: Actor, at: datetime) -> None:
    """Raises MeetingUnknown, also for somebody who did not take part."""
    row = _locked(meeting_id, by)
    gone, _ = Attendance.objects.filter(activity=row, person_id=person_id).delete()
    if not gone:
        raise MeetingUnknown
    _write_down("attendance_removed", f"person:{person_id}", row.facility_id, by, at)


def _check(meeting: Meeting) -> None:
    if not code_name(CodeList.PROGRAMME, meeting.programme):
        raise MeetingNotPossible(what="programme")
    if not code_name(CodeList.ACTIVITY, meeting.kind):
        raise MeetingNotPossible(what="kind")
    if meeting.club_id is not None and not _is_own_club(meeting, meeting.club_id):
        raise MeetingNotPossible(what="club")


def _is_own_club(meeting: Meeting, club_id: int) -> bool:
    own = Club.objects.filter(pk=club_id, facility_id=meeting.facility_id)
    return own.filter(programme=meeting.programme).exists()


def _same(meeting: Meeting) -> int:
    """The meeting of that kind that the club has on that day already."""
    club = Q(club__isnull=True) if meeting.club_id is None else Q(club=meeting.club_id)
    row = GroupActivity.objects.filter(
        club,
        facility_id=meeting.facility_id,
        programme=meeting.programme,
        kind=meeting.kind,
        held_on=meeting.held_on,
        withdrawn_at__isnull=True,
    )
    return row.values_list("pk", flat=True).get()


def _locked(meeting_id: int, by: Actor) -> GroupActivity:
    rows = GroupActivity.objects.select_for_update(of=("self",))
    row = rows.filter(pk=meeting_id, withdrawn_at__isnull=True).first()
    if row is None or not facilities_read.records_care(by, row.facility_id):
        raise MeetingUnknown
    return row


def _require(by: Actor, facility_id: int) -> None:
    if not facilities_read.records_care(by, facility_id):
        raise NotRecordingHere


def _write_down(action: str, target: str, facility_id: int, by: Actor, at: datetime) -> None:
    entry = audit.Entry(by, f"visits.{action}", target, {"facility": facility_id})
    audit.record(entry, at=at)
