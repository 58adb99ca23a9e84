"""/kartu/: the digital card of oneself and of the family."""

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from titian.kernel import clock
from titian.members import services as members
from titian.members.pages.forms import ConsentForm
from titian.members.pages.presenters import card_page
from titian.platform.http.guards import member_page
from titian.platform.http.requests import actor_of


@require_safe
@member_page
def show(request: HttpRequest, person_id: int | None = None) -> HttpResponse:
    page = card_page(actor_of(request), person_id, at=clock.now())
    return render(request, "members/card.html", {"page": page})


@require_POST
@member_page
def consent(request: HttpRequest) -> HttpResponse:
    """An adult opens or closes their record to the head of the family."""
    form = ConsentForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    by, at = actor_of(request), clock.now()
    if form.cleaned_data["izin"] == "ya":
        members.give_consent(by=by, at=at, on=clock.today())
    else:
        members.withdraw_consent(by=by, at=at)
    onward = "web:family" if form.cleaned_data["dari"] else "members:card"
    return HttpResponseRedirect(reverse(onward), status=303)
