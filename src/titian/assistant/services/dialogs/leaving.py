"""A number is given back, or moved: the old place is kept until the new one is taken."""

from datetime import date
from uuid import UUID, uuid5

from django.utils.translation import gettext

from titian.assistant.services.dialogs import times
from titian.assistant.services.dialogs.now import (
    Answered,
    Now,
    answered,
    asked,
    choice,
    refused,
    to_officer,
)
from titian.assistant.services.dialogs.telling import ticket_line
from titian.assistant.types import Intent, Link
from titian.kernel.errors import Refusal
from titian.queue import selectors as queue_read
from titian.queue import services as queue
from titian.queue.errors import NotYetTheirTurn
from titian.queue.types import TicketView

CANCELS, MOVES, MOVES_TO = "ticket", "moves", "moves_to"
_KEYS = UUID("2f0c7f31-9c7c-4a7f-8a55-2d7d1c9a4e10")


def cancel(now: Now) -> Answered:
    found = _open(now)
    if not found:
        return _none(now)
    then = [choice(f"t:{one.code}", gettext("say.drop").format(label=one.label)) for one in found]
    lines = [gettext("say.cancel_which"), *(ticket_line(one) for one in found)]
    return asked(now, CANCELS, "\n".join(lines), then=then)


def hear_cancelled(now: Now) -> Answered | None:
    code = _meant(now)
    if not code:
        return answered(now, gettext("say.kept")) if now.heard.intent is Intent.NO else None
    try:
        queue.cancel(code=code, by=now.actor, at=now.at)
    except Refusal as refusal:
        return refused(now, refusal)
    return answered(now, gettext("say.cancelled"), links=(_page(),))


def move(now: Now) -> Answered:
    found = _open(now)
    if not found:
        return _none(now)
    if len(found) == 1:
        return _where_to(now, found[0])
    then = [choice(f"t:{one.code}", gettext("say.shift").format(label=one.label)) for one in found]
    lines = [gettext("say.move_which"), *(ticket_line(one) for one in found)]
    return asked(now, MOVES, "\n".join(lines), then=then)


def hear_moved(now: Now) -> Answered | None:
    code = _meant(now)
    return _where_to(now, _ticket(now, code)) if code else None


def hear_where_to(now: Now) -> Answered | None:
    """A time pressed is taken, and the old one given back; another day is looked at again."""
    if now.chosen.startswith("s:"):
        return _moved(now, int(now.chosen[2:]))
    if now.heard.intent is Intent.NO:
        return answered(now, gettext("say.kept"))
    offered = [key for key, _ in now.memory.choices if key.startswith("s:")]
    if now.heard.intent is Intent.YES and len(offered) == 1:
        return _moved(now, int(offered[0][2:]))
    if {"date", "part"} & set(now.heard.slots):
        return _where_to(now, _ticket(now, now.memory.slots.get("ticket", "")))
    return None


def _where_to(now: Now, ticket: TicketView) -> Answered:
    link = Link(f"/tiket/{ticket.code}/", ticket.label)
    if ticket.is_elsewhere:
        return answered(now, gettext("say.move_elsewhere"), links=(link,), then=(to_officer(),))
    session = queue_read.place(ticket.session_id, at=now.at)
    found = times.times(
        now,
        facility_id=session.facility_id,
        service_id=session.service_id,
        apart=ticket.session_id,
    )
    if not found.places:
        return answered(now, gettext("say.move_full"), links=(link,), then=(to_officer(),))
    said = f"{found.said()} {gettext('say.move_to')}".strip().format(
        label=ticket.label,
        service=ticket.service_name,
        place=ticket.facility_name,
        day=_day(now),
    )
    return asked(now, MOVES_TO, said, then=times.offered(found.places), ticket=ticket.code)


def _moved(now: Now, session_id: int) -> Answered:
    code = now.memory.slots.get("ticket", "")
    key = uuid5(_KEYS, f"{now.row.pk}:{now.said.key}")
    try:
        with queue.in_turn(by=now.actor):
            booked = queue.move(
                code=code, session_id=session_id, client_key=key, by=now.actor, at=now.at
            )
    except NotYetTheirTurn as line:
        return times.in_line(now, MOVES_TO, line, session_id)
    except Refusal as refusal:
        return refused(now, refusal, also=gettext("say.kept"))
    place = queue_read.place(session_id, at=now.at)
    said = gettext("say.moved").format(
        number=f"{place.letter}-{booked.number}",
        day=times.short_day(place.date),
        begins=f"{times.local(place.starts_at, place):%H.%M}",
    )
    return answered(now, said, links=(Link(f"/tiket/{booked.code}/", gettext("say.link_ticket")),))


def _open(now: Now) -> list[TicketView]:
    return queue_read.open_tickets(viewer=now.actor, at=now.at)[: times.OFFERED]


def _ticket(now: Now, code: str) -> TicketView:
    """The one shown before; raises `TicketUnknown` when it is nobody's of theirs any more."""
    return queue_read.ticket_view(
        queue_read.ticket_for(code, viewer=now.actor, at=now.at), at=now.at
    )


def _meant(now: Now) -> str:
    """The code of the number pressed, or of the only one when it is a yes."""
    codes = [key[2:] for key, _ in now.memory.choices if key.startswith("t:")]
    if now.chosen.startswith("t:"):
        return now.chosen[2:]
    return codes[0] if now.heard.intent is Intent.YES and len(codes) == 1 else ""


def _none(now: Now) -> Answered:
    return answered(now, gettext("say.no_ticket"), links=(_page(),))


def _day(now: Now) -> str:
    named = now.slots.get("date", "")
    return times.short_day(date.fromisoformat(named)) if named else ""


def _page() -> Link:
    return Link("/berobat/", gettext("say.link_book"))
