"""A wish made readable and allowed, before anything is written: every refusal comes from here."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from titian.facilities import selectors as facilities
from titian.facilities.types import FacilityKind
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.kernel.working_hours import Office, due_after
from titian.members import rules
from titian.members.errors import RequestIncomplete, RequestValueWrong
from titian.members.selectors.requests import (
    Subject,
    asker_block,
    askers_of,
    asking_for,
    subject_facts,
)
from titian.members.services.requests import registry
from titian.members.services.requests.effects_membership import find_other
from titian.members.types import Asker, Decider, PaperKind, RequestKind, Standing

_FAR = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked, readable and allowed, before anything is written."""

    kind: RequestKind
    whose: Standing
    subject: Subject
    wanted: dict[str, str]
    asked_as: Asker
    client_key: UUID
    registry: Mapping[str, object]


def wished(
    person_id: int,
    kind: RequestKind,
    wanted: Mapping[str, str],
    client_key: UUID,
    by: Actor,
    at: datetime,
) -> Wish:
    """Everything that can be refused without writing: who, when, what, and whether it exists."""
    whose = asking_for(person_id, viewer=by, at=at)
    block = asker_block(kind, whose, by, at)
    subject = subject_facts(person_id, at=at)
    blocked = rules.blocked(kind, subject.facts)
    if block is not None:
        raise (rules.first_block(block, blocked) or block).refusal
    early = kind is RequestKind.FACILITY and wanted.get("why", "").strip()
    if blocked is not None and not early:
        raise blocked.refusal
    read = rules.readable(kind, wanted, today=subject.facts.today)
    rules.require_possible(kind, subject.facts, read)
    current = subject.current(kind)
    if current and kind is not RequestKind.FAMILY:
        read = rules.unlike(read, current)
    _require_in_the_world(read, subject)
    as_ = rules.asked_as(kind, askers_of(whose, by))
    return Wish(kind, whose, subject, read, as_, client_key, {})


def _require_in_the_world(wanted: Mapping[str, str], subject: Subject) -> None:
    """A facility must be there, and another number be another. Whether a NIK or card is on record
    is not told to whoever asks: the officer finds out.
    """
    if "facility" in wanted:
        place = facilities.facility_by_code(wanted["facility"])
        if place.kind is FacilityKind.HOSPITAL:
            raise RequestValueWrong(field="facility")
    if "other_number" in wanted and find_other(wanted["other_number"]) == subject.person_id:
        raise RequestValueWrong(field="other_number")
    if wanted.get("kk_number") == subject.on_record["kk_number"]:
        raise RequestValueWrong(field="kk_number")


def require_papers(wish: Wish, there: set[PaperKind]) -> None:
    needed = rules.papers_needed(wish.kind, wish.wanted, is_child=not wish.subject.is_adult)
    missing = [kind for kind in needed if kind not in there]
    if missing:
        raise RequestIncomplete(missing=tuple(missing))


def registered(wish: Wish) -> Wish:
    """With what the population registry says, for what is identity."""
    if wish.kind is not RequestKind.IDENTITY:
        return wish
    subject = wish.subject
    said = registry.compared(
        str(uuid4()), wish.wanted, subject.on_record, is_head=subject.facts.is_head
    )
    return replace(wish, registry=said)


def decider(wish: Wish) -> Decider:
    if wish.registry.get("state") == registry.AGREES:
        return Decider.RULE
    return rules.decider_of(wish.kind, wish.wanted, wish.subject.facts.card)


def due_at(wish: Wish, at: datetime) -> datetime:
    """The working hours promised, by the clock of the branch where the person belongs."""
    return due_by(wish.kind, wish.subject.facts.amounts, wish.whose.timezone, at)


def due_by(kind: RequestKind, amounts: Mapping[str, int], timezone: str, at: datetime) -> datetime:
    on = day_of(at)
    office = Office(
        opens=time(amounts["branch_opens"]),
        closes=time(amounts["branch_closes"]),
        zone=ZoneInfo(timezone),
        days_off=facilities.days_off(on, on + _FAR),
    )
    return due_after(at, timedelta(hours=amounts[f"change_hours_{kind}"]), office)
