"""An adult decides what the head of the family may see; the head never decides for them."""

from datetime import date, datetime

from django.db import transaction

from titian.kernel.actors import Actor
from titian.members.errors import NotAnAdult, PersonOutOfReach
from titian.members.events import ConsentChanged
from titian.members.models import Consent, Person
from titian.members.rules import is_adult
from titian.platform.audit import services as audit
from titian.platform.outbox import services as outbox


@transaction.atomic
def give_consent(*, by: Actor, at: datetime, on: date) -> None:
    """The member lets the head of the own family see everything. Safe to repeat."""
    person = _own_row(by)
    if not is_adult(person.birth_date, on):
        raise NotAnAdult

    Consent.objects.bulk_create([Consent(person=person, given_at=at)], ignore_conflicts=True)

    _tell(person.pk, given=True, by=by, at=at)


@transaction.atomic
def withdraw_consent(*, by: Actor, at: datetime) -> None:
    """The member takes it back, at once (UU 27/2022 art. 40). Safe to repeat."""
    person = _own_row(by)

    Consent.objects.filter(person=person, withdrawn_at__isnull=True).update(withdrawn_at=at)

    _tell(person.pk, given=False, by=by, at=at)


def _own_row(by: Actor) -> Person:
    found = Person.objects.select_for_update(of=("self",)).filter(pk=int(by.subject or 0)).first()
    if found is None:
        raise PersonOutOfReach
    return found


def _tell(person_id: int, *, given: bool, by: Actor, at: datetime) -> None:
    action = "members.consented" if given else "members.consent_withdrawn"
    audit.record(audit.Entry(by, action, f"person:{person_id}"), at=at)
    outbox.announce(ConsentChanged(person_id, given), at=at)
