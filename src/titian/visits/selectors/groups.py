"""Clubs and meetings, for who records care at their facility. None of this names a patient."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor
from titian.visits.errors import MeetingUnknown, NotRecordingHere
from titian.visits.models import Attendance, Club, GroupActivity
from titian.visits.selectors.reference import code_name
from titian.visits.types.groups import ClubView, Meeting, MeetingView
from titian.visits.types.reference import CodeList


def clubs(facility_id: int, *, programme: str, viewer: Actor) -> list[ClubView]:
    _require(viewer, facility_id)
    rows = Club.objects.filter(facility_id=facility_id, programme=programme).order_by("name", "id")
    return [_club(row) for row in rows]


def meetings(facility_id: int, *, on: date, viewer: Actor) -> list[MeetingView]:
    _require(viewer, facility_id)
    rows = _alive().filter(facility_id=facility_id, held_on=on)
    return [_meeting(row) for row in rows.order_by("id")]


def all_clubs(facility_id: int, *, viewer: Actor) -> list[ClubView]:
    """Of every programme, by name."""
    _require(viewer, facility_id)
    rows = Club.objects.filter(facility_id=facility_id)
    return [_club(row) for row in rows.order_by("programme", "name", "id")]


def meetings_between(
    facility_id: int, *, first: date, last: date, viewer: Actor
) -> list[MeetingView]:
    """Both days included, the newest first."""
    _require(viewer, facility_id)
    rows = _alive().filter(facility_id=facility_id, held_on__range=(first, last))
    return [_meeting(row) for row in rows.order_by("-held_on", "id")]


def meeting(meeting_id: int, *, viewer: Actor) -> MeetingView:
    """Raises MeetingUnknown, for another facility's alike."""
    row = _alive().filter(pk=meeting_id).first()
    if row is None or not facilities_read.records_care(viewer, row.facility_id):
        raise MeetingUnknown
    return _meeting(row)


def who_came(meeting_id: int, *, viewer: Actor) -> list[int]:
    """The people who took part, in the order they were written down."""
    held = meeting(meeting_id, viewer=viewer)
    rows = Attendance.objects.filter(activity_id=held.meeting_id).order_by("id")
    return list(rows.values_list("person_id", flat=True))


def _alive() -> QuerySet[GroupActivity]:
    return GroupActivity.objects.filter(withdrawn_at__isnull=True).select_related("club")


def _require(viewer: Actor, facility_id: int) -> None:
    if not facilities_read.records_care(viewer, facility_id):
        raise NotRecordingHere


def _club(row: Club) -> ClubView:
    return ClubView(
        club_id=row.pk,
        facility_id=row.facility_id,
        programme=row.programme,
        programme_name=code_name(CodeList.PROGRAMME, row.programme),
        name=row.name,
        address=row.address,
        leader_name=row.leader_name,
        leader_phone=row.leader_phone or "",
        since=row.since,
        until=row.until,
    )


def _meeting(row: GroupActivity) -> MeetingView:
    said = Meeting(
        facility_id=row.facility_id,
        club_id=row.club_id,
        programme=row.programme,
        kind=row.kind,
        held_on=row.held_on,
        topic=row.topic,
        speaker=row.speaker,
        place=row.place,
        note=row.note,
        cost=row.cost,
    )
    return MeetingView(
        meeting_id=row.pk,
        said=said,
        club=None if row.club is None else _club(row.club),
        programme_name=code_name(CodeList.PROGRAMME, row.programme),
        kind_name=code_name(CodeList.ACTIVITY, row.kind),
    )


def club_programmes(person_ids: Collection[int]) -> dict[int, str]:
    """The programme each of these people last met for; asked by who presents the member."""
    rows = Attendance.objects.filter(
        person_id__in=list(person_ids), activity__withdrawn_at__isnull=True
    )
    met = rows.order_by("activity__held_on", "id").values_list("person_id", "activity__programme")
    return {person: code_name(CodeList.PROGRAMME, code) for person, code in met}
