"""The card of an application: entered, lengthened by a line, kept; the same at both doors."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from titian.enrolment import services as enrolment
from titian.enrolment.pages.applying import page_asked
from titian.enrolment.pages.applying_presenters import (
    ApplicationPage,
    Front,
    city_of,
    places_near,
    procedure_for,
    zone_of,
)
from titian.enrolment.pages.card_forms import MOST_PEOPLE, CardForm, field_of, initial_of
from titian.enrolment.types import ApplicationKind, ApplicationState, Channel
from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.platform.http.refusals import MENDABLE_BY_STAFF, sentence_for, told_here
from titian.platform.http.requests import note_region


@dataclass(frozen=True, slots=True)
class Place:
    """Which card is entered, where, and by which door and channel."""

    front: Front
    kind: ApplicationKind
    village: str
    channel: Channel

    def context(self, at: datetime) -> dict[str, object]:
        procedure = procedure_for(city_of(self.village), self.kind, at)
        return {
            "kind": self.kind,
            "village": self.village,
            "channel": self.channel,
            "procedure": procedure,
            "front": self.front,
        }


def enter(request: HttpRequest, place: Place, *, by: Actor, at: datetime) -> HttpResponse:
    """What was posted becomes a draft; one line more is only one line more."""
    note_region(request, city_of(place.village))
    posted, context = request.POST, place.context(at)
    asked = partial(
        card_form, kind=place.kind, village=place.village, lines=lines_in(posted), at=at
    )
    if "tambah" in posted:
        return entry_page(request, asked(None, initial=typed(posted)), context)
    form = asked(posted)
    if not form.is_valid():
        return entry_page(request, form, context, 422)
    try:
        made = enrolment.draft(
            wanted=form.wanted(place.kind, place.village),
            client_key=form.cleaned_data["kunci"],
            channel=place.channel,
            by=by,
            at=at,
        )
    except Refusal as refusal:
        return refused_entry(request, form, context, refusal)
    return HttpResponseRedirect(place.front.address("application", made), status=303)


def card_form(
    data: Mapping[str, str] | None,
    *,
    kind: ApplicationKind,
    village: str,
    lines: int,
    at: datetime,
    initial: Mapping[str, object] | None = None,
) -> CardForm:
    city = city_of(village)
    return CardForm(
        data,
        procedure=procedure_for(city, kind, at),
        lines=lines,
        zone=zone_of(city),
        places=places_near(village),
        initial=initial,
    )


def lines_in(data: Mapping[str, str]) -> int:
    """How many lines the card has now; the button for one more adds it."""
    said = data.get("baris", "1")
    count = int(said) if said.isdecimal() and len(said) < 3 else 1
    return max(1, min(count + ("tambah" in data), MOST_PEOPLE))


def typed(posted: Mapping[str, str]) -> dict[str, str]:
    """What was typed so far, for a card that gets one more line: nothing is complained of yet."""
    return {name: value for name, value in posted.items() if name != "csrfmiddlewaretoken"}


def edit(
    request: HttpRequest, front: Front, application_id: int, *, by: Actor, at: datetime
) -> HttpResponse:
    """The card again: a draft is kept, a returned one is sent as mended."""
    page = page_asked(request, front, application_id, by=by, at=at)
    view = page.view
    if not page.is_mendable:
        return HttpResponseRedirect(front.address("application", application_id), status=303)
    posted = request.POST if request.method == "POST" else None
    lines = lines_in(posted) if posted else max(1, len(view.people))
    first = initial_of(view, page.zone)
    asked = partial(card_form, kind=view.kind, village=view.village_code, lines=lines, at=at)
    context = {"page": page, "front": front, "procedure": page.procedure}
    form = asked(posted, initial=first)
    if posted is None:
        return entry_page(request, form, context)
    if "tambah" in posted:
        return entry_page(request, asked(None, initial=typed(posted)), context)
    if not form.is_valid():
        return entry_page(request, form, context, 422)
    try:
        _keep(page, form, by=by, at=at)
    except Refusal as refusal:
        return refused_entry(request, form, context, refusal)
    return HttpResponseRedirect(front.address("application", application_id), status=303)


def entry_page(
    request: HttpRequest, form: CardForm, context: Mapping[str, object], status: int = 200
) -> HttpResponse:
    return render(request, "enrolment/card.html", {**context, "form": form}, status=status)


def refused_entry(
    request: HttpRequest, form: CardForm, context: Mapping[str, object], refusal: Refusal
) -> HttpResponse:
    """The card once more, with what was typed and why it was not taken."""
    said = told_here(request, refusal, MENDABLE_BY_STAFF)
    name = field_of(str(refusal.data.get("field", "")))
    if name in form.fields:
        form.add_error(name, sentence_for(refusal))
    return entry_page(request, form, {**context, "told": said}, said.status)


def _keep(page: ApplicationPage, form: CardForm, *, by: Actor, at: datetime) -> None:
    view = page.view
    wanted, key = form.wanted(view.kind, view.village_code), form.cleaned_data["kunci"]
    if view.state is ApplicationState.DRAFT:
        enrolment.change(application_id=view.id, wanted=wanted, by=by, at=at)
    else:
        enrolment.mend(application_id=view.id, wanted=wanted, client_key=key, by=by, at=at)
