"""Changes of number under way: for whoever began one, the person, the family, and officers."""

from datetime import date, datetime

from django.db.models import F, Q, QuerySet

from titian.kernel.actors import Actor, ActorKind
from titian.kernel.periods import day_of
from titian.kernel.text import masked_name
from titian.members import rules
from titian.members.errors import RecoveryGone
from titian.members.models import NumberRecovery, Person
from titian.members.rules import RecoveryFacts
from titian.members.selectors.addresses import addresses_on_record
from titian.members.selectors.amounts import amount
from titian.members.selectors.reach import staff_reach, subject_of
from titian.members.selectors.tokens import find_signed, token_of
from titian.members.types import RecoveryStep, RecoveryView, RecoveryWaits, RecoveryWay, StopView
from titian.notifications.types import Channel

_OPEN = [step for step in RecoveryStep if step.is_open]
_HURT = [RecoveryStep.STOPPED, RecoveryStep.UNDONE]
_SALT = "members.recovery"


def recovery(recovery_id: int, *, viewer: Actor, at: datetime) -> RecoveryView:
    """The change that this viewer began; a stranger's and one that never was are alike."""
    row = _rows().filter(pk=recovery_id, asked_by=viewer.ref).first()
    if row is None or viewer.kind is ActorKind.VISITOR:
        raise RecoveryGone
    return _view(row, viewer, at)


def recoveries_of(viewer: Actor, *, at: datetime) -> list[RecoveryView]:
    """What is under way for this member, for the family when they are an adult of it, and what
    they began themselves, also before its number is proved.
    """
    subject = subject_of(viewer)
    rows = _rows().filter(step__in=_OPEN).order_by("asked_at")
    own_family = Person.objects.filter(pk=subject or 0).values("family_id")
    family = Q(person=subject) | Q(person__family__in=own_family)
    found = rows.filter(family & Q(proved_at__isnull=False) | Q(asked_by=viewer.ref))
    views = [_view(row, viewer, at) for row in found]
    return [one for one in views if one.is_own or one.may_stop]


def recoveries_to_second(viewer: Actor, *, at: datetime) -> list[RecoveryView]:
    """What kaders vouched for in an officer's facilities and regions; names are masked."""
    if viewer.kind is not ActorKind.STAFF:
        return []
    reached = Person.objects.filter(staff_reach(viewer)).values("pk")
    rows = _rows().filter(step=RecoveryStep.SECONDING, person__in=reached)
    views = [_view(row, viewer, at) for row in rows.order_by("proved_at")]
    return [one for one in views if one.may_second]


def recovery_waits(*, on: date) -> RecoveryWaits:
    """The hours as people are told them before they choose."""
    return RecoveryWaits(
        kader=amount("recovery_hours_kader", on=on),
        child=amount("recovery_hours_head", on=on),
        adult=amount("recovery_hours_head_adult", on=on),
    )


def stop_view(token: str, *, at: datetime) -> StopView:
    """What a notice's link leads to."""
    row = NumberRecovery.objects.filter(pk=recovery_of_token(token)).first()
    if row is None:
        raise RecoveryGone
    step = RecoveryStep(row.step)
    may = any(rules.may_move(move, step, row.undo_until, at) for move in ("stop", "undo"))
    return StopView(step, row.effective_at, row.undo_until, may)


def stop_token(recovery_id: int) -> str:
    """What the link carries: signed, good for stopping this one change, short enough for SMS."""
    return token_of(recovery_id, _SALT)


def recovery_of_token(token: str) -> int:
    """Raises `RecoveryGone` for a token that we have not made."""
    found = find_signed(token, _SALT)
    if found is None:
        raise RecoveryGone
    return found


def recovery_facts(row: NumberRecovery, *, at: datetime) -> RecoveryFacts:
    """What the rules look at before this change begins."""
    since = at - rules.RECOVERY_WINDOW
    person = row.person
    lately = NumberRecovery.objects.filter(person=person, asked_at__gt=since)
    stopped = NumberRecovery.objects.filter(person=person, step__in=_HURT, ended_at__gt=since)
    voucher = row.voucher
    return RecoveryFacts(
        way=RecoveryWay(row.way),
        is_adult=rules.is_adult(person.birth_date, day_of(at)),
        has_address=bool(addresses_on_record(person.pk)),
        same_card=voucher is not None and voucher.family_id == person.family_id,
        vouches_for_self=voucher is not None and voucher.pk == person.pk,
        begun_lately=lately.filter(proved_at__isnull=False).count(),
        stopped_lately=stopped.exclude(ended_by=F("asked_by")).exists(),
    )


def seconds(row: NumberRecovery, *, viewer: Actor, at: datetime) -> bool:
    """Whether this viewer may be the second person now: neither the first nor the one it is for."""
    if not rules.may_move("second", RecoveryStep(row.step), None, at):
        return False
    if viewer.ref == row.asked_by:
        return False
    if viewer.kind is ActorKind.STAFF:
        return _serves(row, viewer)
    return subject_of(viewer) != row.person_id and _is_adult_of_card(row, viewer, at)


def stops(row: NumberRecovery, *, viewer: Actor, at: datetime) -> bool:
    """Whether this viewer may end it: while it waits anybody it concerns, later an officer."""
    step = RecoveryStep(row.step)
    if rules.may_move("undo", step, row.undo_until, at):
        return viewer.kind is ActorKind.STAFF and _serves(row, viewer)
    if not rules.may_move("stop", step, None, at):
        return False
    if viewer.kind is ActorKind.STAFF:
        return viewer.ref == row.asked_by or _serves(row, viewer)
    concerned = viewer.ref == row.asked_by or subject_of(viewer) == row.person_id
    return concerned or _is_adult_of_card(row, viewer, at)


def _serves(row: NumberRecovery, viewer: Actor) -> bool:
    may = any(grant.role in rules.GIVING_ROLES for grant in viewer.grants)
    return may and Person.objects.filter(staff_reach(viewer), pk=row.person_id).exists()


def _is_adult_of_card(row: NumberRecovery, viewer: Actor, at: datetime) -> bool:
    subject = subject_of(viewer)
    one = Person.objects.filter(pk=subject or 0, family=row.person.family_id).first()
    return one is not None and rules.is_adult(one.birth_date, day_of(at))


def _rows() -> "QuerySet[NumberRecovery]":
    return NumberRecovery.objects.select_related("person", "voucher")


def _view(row: NumberRecovery, viewer: Actor, at: datetime) -> RecoveryView:
    name, is_own = row.person.full_name, subject_of(viewer) == row.person_id
    began_here = viewer.ref == row.asked_by and row.way != RecoveryWay.KADER
    knows = began_here or is_own or _is_adult_of_card(row, viewer, at)
    return RecoveryView(
        recovery_id=row.pk,
        person_id=row.person_id,
        name=name if knows else masked_name(name),
        way=RecoveryWay(row.way),
        step=RecoveryStep(row.step),
        channel=Channel(row.channel),
        mask=rules.masked_number(row.to_sealed),
        vouched_by=row.voucher.full_name if row.voucher else "",
        asked_at=row.asked_at,
        effective_at=row.effective_at,
        undo_until=row.undo_until,
        may_second=seconds(row, viewer=viewer, at=at),
        may_stop=stops(row, viewer=viewer, at=at),
        is_own=is_own,
        began_here=viewer.ref == row.asked_by,
    )
