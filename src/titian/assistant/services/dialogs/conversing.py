"""Where a message goes: a choice, the open question, or a new wish."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext

from titian.assistant.models import Conversation
from titian.assistant.rules import changes, opinions, pages, understand
from titian.assistant.rules.memory import Memory
from titian.assistant.rules.opinions import Opinion
from titian.assistant.services.dialogs import (
    booking,
    changing,
    complaining,
    either,
    following,
    identity,
    leaving,
    looking,
    telling,
)
from titian.assistant.services.dialogs.now import (
    OFFICER,
    STOP,
    Answered,
    Now,
    answered,
    asked,
    choice,
    handed_over,
    help_page,
    refused,
    to_officer,
    worded,
)
from titian.assistant.types import Choice, Intent, Keeper, Link, Reply, Said
from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.kernel.periods import day_of

_MOST_STEPS = 6  # messages of one topic; the last answer is no question: a person takes over
_MOST_MISSES = 1
_MOST_ASKED = 2
_CLARIFY = "clarify"
_Handler = Callable[[Now], Answered]

_EITHER: Mapping[Intent, _Handler] = {  # a page for everybody, more for who says who they are
    **dict.fromkeys(changes.KINDS, changing.change),
    Intent.COMPLAINT_STATUS: following.complaint,
    Intent.APPLICATION_STATUS: following.application,
}
_PERSONAL: Mapping[Intent, _Handler] = {
    Intent.STATUS: telling.status,
    Intent.BILL: telling.bill,
    Intent.VA_NUMBER: telling.va_number,
    Intent.CARD: telling.card,
    Intent.REFERRAL: telling.referral,
    Intent.QUEUE_STATUS: telling.queue_status,
    Intent.BOOK: booking.book,
    Intent.CANCEL_BOOKING: leaving.cancel,
    Intent.MOVE_BOOKING: leaving.move,
    **_EITHER,
}
_OPEN: Mapping[Intent, _Handler] = {
    **dict.fromkeys(pages.PAGES, looking.page),
    Intent.FACILITY_FIND: looking.facility,
    Intent.SCHEDULE: looking.facility,
    Intent.COMPLAIN: complaining.complain,
    **_EITHER,
}
_HEARS: Mapping[str, Callable[[Now], Answered | None]] = {
    booking.PERSON: booking.hear_person,
    booking.SLOT: booking.hear_slot,
    changing.WHOM: changing.hear_whom,
    changing.FIELD: changing.hear_field,
    changing.SURE: changing.hear_sure,
    leaving.CANCELS: leaving.hear_cancelled,
    leaving.MOVES: leaving.hear_moved,
    leaving.MOVES_TO: leaving.hear_where_to,
    complaining.WORDS: complaining.hear_words,
    complaining.ABOUT: complaining.hear_about,
    complaining.PLACE: complaining.hear_place,
}
_SMALL = (Intent.YES, Intent.NO, Intent.GREET, Intent.THANKS, Intent.NONE)


def converse(
    row: Conversation,
    said: Said,
    memory: Memory,
    *,
    by: Actor,
    at: datetime,
    is_late: bool,
    opinion: Opinion | None = None,
) -> Answered:
    if row.keeper != Keeper.ASSISTANT:
        return Answered((), memory)
    heard = opinions.weighed(understand(said.text, today=day_of(at)), opinion)
    now = Now(row, said, memory, heard, _chosen(said, memory), by, at)
    if heard.intent is Intent.EMERGENCY and heard.sure and not now.chosen:
        return replace(_emergency(now), intent=Intent.EMERGENCY)
    if is_late:
        return Answered((Reply(gettext("say.late")),), memory, heard.intent)
    try:
        return _ended(now, _routed(now.but(replace(memory, steps=memory.steps + 1))))
    except Refusal as refusal:
        return refused(now, refusal)


def _ended(now: Now, answer: Answered) -> Answered:
    """No topic goes on for ever, and no question is asked a third time: then a person does."""
    if not answer.memory.asks:
        return answer
    question = answer.replies[-1].text
    is_asked_out = answer.memory.times_asked(question) >= _MOST_ASKED
    if is_asked_out or answer.memory.steps >= _MOST_STEPS:
        return handed_over(now, gettext("say.takes_long"))
    return replace(answer, memory=answer.memory.having_asked(question))


def _chosen(said: Said, memory: Memory) -> str:
    """The key of a choice pressed, or of the one whose number was written."""
    offered = [key for key, _ in memory.choices]
    if said.choice:
        return said.choice if said.choice in (*offered, OFFICER, STOP) else ""
    words = said.text.strip().rstrip(".)")
    if words.isdecimal() and 0 < int(words[:3]) <= len(offered):
        return offered[int(words[:3]) - 1]
    return next((key for key, label in memory.choices if label == said.text.strip()), "")


def _routed(now: Now) -> Answered:
    wish = now.heard.intent if now.heard.sure and not now.chosen else None
    if now.chosen == OFFICER or wish is Intent.OFFICER:
        return handed_over(now)
    if now.chosen == STOP or wish is Intent.STOP:
        return answered(now, gettext("say.stopped"), links=(help_page(),))
    if now.chosen.startswith("i:"):
        return _begun(now, Intent(now.chosen[2:]))
    if now.memory.asks:
        return _continued(now, wish)
    return _wished(now)


def _continued(now: Now, wish: Intent | None) -> Answered:
    """The open question first; another wish, plainly said, comes before it."""
    heard = _hear(now)
    if heard is not None:
        return heard
    if wish is not None and wish not in _SMALL and wish is not now.topic:
        return _begun(now, wish)
    if now.memory.asks == identity.IDENTITY and now.memory.slots.get(either.MAY):
        return _wished(now.but(now.memory.done()))
    misses = now.memory.misses + 1
    if misses > _MOST_MISSES:
        return handed_over(now, gettext("say.takes_long"))
    said = gettext("say.again")
    offered = [choice(key, label) for key, label in now.memory.choices if key != OFFICER]
    again = asked(now, now.memory.asks, said, then=offered)
    return replace(again, memory=replace(again.memory, misses=misses))


def _hear(now: Now) -> Answered | None:
    if now.memory.asks == identity.IDENTITY:
        return identity.hear_who(now, _goes_on)
    if now.memory.asks == identity.CODE:
        return identity.hear_code(now, _goes_on)
    hears = _HEARS.get(now.memory.asks)
    return hears(now) if hears else None


def _goes_on(now: Now) -> Answered:
    """Who it is, is known now: what was wished for is served."""
    return _PERSONAL.get(now.topic, telling.nobody)(now)


def _wished(now: Now) -> Answered:
    heard = now.heard
    if heard.sure and heard.intent in _TALK:
        return _TALK[heard.intent](now)
    if heard.sure and heard.intent is not Intent.NONE:
        return _begun(now, heard.intent)
    if Intent.MOVE_BOOKING in heard.offered and heard.slots.get("date"):
        return _begun(now, Intent.MOVE_BOOKING)  # "pindah ke jumat": only a number has a day
    if heard.offered:
        then = [choice(f"i:{one}", worded(f"intent.{one}")) for one in heard.offered]
        return asked(now, _CLARIFY, gettext("say.which"), then=then)
    return _not_ours(now)


def _begun(now: Now, intent: Intent) -> Answered:
    if intent is Intent.EMERGENCY:
        return _emergency(now)
    if intent is Intent.OFFICER:
        return handed_over(now)
    slots = {**now.memory.slots, **now.heard.slots}
    begun = now.but(replace(now.memory, topic=intent, asks="", slots=slots, misses=0))
    if intent in _OPEN:
        return _OPEN[intent](begun)
    if intent not in _PERSONAL:
        return _not_ours(begun)
    return _PERSONAL[intent](begun) if begun.person else identity.ask_who(begun)


def _emergency(now: Now) -> Answered:
    links = (Link("/kamar/", gettext("say.link_beds")),)
    return answered(now, gettext("say.emergency"), links=links, then=(to_officer(),))


def _greeted(now: Now) -> Answered:
    return answered(now, gettext("say.hello"), links=(help_page(),), then=_first_choices())


def _thanked(now: Now) -> Answered:
    return answered(now, gettext("say.welcome"), links=(help_page(),))


def _not_ours(now: Now) -> Answered:
    return answered(
        now, gettext("say.not_ours"), links=(help_page(),), then=(*_first_choices(), to_officer())
    )


def _first_choices() -> tuple[Choice, ...]:
    wanted = (Intent.STATUS, Intent.BILL, Intent.BOOK, Intent.COMPLAIN)
    return tuple(choice(f"i:{one}", worded(f"intent.{one}")) for one in wanted)


_TALK: Mapping[Intent, _Handler] = {
    Intent.GREET: _greeted,
    Intent.THANKS: _thanked,
    Intent.YES: _greeted,
    Intent.NO: _greeted,
    Intent.GUIDE: _greeted,
}
