"""Something went wrong: in the person's own words it becomes a case, with its number at once."""

from uuid import UUID, uuid5

from django.utils.translation import gettext

from titian.assistant.services.dialogs.now import (
    Answered,
    Now,
    answered,
    asked,
    choice,
    refused,
    worded,
)
from titian.assistant.types import Choice, Intent, Link
from titian.complaints import selectors as complaints_read
from titian.complaints import services as complaints
from titian.complaints.types import Category, NewCase
from titian.kernel.actors import Actor, ActorKind
from titian.kernel.errors import Refusal

WORDS, ABOUT, PLACE = "words", "about", "place"
_ENOUGH = 25  # letters: a sentence that says what happened
_KEYS = UUID("7d2f9a52-15c4-4f0b-8a2e-94c7a1f0b6de")


def complain(now: Now) -> Answered:
    if len(now.said.text.strip()) < _ENOUGH:
        return asked(now, WORDS, gettext("say.complain_words"))
    return hear_words(now)


def hear_words(now: Now) -> Answered:
    """What it seems to be about is asked, never taken for granted."""
    words = now.said.text.strip()
    found = complaints_read.guessed(words)
    text = gettext("say.complain_about").format(words=words)
    return asked(
        now,
        ABOUT,
        text,
        then=_abouts(found.categories),
        words=words,
        facility=str(found.facility_id or ""),
        place=found.place,
    )


def hear_about(now: Now) -> Answered | None:
    """Said what it is about; where it was is asked when a name was found."""
    if now.chosen == "no" or now.heard.intent is Intent.NO:
        return answered(now, gettext("say.not_sent"), links=(_page(),))
    abouts = [key[2:] for key, _ in now.memory.choices if key.startswith("c:")]
    about = now.chosen[2:] if now.chosen.startswith("c:") else ""
    if not about and now.heard.intent is Intent.YES:
        about = abouts[0]
    if not about:
        return None
    place = now.memory.slots.get("place", "")
    if not place:
        return _filed(now, Category(about), None)
    then = [choice("yes", gettext("say.place_right")), choice("no", gettext("say.place_wrong"))]
    return asked(now, PLACE, gettext("say.place").format(place=place), then=then, about=about)


def hear_place(now: Now) -> Answered | None:
    about = Category(now.memory.slots.get("about", Category.OTHER))
    if now.chosen == "yes" or now.heard.intent is Intent.YES:
        return _filed(now, about, int(now.memory.slots["facility"]))
    if now.chosen == "no" or now.heard.intent is Intent.NO:
        return _filed(now, about, None)
    return None


def speaker(now: Now) -> Actor:
    """Who files: the person, else this conversation, so that it finds its case again."""
    if now.actor.kind is ActorKind.MEMBER:
        return now.actor
    return Actor(ActorKind.VISITOR, f"talk:{now.row.pk}")


def _abouts(guessed: tuple[Category, ...]) -> list[Choice]:
    kinds = list(dict.fromkeys((*guessed, Category.OTHER)))
    then = [choice(f"c:{one}", worded(f"say.about.{one}")) for one in kinds]
    return [*then, choice("no", gettext("say.do_not_send"))]


def _filed(now: Now, about: Category, facility_id: int | None) -> Answered:
    new = NewCase(
        category=about,
        text=now.memory.slots.get("words", ""),
        contact=now.phone,
        language=now.row.language,
        facility_id=facility_id,
    )
    key = uuid5(_KEYS, f"{now.row.pk}:{now.said.key}")
    try:
        filed = complaints.file_case(new=new, client_key=key, by=speaker(now), at=now.at)
    except Refusal as refusal:
        return refused(now, refusal)
    links = (Link(f"/keluhan/{filed.token}/", gettext("say.link_case")),)
    return answered(now, gettext("say.complain_filed").format(number=filed.number), links=links)


def _page() -> Link:
    return Link("/keluhan/", gettext("talk.complain"))
