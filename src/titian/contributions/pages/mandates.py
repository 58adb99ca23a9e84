"""/iuran/autodebit/: let the bank pay every month, or take that back."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from titian.contributions import selectors as contributions_read
from titian.contributions import services as contributions
from titian.contributions.errors import AutodebitOff, UndoOver
from titian.contributions.pages.forms import MandateForm, PersonForm, WhoseForm, cleaned
from titian.contributions.pages.whose import dues_asked
from titian.kernel import clock
from titian.platform.http.guards import member_page, recently_proved
from titian.platform.http.refusals import Told, told
from titian.platform.http.requests import actor_of


@member_page
@recently_proved
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """What holds now, or the form; whoever has not proved themselves lately does so first."""
    if request.method == "POST":
        return _open(request)
    asked = cleaned(WhoseForm(request.GET))
    return _page(request, asked["orang"])


@member_page
@require_POST
def close(request: HttpRequest) -> HttpResponse:
    at, by = clock.now(), actor_of(request)
    person_id = cleaned(PersonForm(request.POST))["orang"]
    page = dues_asked(request, person_id, at=at)
    contributions.close_mandate(family_id=page.dues.family_id, by=by, at=at)
    return _back(person_id)


@member_page
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Back to the account before; nothing was debited from the new one."""
    at, by = clock.now(), actor_of(request)
    person_id = cleaned(PersonForm(request.POST))["orang"]
    page = dues_asked(request, person_id, at=at)
    try:
        contributions.undo_mandate(family_id=page.dues.family_id, by=by, at=at)
    except UndoOver as refusal:
        return _page(request, person_id, refused=told(request, refusal))
    return _back(person_id)


def _open(request: HttpRequest) -> HttpResponse:
    form = MandateForm(request.POST)
    if not form.is_valid():
        if form.errors.keys() & {"orang", "kunci"}:
            cleaned(form)
        return _page(request, form.cleaned_data["orang"], form=form)
    at, by, asked = clock.now(), actor_of(request), form.cleaned_data
    page = dues_asked(request, asked["orang"], at=at)
    try:
        contributions.open_mandate(
            family_id=page.dues.family_id,
            account_no=asked["rekening"],
            holder=asked["pemilik"],
            client_key=str(asked["kunci"]),
            by=by,
            at=at,
        )
    except AutodebitOff as refusal:
        return _page(request, asked["orang"], form=form, refused=told(request, refusal))
    return _back(asked["orang"])


def _page(
    request: HttpRequest,
    person_id: int | None,
    *,
    form: MandateForm | None = None,
    refused: Told | None = None,
) -> HttpResponse:
    at = clock.now()
    page = dues_asked(request, person_id, at=at)
    mandate = contributions_read.find_mandate(page.dues.family_id)
    blank = MandateForm(initial={"orang": page.person.person_id, "kunci": uuid4()})
    context = {
        "page": page,
        "mandate": mandate,
        "refusal": None if mandate else contributions_read.find_refusal(page.dues.family_id),
        "is_new": mandate is not None and at < mandate.starts_at,
        "is_simulation": contributions.autodebit_is_simulated(),
        "form": form or blank,
        "told": refused,
    }
    wrong = 422 if form else 200
    status = refused.status if refused else wrong
    return render(request, "contributions/mandate.html", context, status=status)


def _back(person_id: int) -> HttpResponse:
    address = f"{reverse('contributions:mandate')}?{urlencode({'orang': person_id})}"
    return HttpResponseRedirect(address, status=303)
