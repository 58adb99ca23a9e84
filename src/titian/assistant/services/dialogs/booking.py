"""A number at one's own clinic: whom for, which service, which time; then it is taken."""

from datetime import date
from uuid import UUID, uuid5

from django.utils.translation import gettext

from titian.assistant.rules import people as rules
from titian.assistant.services.dialogs import times
from titian.assistant.services.dialogs.now import Answered, Now, answered, asked, choice, refused
from titian.assistant.types import Intent, Link
from titian.facilities import selectors as facilities_read
from titian.facilities.types import ServiceView
from titian.kernel.errors import Refusal
from titian.kernel.text import first_name
from titian.members import selectors as members_read
from titian.members.types import Standing
from titian.queue import selectors as queue_read
from titian.queue import services as queue
from titian.queue.errors import NotYetTheirTurn

PERSON, SLOT = "person", "slot"
_FAMILY = 5
_KEYS = UUID("c1b3a1d6-6f0e-4d25-9a63-0a8f7d1c2b44")


def book(now: Now) -> Answered:
    people = [one for one in members_read.standings_for(now.actor, on=now.today) if one.may_book]
    whom = _whom(now, people)
    if whom is None:
        then = [choice(f"p:{one.person_id}", first_name(one.full_name)) for one in people[:_FAMILY]]
        return asked(now, PERSON, gettext("say.whom"), then=then)
    if whom.facility_id is None:
        return answered(now, gettext("say.no_clinic"), links=(_page(),))
    return _served(now, whom, facilities_read.services_of(whom.facility_id))


def hear_person(now: Now) -> Answered | None:
    if now.chosen.startswith("p:"):
        return book(now)
    return book(now) if now.heard.slots.get("who") else None


def hear_slot(now: Now) -> Answered | None:
    """A time pressed is taken; another day or part written is looked at again."""
    if now.chosen.startswith("s:"):
        return _taken(now, int(now.chosen[2:]))
    offered = [key for key, _ in now.memory.choices if key.startswith("s:")]
    if now.heard.intent is Intent.YES and offered:
        return _taken(now, int(offered[0][2:]))
    if {"date", "part", "service", "who"} & set(now.heard.slots):
        return book(now)
    return None


def _served(now: Now, whom: Standing, services: list[ServiceView]) -> Answered:
    """By the service that was named; a clinic without it has a doctor who can refer."""
    spoken = now.slots.get("service", "")
    service = rules.service_called(services, spoken)
    if service is not None:
        return _offered(now, whom, service)
    general = rules.service_called(services, "")
    if general is not None:
        return _offered(now, whom, general, instead_of=spoken)
    links = (_page(), Link("/rujukan/", gettext("say.link_referrals")))
    return answered(now, gettext("say.not_at_clinic").format(place=whom.facility_name), links=links)


def _whom(now: Now, people: list[Standing]) -> Standing | None:
    wanted = now.chosen[2:] if now.chosen.startswith("p:") else now.memory.slots.get("person", "")
    if wanted and not now.heard.slots.get("who"):
        return next((one for one in people if str(one.person_id) == wanted), None)
    return rules.meant(people, now.slots.get("who", ""), speaker=now.person)


def _offered(now: Now, whom: Standing, service: ServiceView, instead_of: str = "") -> Answered:
    found = times.times(now, facility_id=service.facility_id, service_id=service.id)
    place = whom.facility_name
    if not found.places:
        return answered(now, gettext("say.all_full").format(place=place), links=(_page(),))
    missing = gettext("say.service_missing") if instead_of else ""
    said = " ".join(one for one in (missing, found.said(), gettext("say.times")) if one)
    text = said.format(
        name=first_name(whom.full_name),
        service=service.name,
        place=place,
        wanted=instead_of,
        day=_day(now),
    )
    return asked(now, SLOT, text, then=times.offered(found.places), person=str(whom.person_id))


def _taken(now: Now, session_id: int) -> Answered:
    person = int(now.memory.slots.get("person", "0"))
    key = uuid5(_KEYS, f"{now.row.pk}:{now.said.key}")
    try:
        with queue.in_turn(by=now.actor):
            held = queue.hold(person_id=person, session_id=session_id, by=now.actor, at=now.at)
            booked = queue.confirm(hold_id=held.hold_id, client_key=key, by=now.actor, at=now.at)
    except NotYetTheirTurn as line:
        return times.in_line(now, SLOT, line, session_id)
    except Refusal as refusal:
        return refused(now, refusal)
    place = queue_read.place(session_id, at=now.at)
    said = gettext("say.booked").format(
        number=f"{place.letter}-{booked.number}",
        day=times.short_day(place.date),
        begins=f"{times.local(place.starts_at, place):%H.%M}",
    )
    return answered(now, said, links=(Link(f"/tiket/{booked.code}/", gettext("say.link_ticket")),))


def _day(now: Now) -> str:
    named = now.slots.get("date", "")
    return times.short_day(date.fromisoformat(named)) if named else ""


def _page() -> Link:
    return Link("/berobat/", gettext("say.link_book"))
