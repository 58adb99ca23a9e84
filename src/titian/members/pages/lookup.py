"""/petugas/peserta/: staff find a person. Everything goes by POST: no number in an address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from titian.kernel import clock
from titian.kernel.errors import Refusal
from titian.members.errors import IdentifierNotReadable, PersonUnknown
from titian.members.pages.forms import LookupForm
from titian.members.pages.presenters import Found, looked_up
from titian.members.selectors.reach import require_looking_role
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import told
from titian.platform.http.requests import actor_of, decided

_PAGE = "members/lookup.html"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@staff_page
def show(request: HttpRequest) -> HttpResponse:
    require_looking_role(actor_of(request))
    form = LookupForm(request.POST or None)
    if not form.is_valid():
        return render(request, _PAGE, {"form": form}, status=422 if form.errors else 200)
    text, chosen = form.cleaned_data["cari"], form.cleaned_data["orang"]
    try:
        found = decided(request, Found) or looked_up(
            text, chosen, viewer=actor_of(request), at=clock.now()
        )
    except (IdentifierNotReadable, PersonUnknown) as refusal:
        return _again(request, form, refusal)
    return render(request, _PAGE, {"form": LookupForm(), "found": found})


def _again(request: HttpRequest, form: LookupForm, refusal: Refusal) -> HttpResponse:
    """The form once more, with what was typed and why it gave nobody."""
    said = told(request, refusal)
    return render(request, _PAGE, {"form": form, "told": said}, status=said.status)
