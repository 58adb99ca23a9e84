"""/petugas/pendaftaran/: a village office looks who is covered, enters the card, and sends it."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titian.enrolment import selectors as enrolment_read
from titian.enrolment.pages import applying, applying_card
from titian.enrolment.pages.applying_card import Place
from titian.enrolment.pages.applying_forms import CheckForm
from titian.enrolment.pages.applying_presenters import (
    DESK,
    city_of,
    kinds_for,
    zone_of,
)
from titian.enrolment.pages.card_forms import initial_from
from titian.enrolment.pages.urgent_presenters import urgent_shown
from titian.enrolment.types import ApplicationKind, ApplicationState
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.platform.http.guards import staff_page
from titian.platform.http.requests import actor_of, note_region

_SHOWN = 50
_SHELVES = (
    ApplicationState.RETURNED,
    ApplicationState.DRAFT,
    ApplicationState.VERIFYING,
    ApplicationState.WAITING,
    ApplicationState.APPROVED,
    ApplicationState.SENT,
    ApplicationState.ACTIVE,
    ApplicationState.REFUSED,
)


class ShelfForm(forms.Form):
    """Which village, which shelf of the list, and from where on."""

    kelurahan = forms.RegexField(r"^[0-9.]*$", required=False, max_length=13)
    keadaan = forms.ChoiceField(required=False, choices=[("", ""), *((s, s) for s in _SHELVES)])
    sebelum = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)


@staff_page
@never_cache
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """What came back for repair first: somebody waits for it."""
    by, at = actor_of(request), clock.now()
    villages = enrolment_read.villages_entered(by)
    asked = _asked(request)
    village = asked["kelurahan"] if asked["kelurahan"] in dict(villages) else villages[0][0]
    note_region(request, village)
    state = ApplicationState(asked["keadaan"] or ApplicationState.RETURNED)
    lines = enrolment_read.applications_of_village(
        village, viewer=by, state=(state,), before_id=asked["sebelum"], limit=_SHOWN + 1
    )
    context = {
        "villages": villages,
        "village": village,
        "village_name": dict(villages)[village],
        "state": state,
        "states": _SHELVES,
        "lines": lines[:_SHOWN],
        "titles": dict(kinds_for(villages, at)),
        "more": lines[_SHOWN - 1] if len(lines) > _SHOWN else None,
        "at": at,
        "urgent": urgent_shown(viewer=by, at=at),
        "turned_away": enrolment_read.turned_away(village, viewer=by, at=at),
    }
    return render(request, "enrolment/desk.html", context)


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest) -> HttpResponse:
    """Membership first; then the card, with what the numbers say already filled in."""
    by, at = actor_of(request), clock.now()
    villages = enrolment_read.villages_entered(by)
    if request.method == "POST" and "kelurahan_kartu" in request.POST:
        return _card(request, dict(villages), by, at)
    posted = request.POST if request.method == "POST" else None
    first = None if posted else _came_before(request, by, at)
    form = CheckForm(posted, kinds=kinds_for(villages, at), villages=villages, initial=first)
    if not form.is_valid():
        return render(
            request, "enrolment/check.html", {"form": form}, status=422 if form.errors else 200
        )
    return _looked(request, form, by, at)


def _came_before(request: HttpRequest, by: Actor, at: datetime) -> dict[str, str] | None:
    """Somebody came in vain; this visit goes on from there."""
    number = request.GET.get("datang", "")
    if not number.isdecimal() or len(number) > 18:
        return None
    visit = enrolment_read.turned_away_visit(int(number), viewer=by, at=at)
    return {
        "jenis": visit.kind.value,
        "kelurahan": visit.village_code,
        "kk": visit.kk_number,
    }


def _looked(request: HttpRequest, form: CheckForm, by: Actor, at: datetime) -> HttpResponse:
    """What our own records say of each, above the card to be filled in."""
    said = form.cleaned_data
    kind, village = said["jenis"], said["kelurahan"]
    note_region(request, village)
    found = enrolment_read.covered(said["nik"], by=by, at=at)
    active = [one.nik for one in found if one.is_active and one.nik]
    today = day_of(at, zone_of(city_of(village)))
    card = applying_card.card_form(
        None,
        kind=kind,
        village=village,
        lines=len(said["nik"]) or 1,
        at=at,
        initial=initial_from(said["nik"], said["kk"], active, today),
    )
    context = Place(DESK, kind, village, DESK.channel).context(at)
    return applying_card.entry_page(request, card, {**context, "found": found, "is_checked": True})


def _card(request: HttpRequest, villages: dict[str, str], by: Actor, at: datetime) -> HttpResponse:
    village = request.POST["kelurahan_kartu"]
    kind = _kind(request.POST.get("jenis_kartu", ""))
    if village not in villages or kind is None:
        return HttpResponseRedirect(DESK.address("apply"), status=303)
    place = Place(DESK, kind, village, DESK.channel)
    return applying_card.enter(request, place, by=by, at=at)


def _kind(text: str) -> ApplicationKind | None:
    return ApplicationKind(text) if text in set(ApplicationKind) else None


def _asked(request: HttpRequest) -> dict[str, Any]:
    form = ShelfForm(request.GET)
    form.is_valid()
    return {name: form.cleaned_data.get(name) for name in form.fields}


@staff_page
@never_cache
@require_safe
def application(request: HttpRequest, application_id: int) -> HttpResponse:
    return applying.show(request, DESK, application_id, by=actor_of(request), at=clock.now())


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def card(request: HttpRequest, application_id: int) -> HttpResponse:
    return applying_card.edit(request, DESK, application_id, by=actor_of(request), at=clock.now())


@staff_page
@require_POST
def papers(request: HttpRequest, application_id: int) -> HttpResponse:
    return applying.take_paper(request, DESK, application_id, by=actor_of(request), at=clock.now())


@staff_page
@require_POST
def send(request: HttpRequest, application_id: int) -> HttpResponse:
    return applying.send(request, DESK, application_id, by=actor_of(request), at=clock.now())


@staff_page
@require_POST
def cancel(request: HttpRequest, application_id: int) -> HttpResponse:
    return applying.cancel(request, DESK, application_id, by=actor_of(request), at=clock.now())


@staff_page
@never_cache
@require_safe
def paper(request: HttpRequest, application_id: int, paper_id: int) -> HttpResponse:
    return applying.paper(application_id, paper_id, by=actor_of(request), at=clock.now())


@staff_page
@require_POST
def paper_remove(request: HttpRequest, application_id: int, paper_id: int) -> HttpResponse:
    by, at = actor_of(request), clock.now()
    return applying.drop_paper(request, DESK, application_id, paper_id, by=by, at=at)
