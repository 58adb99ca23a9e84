"""/daftar-kota/: a resident applies from home, signed in or with a phone that was proved."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titian.accounts import services as accounts
from titian.accounts.types import Hit, Limited
from titian.enrolment import selectors as enrolment_read
from titian.enrolment.pages import applying, applying_card
from titian.enrolment.pages.applying_card import Place
from titian.enrolment.pages.applying_presenters import HOME, kinds_for
from titian.enrolment.pages.home_door import proved_phone, resident_of
from titian.enrolment.pages.home_forms import PhoneForm, WhatForm
from titian.enrolment.types import ApplicationKind, Channel, Comes
from titian.kernel import clock
from titian.kernel.actors import Actor, ActorKind
from titian.members import selectors as members_read
from titian.platform.http.requests import note_region
from titian.platform.http.visitors import address_of

Params = ParamSpec("Params")
_Known = Callable[Concatenate[HttpRequest, Actor, Params], HttpResponse]


def known_resident(
    view: _Known[Params],
) -> Callable[Concatenate[HttpRequest, Params], HttpResponse]:
    """Only for a member, or somebody whose phone was proved; others begin at the door."""

    @wraps(view)
    def guarded(
        request: HttpRequest, /, *args: Params.args, **kwargs: Params.kwargs
    ) -> HttpResponse:
        by = resident_of(request)
        if by is None:
            return HttpResponseRedirect(reverse("enrolment:home_start"), status=303)
        return view(request, by, *args, **kwargs)

    return guarded


@never_cache
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What this is; one's own applications, and a new one; or the phone first."""
    by, at = resident_of(request), clock.now()
    if by is None:
        return render(request, "enrolment/home.html", {"form": PhoneForm()})
    villages = enrolment_read.villages_open()
    kinds = kinds_for(villages, at)
    context = {
        "is_known": True,
        "is_kader": _kader_village(by) is not None,
        "is_member": by.kind is ActorKind.MEMBER,
        "own": enrolment_read.own_applications(by),
        "what": WhatForm(kinds=kinds, villages=villages),
        "titles": dict(kinds),
    }
    return render(request, "enrolment/home.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@known_resident
def apply(request: HttpRequest, by: Actor) -> HttpResponse:
    """The card, empty at first. What and where stand in the address; nothing personal does."""
    at, villages = clock.now(), enrolment_read.villages_open()
    asked = {
        "jenis": request.POST.get("jenis_kartu") or request.GET.get("jenis", ""),
        "kelurahan": request.POST.get("kelurahan_kartu") or request.GET.get("kelurahan", ""),
        "orang": request.GET.get("orang", "1"),
    }
    what = WhatForm(asked, kinds=kinds_for(villages, at), villages=villages)
    if not what.is_valid():
        context = {"is_known": True, "what": what}
        return render(request, "enrolment/home.html", context, status=422)
    kind, village = what.cleaned_data["jenis"], what.cleaned_data["kelurahan"]
    note_region(request, village)
    place = Place(HOME, kind, village, _channel(request, by, village))
    if request.method == "POST":
        _count(request, by)
        return applying_card.enter(request, place, by=by, at=at)
    form = applying_card.card_form(
        None,
        kind=kind,
        village=village,
        lines=what.cleaned_data["orang"],
        at=at,
        initial=_begun(request, kind, place.channel),
    )
    return applying_card.entry_page(request, form, place.context(at))


@never_cache
@require_safe
@known_resident
def application(request: HttpRequest, by: Actor, application_id: int) -> HttpResponse:
    return applying.show(request, HOME, application_id, by=by, at=clock.now())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@known_resident
def card(request: HttpRequest, by: Actor, application_id: int) -> HttpResponse:
    return applying_card.edit(request, HOME, application_id, by=by, at=clock.now())


@require_POST
@known_resident
def papers(request: HttpRequest, by: Actor, application_id: int) -> HttpResponse:
    return applying.take_paper(request, HOME, application_id, by=by, at=clock.now())


@require_POST
@known_resident
def send(request: HttpRequest, by: Actor, application_id: int) -> HttpResponse:
    return applying.send(request, HOME, application_id, by=by, at=clock.now())


@require_POST
@known_resident
def cancel(request: HttpRequest, by: Actor, application_id: int) -> HttpResponse:
    return applying.cancel(request, HOME, application_id, by=by, at=clock.now())


@never_cache
@require_safe
@known_resident
def paper(request: HttpRequest, by: Actor, application_id: int, paper_id: int) -> HttpResponse:
    del request
    return applying.paper(application_id, paper_id, by=by, at=clock.now())


@require_POST
@known_resident
def paper_remove(
    request: HttpRequest, by: Actor, application_id: int, paper_id: int
) -> HttpResponse:
    return applying.drop_paper(request, HOME, application_id, paper_id, by=by, at=clock.now())


def _count(request: HttpRequest, by: Actor) -> None:
    """A card tells who is covered already: nobody may ask that for number after number."""
    hits = (Hit(Limited.ADDRESS, address_of(request)), Hit(Limited.NIK, f"enrol:{by.ref}"))
    accounts.admit(*hits, bound=f"enrol_card:{by.ref}", answer=None, at=clock.now())


def _kader_village(by: Actor) -> str | None:
    is_member = by.kind is ActorKind.MEMBER and by.subject.isdecimal()
    return members_read.kader_village(int(by.subject)) if is_member else None


def _channel(request: HttpRequest, by: Actor, village: str) -> Channel:
    """A kader applies for neighbours of the village they serve, when they say so."""
    said = request.POST.get("lewat") or request.GET.get("lewat", "")
    if said == Channel.KADER and _kader_village(by) == village:
        return Channel.KADER
    return Channel.HOME


def _begun(request: HttpRequest, kind: ApplicationKind, channel: Channel) -> dict[str, object]:
    said: dict[str, object] = {"relation_1": "5" if kind is ApplicationKind.NEWBORN else "1"}
    if phone := proved_phone(request):
        said["phone"] = f"0{phone.removeprefix('62')}"
    return said | {"comes": Comes.KADER if channel is Channel.KADER else Comes.SELF}
