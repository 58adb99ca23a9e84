"""Membership put in order: done in the talk, or the form, filled in with what was said.

What needs neither paper nor key is asked for here (the kinds and their fields are members' data);
everything else gets a link to its form and the list of what to have at hand.
"""

from dataclasses import replace
from urllib.parse import quote
from uuid import UUID, uuid5

from django.utils.translation import gettext

from titian.assistant.rules import changes
from titian.assistant.rules import people as rules
from titian.assistant.services.dialogs.either import page_or_identity
from titian.assistant.services.dialogs.now import (
    Answered,
    Now,
    answered,
    asked,
    choice,
    refused,
    to_officer,
    worded,
)
from titian.assistant.services.dialogs.times import whole_day
from titian.assistant.types import Intent, Link
from titian.kernel.errors import Refusal
from titian.kernel.periods import day_of
from titian.kernel.text import first_name
from titian.members import selectors as members_read
from titian.members import services as members
from titian.members.types import Help, Offer, RequestKind, RequestStep, Segment, Standing

WHOM, FIELD, SURE = "change_whom", "change_field", "change_sure"
_SAID, _FAMILY = "f_", 5
_KEYS = UUID("5d0a5f7c-3a43-4f5f-9a52-0c6b7c1fe2a9")


def change(now: Now) -> Answered:
    """With what the wish itself said; who it is may be told afterwards, or the form opened."""
    now = _noted(now)
    if not now.person:
        links = (_form(_kind(now)), Link("/ubah/", gettext("say.link_changes")))
        return page_or_identity(now, also=gettext("say.change_here"), links=links)
    people = _people(now)
    whom = _whom(now, people)
    if whom is None:
        then = [choice(f"p:{one.person_id}", first_name(one.full_name)) for one in people[:_FAMILY]]
        return asked(now, WHOM, gettext("say.whom"), then=then)
    return _for(now, whom)


def hear_whom(now: Now) -> Answered | None:
    if now.chosen.startswith("p:") or now.heard.slots.get("who"):
        return change(now)
    return None


def hear_field(now: Now) -> Answered | None:
    field = now.memory.slots.get("field", "")
    value = now.chosen[2:] if now.chosen.startswith("v:") else ""
    value = value or changes.answer_in(field, now.said.text)
    return change(_with(now, {field: value})) if value else None


def hear_sure(now: Now) -> Answered | None:
    if now.chosen == "yes" or now.heard.intent is Intent.YES:
        return _asked_for(now)
    if now.chosen == "no" or now.heard.intent is Intent.NO:
        return answered(now, gettext("say.change_left"), links=(_form(_kind(now)),))
    return None


def _for(now: Now, whom: Standing) -> Answered:
    """What is possible for this person today: asked here, on the form, or why not."""
    kind, person = _kind(now), whom.person_id
    now = now.but(replace(now.memory, slots={**now.memory.slots, "person": str(person)}))
    offer = members_read.offer(person, kind, viewer=now.actor, at=now.at)
    if offer.open_request is not None:
        link = Link(f"/ubah/permintaan/{offer.open_request}/", gettext("say.link_request"))
        return answered(now, gettext("say.change_open"), links=(link,))
    if not offer.is_allowed and offer.way_round != "moved":
        return _blocked(now, offer)
    if _needs_form(offer, _said(now)):
        return _prepared(now, offer, whom)
    missing = [name for name in offer.fields if name not in _said(now)]
    return _ask_field(now, missing[0]) if missing else _ask_sure(now, offer, whom)


def _needs_form(offer: Offer, said: dict[str, str]) -> bool:
    """Papers and keys do not fit into a talk; nor what only a form can ask well."""
    return bool(offer.papers) or offer.is_risky or said.get("segment") == Segment.BP


def _prepared(now: Now, offer: Offer, whom: Standing) -> Answered:
    """The form with what was said, behind a link of their own: nothing of it in the address."""
    token = members.prepare(
        person_id=whom.person_id, kind=offer.kind, wanted=_said(now), by=now.actor, at=now.at
    )
    place = now.memory.slots.get("place", "")
    path = f"{changes.FORMS[offer.kind]}?siap={token}" + (f"&cari={quote(place)}" if place else "")
    lines = [
        gettext("say.change_form").format(
            what=worded(f"change.{offer.kind}"), name=first_name(whom.full_name)
        )
    ]
    if offer.papers:
        papers = ", ".join(worded(f"paper.{one}") for one in offer.papers)
        lines.append(gettext("say.change_papers").format(papers=papers))
    if offer.is_risky:
        lines.append(gettext("say.change_key"))
    lines.append(gettext("say.change_link_ends"))
    links = (Link(path, gettext("say.link_form")),)
    return answered(now, "\n".join(lines), links=links, then=(to_officer(),))


def _blocked(now: Now, offer: Offer) -> Answered:
    until = whole_day(offer.blocked_until) if offer.blocked_until else ""
    why = worded(f"error.{offer.blocked_by}")
    try:
        why = why.format(until=until)
    except (KeyError, IndexError, ValueError):
        why = gettext("say.cannot")
    way = worded(f"way.{offer.way_round}") if offer.way_round else ""
    links = (_form(offer.kind), Link("/ubah/", gettext("say.link_changes")))
    return answered(now, f"{why} {way}".strip(), links=links, then=(to_officer(),))


def _ask_field(now: Now, field: str) -> Answered:
    answers = changes.ANSWERS.get(field, ())
    then = [choice(f"v:{one}", worded(f"say.value.{one}")) for one in answers]
    return asked(now, FIELD, worded(f"say.field.{field}"), then=then, field=field)


def _ask_sure(now: Now, offer: Offer, whom: Standing) -> Answered:
    values = [
        worded(f"say.value.{value}") if name in changes.ANSWERS else value
        for name, value in _said(now).items()
    ]
    text = gettext("say.change_sure").format(
        what=worded(f"change.{offer.kind}"),
        value=", ".join(values),
        name=first_name(whom.full_name),
        day=whole_day(offer.effective_on),
    )
    then = [choice("yes", gettext("say.send")), choice("no", gettext("say.do_not_send"))]
    return asked(now, SURE, text, then=then)


def _asked_for(now: Now) -> Answered:
    key = uuid5(_KEYS, f"{now.row.pk}:{now.said.key}")
    try:
        made = members.ask(
            person_id=int(now.memory.slots.get("person", "0")),
            kind=_kind(now),
            wanted=_said(now),
            papers=(),
            client_key=key,
            by=now.actor,
            at=now.at,
        )
    except Refusal as refusal:
        return refused(now, refusal)
    is_done = made.step is RequestStep.DONE
    said = gettext("say.change_done") if is_done else gettext("say.change_asked")
    moment = made.effective_at or made.due_at
    day = whole_day(day_of(moment)) if moment else ""
    links = (Link(f"/ubah/permintaan/{made.request_id}/", gettext("say.link_request")),)
    return answered(now, said.format(day=day), links=links)


def _noted(now: Now) -> Now:
    """The first sentence is read once: later ones are numbers that prove who it is."""
    if "kind" in now.memory.slots:
        return now
    text = now.said.text
    kind = changes.kind_meant(now.topic, text)
    said = changes.said_of(kind, text, day=now.heard.slots.get("date", ""), today=now.today)
    kept = {**now.memory.slots, "kind": str(kind)}
    if kind is RequestKind.FACILITY:
        kept["place"] = changes.place_named(text)
    return _with(now.but(replace(now.memory, slots=kept)), said)


def _with(now: Now, said: dict[str, str]) -> Now:
    slots = {**now.memory.slots, **{f"{_SAID}{name}": value for name, value in said.items()}}
    return now.but(replace(now.memory, slots=slots))


def _said(now: Now) -> dict[str, str]:
    """By the names of members' own fields."""
    found = now.memory.slots.items()
    return {name.removeprefix(_SAID): value for name, value in found if name.startswith(_SAID)}


def _kind(now: Now) -> RequestKind:
    return RequestKind(now.memory.slots["kind"])


def _people(now: Now) -> list[Standing]:
    """Those for whom the speaker may ask; nobody reports their own death."""
    everybody = members_read.standings_for(now.actor, on=now.today)
    found = [one for one in everybody if Help.CHANGES in one.helps]
    if _kind(now) is RequestKind.DEATH:
        return [one for one in found if one.person_id != now.person]
    return found


def _whom(now: Now, people: list[Standing]) -> Standing | None:
    wanted = now.chosen[2:] if now.chosen.startswith("p:") else now.memory.slots.get("person", "")
    if wanted:
        return next((one for one in people if str(one.person_id) == wanted), None)
    who = "" if _kind(now) is RequestKind.NEWBORN else now.slots.get("who", "")
    return rules.meant(people, who, speaker=now.person)


def _form(kind: RequestKind) -> Link:
    return Link(changes.FORMS[kind], gettext("say.link_form"))
