"""Officers go to a village: planned, signed up for, held, counted.

A phone without a signal keeps what was written and brings it later; each thing has a key of its
own, so that bringing it twice changes nothing.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from titian.helpdesk.errors import (
    NotOutreachOfficer,
    OutreachFull,
    OutreachOver,
    OutreachPersonGone,
)
from titian.helpdesk.models.outreach import Outreach, OutreachPerson
from titian.helpdesk.rules import outreach as rules
from titian.helpdesk.selectors.outreach import plans_there, row_of, row_reached
from titian.helpdesk.types.outreach import Brought, Coming, Marked, OutreachState, Plan
from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.kernel.identifiers import mobile_number, spoken_code
from titian.platform.audit import services as audit

_CODE = 6
_REMEMBERED = timedelta(days=30)


@transaction.atomic
def plan_outreach(*, plan: Plan, client_key: UUID, by: Actor, at: datetime) -> str:
    """The code of the visit; the same press again finds the same one. Raises NotOutreachOfficer,
    OutreachPlanWrong.
    """
    if not plans_there(by, plan.region):
        raise NotOutreachOfficer
    sound = rules.sound_plan(plan, at=at)
    row = Outreach(
        code=spoken_code(_CODE),
        client_key=client_key,
        region_id=sound.region,
        place=sound.place.strip(),
        begins_at=sound.begins_at,
        ends_at=sound.ends_at,
        places=sound.places,
        planned_by=by.ref,
        planned_at=at,
    )
    Outreach.objects.bulk_create([row], ignore_conflicts=True)
    stored = Outreach.objects.get(client_key=client_key)
    if stored.code == row.code:
        _note(by, "outreach_planned", stored, at)
    return stored.code


@transaction.atomic
def sign_up(*, code: str, coming: Coming, by: Actor, at: datetime) -> int:
    """The number on the list. Raises OutreachGone, OutreachOver, OutreachFull and
    OutreachNameMissing.
    """
    row = _locked(row_of(code))
    rules.require_open(OutreachState(row.state), row.ends_at, at=at)
    return _entered(row, coming, by, at)


@transaction.atomic
def add_person(*, code: str, coming: Coming, by: Actor, at: datetime) -> int:
    """An officer writes somebody on the list who has just come, also when it is full. Raises
    NotOutreachOfficer, OutreachGone, OutreachOver, OutreachNameMissing.
    """
    row = _locked(row_reached(code, by))
    rules.require_writable(OutreachState(row.state), row.ends_at, at=at)
    return _entered(row, coming, by, at, beyond=True)


@transaction.atomic
def mark(*, code: str, marked: Marked, by: Actor, at: datetime) -> None:
    """The later word holds, whichever arrives first. Raises NotOutreachOfficer, OutreachGone,
    OutreachOver, OutreachPersonGone.
    """
    row = _locked(row_reached(code, by))
    rules.require_writable(OutreachState(row.state), row.ends_at, at=at)
    said_at = min(marked.said_at, at)
    theirs = row.people.filter(client_key=marked.key)
    earlier = Q(marked_at__isnull=True) | Q(marked_at__lt=said_at)
    if theirs.filter(earlier).update(result=marked.result, marked_at=said_at):
        _note(by, "outreach_marked", row, at, result=marked.result)
    elif not theirs.exists():
        raise OutreachPersonGone


def bring(
    *, code: str, things: Sequence[Coming | Marked], by: Actor, at: datetime
) -> list[Brought]:
    """What a phone kept while it had no signal, in its order; one refusal does not hold back the
    others. Raises NotOutreachOfficer, OutreachGone.
    """
    row_reached(code, by)
    return [_brought(code, thing, by, at) for thing in things]


@transaction.atomic
def close_outreach(*, code: str, by: Actor, at: datetime) -> None:
    """It is over and counted; closing twice is closing once. Raises as `mark`."""
    _end(code, OutreachState.CLOSED, by, at)


@transaction.atomic
def cancel_outreach(*, code: str, by: Actor, at: datetime) -> None:
    """Nobody comes; the public list says so. Raises as `mark`."""
    _end(code, OutreachState.CANCELLED, by, at)


def forget_outreach_names(*, at: datetime, limit: int = 500) -> int:
    """A month after a visit its names and numbers go; what was done stays counted."""
    past = OutreachPerson.objects.filter(
        outreach__ends_at__lt=at - _REMEMBERED, name_sealed__isnull=False
    )
    some = list(past.values_list("pk", flat=True)[:limit])
    return OutreachPerson.objects.filter(pk__in=some).update(name_sealed=None, phone_sealed=None)


def _locked(row: Outreach) -> Outreach:
    return Outreach.objects.select_for_update().get(pk=row.pk)


def _entered(
    row: Outreach, coming: Coming, by: Actor, at: datetime, *, beyond: bool = False
) -> int:
    known = OutreachPerson.objects.filter(client_key=coming.key, outreach=row).first()
    if known:
        return known.number
    name = rules.sound_name(coming.name)
    if row.taken >= row.places and not beyond:
        raise OutreachFull
    number = row.taken + 1
    Outreach.objects.filter(pk=row.pk).update(taken=F("taken") + 1)
    OutreachPerson.objects.create(
        outreach=row,
        client_key=coming.key,
        number=number,
        name_sealed=name,
        phone_sealed=mobile_number(coming.phone) or None,
        need=coming.need,
        by=by.ref,
        at=at,
    )
    _note(by, "outreach_entered", row, at, need=coming.need)
    return number


def _brought(code: str, thing: Coming | Marked, by: Actor, at: datetime) -> Brought:
    try:
        if isinstance(thing, Coming):
            add_person(code=code, coming=thing, by=by, at=at)
        else:
            mark(code=code, marked=thing, by=by, at=at)
    except Refusal as refusal:
        return Brought(thing.key, refusal.code)
    return Brought(thing.key)


def _end(code: str, state: OutreachState, by: Actor, at: datetime) -> None:
    row = _locked(row_reached(code, by))
    if row.state == state:
        return
    if row.state != OutreachState.PLANNED:
        raise OutreachOver
    row.state = state
    row.save(update_fields=["state"])
    _note(by, f"outreach_{state}", row, at)


def _note(by: Actor, verb: str, row: Outreach, at: datetime, **data: object) -> None:
    audit.record(audit.Entry(by, f"helpdesk.{verb}", f"outreach:{row.pk}", data), at=at)
