"""Beds: rooms come, change and go; a press at the ward changes one figure by one."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from titian.facilities.errors import (
    BedRoomStands,
    BedRoomUnknown,
    FacilityUnknown,
    NotBedKeeper,
)
from titian.facilities.models import BedRoom as Row
from titian.facilities.models import Facility
from titian.facilities.rules.beds import require_sound, stepped
from titian.facilities.rules.managing import may_record_care
from titian.facilities.selectors.beds import told_of
from titian.facilities.services.owning import written_down
from titian.facilities.types import BedClass, BedPart, BedRoom, Beds
from titian.kernel.actors import Actor
from titian.kernel.text import printable

_LONGEST_NAME, _LONGEST_CODE = 80, 20
_PRESSES_KEPT = 16


@transaction.atomic
def add_bed_room(*, facility_id: int, room: BedRoom, beds: Beds, by: Actor, at: datetime) -> int:
    """A room the facility names for the first time; saying the very same again changes nothing.

    Raises BedRoomStands, BedCountWrong, NotBedKeeper, FacilityUnknown.
    """
    facility = _kept(facility_id, by)
    require_sound(beds)
    row = Row(facility=facility, **_named(room), **_told(beds, at, by))
    row.is_divided = beds.is_divided

    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        return _the_same(facility, room, beds, error)

    _audited(facility, row, "add_bed_room", by=by, at=at)
    return row.pk


@transaction.atomic
def set_bed_room(*, facility_id: int, room: BedRoom, beds: Beds, by: Actor, at: datetime) -> int:
    """What the room holds now, found by its class and code. Raises BedRoomUnknown."""
    facility = _kept(facility_id, by)
    require_sound(beds)
    row = _locked(facility, class_code=room.bed_class, code=_code(room))
    is_new = _named(room) != {name: getattr(row, name) for name in _named(room)}
    is_changed = is_new or beds != told_of(row)

    _write(row, {**_named(room), **_told(beds, at, by)}, is_divided=beds.is_divided)

    if is_changed:
        _audited(facility, row, "set_bed_room", by=by, at=at)
    return row.pk


@transaction.atomic
def step_beds(
    *,
    facility_id: int,
    room_id: int,
    part: BedPart,
    step: int,
    client_key: UUID,
    by: Actor,
    at: datetime,
) -> Beds:
    """One press: a bed became free (1) or was taken (-1); the same press again changes nothing.

    The row's lock holds, so that two presses at once are two beds. Raises BedCountWrong.
    """
    facility = _kept(facility_id, by)
    row = _locked(facility, pk=room_id)
    if client_key in row.pressed:
        return told_of(row)
    beds = stepped(told_of(row), part, 1 if step > 0 else -1)

    row.pressed = [*row.pressed, client_key][-_PRESSES_KEPT:]
    _write(row, _told(beds, at, by), is_divided=beds.is_divided)

    _audited(facility, row, "step_beds", by=by, at=at)
    return beds


@transaction.atomic
def confirm_beds(*, facility_id: int, by: Actor, at: datetime) -> int:
    """Somebody looked: every figure is right as of now. How many rooms that are."""
    facility = _kept(facility_id, by)

    rooms = Row.objects.filter(facility=facility).update(kept_at=at, kept_by=by.ref)

    written_down(facility, "confirm_beds", {"rooms": rooms}, by=by, at=at)
    return rooms


@transaction.atomic
def remove_bed_room(
    *, facility_id: int, bed_class: BedClass, code: str, by: Actor, at: datetime
) -> None:
    """The room is no more. Raises BedRoomUnknown."""
    facility = _kept(facility_id, by)
    row = _locked(facility, class_code=bed_class, code=code.strip())

    _audited(facility, row, "remove_bed_room", by=by, at=at)
    row.delete()


def _kept(facility_id: int, by: Actor) -> Facility:
    """Not locked: wards press at the same moment, and each room's row decides for itself."""
    facility = Facility.objects.filter(pk=facility_id).first()
    if facility is None:
        raise FacilityUnknown
    if not may_record_care(by, facility.code):
        raise NotBedKeeper
    return facility


def _locked(facility: Facility, **which: object) -> Row:
    rows = Row.objects.select_for_update(of=("self",), no_key=True)
    row = rows.filter(facility=facility, **which).first()
    if row is None:
        raise BedRoomUnknown
    return row


def _named(room: BedRoom) -> dict[str, str]:
    name = printable(room.name, _LONGEST_NAME) or _code(room)
    return {"class_code": room.bed_class.value, "code": _code(room), "name": name}


def _code(room: BedRoom) -> str:
    return printable(room.code, _LONGEST_CODE)


def _told(beds: Beds, at: datetime, by: Actor) -> dict[str, object]:
    return {
        "capacity": beds.capacity,
        "free": beds.free,
        "free_men": beds.men,
        "free_women": beds.women,
        "free_mixed": beds.mixed,
        "kept_at": at,
        "kept_by": by.ref,
    }


def _write(row: Row, said: Mapping[str, object], *, is_divided: bool) -> None:
    for name, value in said.items():
        setattr(row, name, value)
    row.is_divided = row.is_divided or is_divided
    row.save(update_fields=[*said, "is_divided", "pressed"])


def _the_same(facility: Facility, room: BedRoom, beds: Beds, error: IntegrityError) -> int:
    row = Row.objects.filter(
        facility=facility, class_code=room.bed_class, code=_code(room), name=_named(room)["name"]
    ).first()
    if row is None or told_of(row) != beds:
        raise BedRoomStands from error
    return row.pk


def _audited(facility: Facility, row: Row, act: str, *, by: Actor, at: datetime) -> None:
    said: dict[str, object] = {"room": row.pk, "capacity": row.capacity, "free": row.free}
    written_down(facility, act, said, by=by, at=at)
