"""What a yes does to memberships: each is a happening of the history, which dues read."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from titian.accounts import services as accounts
from titian.kernel.actors import Actor
from titian.kernel.identifiers import digits, is_card_number
from titian.members import rules
from titian.members.errors import ChangeNotPossible, RequestValueWrong
from titian.members.events import PeopleMerged
from titian.members.models import ChangeRequest, Family, Person
from titian.members.selectors.requests import Subject
from titian.members.services.helping import end_all_helping
from titian.members.services.history import record_event, record_events
from titian.members.services.requests.writing import RULE, Asked, lock_family, lock_people, move
from titian.members.types import (
    Change,
    Happening,
    Relation,
    RequestKind,
    RequestStep,
    Segment,
    Status,
    WardClass,
)
from titian.platform.db.sealing import blind_index
from titian.platform.outbox import services as outbox

Wanted = Mapping[str, str]
_SOURCE = "request"
_GONE = (Status.MENINGGAL, Status.DUPLIKAT)
_OWN = (Segment.PBPU, Segment.BP)


def ward_class(asked: Sequence[Asked], *, by: Actor, at: datetime) -> None:
    """The whole family together: everybody on the card who pays for themselves (§1.3)."""
    wanted = {one.subject.family_id: one for one in asked}
    payers = Person.objects.filter(family__in=wanted, segment__in=_OWN).exclude(status__in=_GONE)
    happened = {
        pk: _classed(wanted[family_id], since)
        for pk, family_id, since in payers.values_list("pk", "family_id", "status_since")
    }
    record_events(happenings=happened, by=by, at=at, source=_SOURCE)


def _classed(one: Asked, since: date) -> Happening:
    day = max(one.subject.facts.today, since)
    return Happening(Change.CLASS_CHANGED, day, ward_class=WardClass(one.wanted["ward_class"]))


def segment(of: Subject, wanted: Wanted, *, by: Actor, at: datetime) -> None:
    """With the person everybody on the card who is insured, or not insured, as they are (§1.3)."""
    joins = rules.joining(of.facts, Segment(wanted["segment"]), WardClass(wanted["ward_class"]))
    alike = Person.objects.filter(
        family=of.family_id, segment=of.facts.segment, status=of.facts.status
    )
    for pk in alike.order_by("pk").values_list("pk", flat=True):
        _happened(pk, joins, by, at)


def reactivation(of: Subject, wanted: Wanted, *, by: Actor, at: datetime) -> None:
    _happened(of.person_id, rules.returning(of.facts), by, at, reason=wanted["ground"])


def abroad(of: Subject, wanted: Wanted, *, by: Actor, at: datetime) -> None:
    back = f"until {wanted['returns_on']}"
    _happened(of.person_id, Happening(Change.WENT_ABROAD, of.facts.today), by, at, reason=back)


def death(of: Subject, wanted: Wanted, *, by: Actor, at: datetime) -> None:
    """The day is the certificate's, also when something was recorded after it. Whoever helped, and
    every way into the account, ends; a card whose head died gets another.
    """
    died_on = date.fromisoformat(wanted["died_on"])
    recorded = max(died_on, of.facts.status_since)
    _happened(of.person_id, Happening(Change.DIED, recorded), by, at, reason="request")
    Person.objects.filter(pk=of.person_id).update(died_on=died_on)
    close_all(of.person_id, by, at)


def duplicate(of: Subject, wanted: Wanted, *, by: Actor, at: datetime) -> None:
    """The other record is the same person: it is closed and points here."""
    other = find_other(wanted["other_number"])
    if other is None:
        raise RequestValueWrong(field="other_number")
    if other == of.person_id:
        raise ChangeNotPossible(change=Change.MERGED)
    lock_people(other)
    since = Person.objects.values_list("status_since", flat=True).get(pk=other)
    _happened(other, Happening(Change.MERGED, max(of.facts.today, since)), by, at)
    close_all(other, by, at)
    outbox.announce(PeopleMerged(of.person_id, other), at=at)


def find_other(number: str) -> int | None:
    """The person with this card number or NIK."""
    plain = digits(number)
    kind = "card" if is_card_number(plain) else "nik"
    found = Person.objects.filter(**{f"{kind}_index": blind_index(kind, plain)})
    return found.values_list("pk", flat=True).first()


def _happened(
    person_id: int, happening: Happening, by: Actor, at: datetime, reason: str = ""
) -> None:
    record_event(
        person_id=person_id, happening=happening, by=by, at=at, reason=reason, source=_SOURCE
    )


def close_all(person_id: int, by: Actor, at: datetime) -> None:
    """Who is dead, or a double, helps nobody, signs in nowhere and heads no card."""
    end_all_helping(person_id=person_id, by=by, at=at)
    accounts.end_access(subject=str(person_id), by=by, at=at)
    _close_requests(person_id, at)
    for family_id in Family.objects.filter(head=person_id).values_list("pk", flat=True):
        hand_on(family_id)


def _close_requests(person_id: int, at: datetime) -> None:
    """What else was asked for this person is over; one that is being handled finds out itself."""
    alive = ChangeRequest.objects.filter(person=person_id, step__in=rules.ALIVE)
    others = alive.exclude(step=RequestStep.SET, effective_at__lte=at)
    for row in others.select_for_update(of=("self",), skip_locked=True).order_by("pk"):
        move(row, "close", by=RULE, at=at, reason="request_person_gone")


def hand_on(family_id: int) -> None:
    """The spouse becomes head, else the oldest; who is alone stays."""
    living = Person.objects.filter(family=family_id).exclude(status__in=_GONE)
    spouse_first = sorted(living, key=lambda one: (one.relation != Relation.SPOUSE, one.birth_date))
    if not spouse_first:
        return
    family, heir = lock_family(family_id), spouse_first[0]
    Person.objects.filter(pk=family.head_id).update(relation=Relation.OTHER)
    Person.objects.filter(pk=heir.pk).update(relation=Relation.HEAD)
    family.head_id = heir.pk
    family.save(update_fields=["head"])


EFFECTS = {
    RequestKind.SEGMENT: segment,
    RequestKind.REACTIVATION: reactivation,
    RequestKind.ABROAD: abroad,
    RequestKind.DEATH: death,
    RequestKind.DUPLICATE: duplicate,
}
TOGETHER = {RequestKind.WARD_CLASS: ward_class}
