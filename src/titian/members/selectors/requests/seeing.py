"""Who sees a request: whoever may ask for it, the person, and who serves or decides there."""

from collections.abc import Collection
from datetime import datetime

from titian.kernel.actors import Actor, ActorKind
from titian.kernel.periods import day_of
from titian.members import rules
from titian.members.errors import PersonOutOfReach, RequestNotAllowed
from titian.members.models import ChangeRequest
from titian.members.selectors.reach import subject_of
from titian.members.selectors.standing import standing
from titian.members.types import Asker, Help, RequestKind, RequestStep, Standing


def asking_for(person_id: int, *, viewer: Actor, at: datetime) -> Standing:
    """The person, for whoever may ask something for them; a look by staff is recorded."""
    if viewer.kind is ActorKind.VISITOR:
        raise PersonOutOfReach
    if viewer.kind is ActorKind.STAFF and not has_role(viewer, rules.ENTERING_ROLES):
        raise RequestNotAllowed
    on = day_of(at)
    return standing(person_id, viewer=viewer, on=on, to=Help.CHANGES)


def has_role(viewer: Actor, roles: Collection[str]) -> bool:
    return any(grant.role in roles for grant in viewer.grants)


def askers_of(whose: Standing, viewer: Actor) -> frozenset[Asker]:
    """As whom this viewer may ask for the person."""
    if viewer.kind is not ActorKind.MEMBER:
        return frozenset({Asker.OFFICER})
    subject = subject_of(viewer)
    as_self = {Asker.SELF} if subject == whose.person_id else set()
    as_head = {Asker.HEAD} if subject == whose.family_head else set()
    return frozenset(as_self | as_head or {Asker.HELPER})


def may_ask(kind: RequestKind, whose: Standing, viewer: Actor, at: datetime) -> bool:
    return asker_block(kind, whose, viewer, at) is None


def asker_block(
    kind: RequestKind, whose: Standing, viewer: Actor, at: datetime
) -> rules.Block | None:
    return rules.asker_block(
        kind,
        askers_of(whose, viewer),
        is_adult=rules.is_adult(whose.birth_date, day_of(at)),
        is_full=whose.is_full,
        name=whose.full_name,
    )


def sees(row: ChangeRequest, whose: Standing, viewer: Actor, at: datetime) -> bool:
    """The person sees all of their own; a head or helper what they themselves could ask."""
    if viewer.kind is not ActorKind.MEMBER or subject_of(viewer) == whose.person_id:
        return True
    return may_ask(RequestKind(row.kind), whose, viewer, at)


def may_end(row: ChangeRequest, whose: Standing, viewer: Actor, at: datetime) -> bool:
    """Whether the viewer may withdraw or undo it: the person, who could ask it, who entered it."""
    if viewer.kind is ActorKind.STAFF:
        return row.asked_by == viewer.ref
    own = subject_of(viewer) == whose.person_id
    return own or may_ask(RequestKind(row.kind), whose, viewer, at)


def may_undo(row: ChangeRequest, at: datetime) -> bool:
    return row.step == RequestStep.SET and row.effective_at is not None and at < row.effective_at
