"""Whoever was treated is told that it was written down: what was found is read in Titian only, and
nobody else is told of an adult's visit, also where a relative's number stands in for theirs.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import transaction

from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.kernel.text import first_name
from titian.members import selectors as members_read
from titian.members.types import Standing
from titian.notifications import services as notifications
from titian.notifications.types import Recipient, Urgency
from titian.visits.models import EligibilityLetter, Visit
from titian.visits.types import LetterState, VisitState

_SPEAKER = Actor.system("visits")
_NEWS = timedelta(days=7)  # what is written down later than that is in the history only


@transaction.atomic
def tell_recorded(*, visit_id: int, at: datetime) -> bool:
    """Once for each visit; not where it was withdrawn meanwhile."""
    row = Visit.objects.filter(pk=visit_id, state=VisitState.ENDED).select_related("facility")
    visit = row.first()
    if visit is None or day_of(at) - visit.day > _NEWS:
        return False
    _tell("recorded", visit.person_id, visit.facility.name, visit.day, f"visit:{visit.pk}", at)
    return True


@transaction.atomic
def tell_letter(*, number: str, at: datetime) -> bool:
    """Who did not come themselves learns that somebody did in their name."""
    row = EligibilityLetter.objects.filter(number=number, state=LetterState.ISSUED)
    letter = row.select_related("facility").first()
    if letter is None or day_of(at) - letter.issued_on > _NEWS:
        return False
    place, key = letter.facility.name, f"letter:{letter.pk}"
    _tell("letter", letter.person_id, place, letter.issued_on, key, at)
    return True


def tell_reading(*, person_id: int, reader_id: int, key: str, at: datetime) -> None:
    """Who may read one's history was said at a counter; needs the caller's transaction."""
    on = day_of(at)
    people = members_read.standings_of([person_id, reader_id], viewer=_SPEAKER, on=on)
    notifications.tell(
        to=_recipient(people[person_id], at),
        template="visits/messages/reading.txt",
        data={"reader": people[reader_id].full_name},
        urgency=Urgency.NORMAL,
        key=key,
        by=_SPEAKER,
        at=at,
    )


def _tell(template: str, person_id: int, place: str, day: date, key: str, at: datetime) -> None:
    whose = members_read.standings_of([person_id], viewer=_SPEAKER, on=day_of(at))[person_id]
    notifications.tell(
        to=_recipient(whose, at),
        template=f"visits/messages/{template}.txt",
        data={"place": place, "name": first_name(whose.full_name), "day": day.isoformat()},
        urgency=Urgency.NORMAL,
        key=key,
        by=_SPEAKER,
        at=at,
    )


def _recipient(whose: Standing, at: datetime) -> Recipient:
    to = members_read.recipient_of(whose.person_id)
    if not members_read.is_adult(whose, on=day_of(at)):
        return to
    return replace(to, addresses=members_read.addresses_on_record(whose.person_id))
