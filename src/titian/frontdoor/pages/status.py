"""/cek-status/: active or not, without signing in, and what to do; nothing else."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from titian.accounts import services as accounts
from titian.accounts.errors import SlowDown
from titian.accounts.types import Answer
from titian.frontdoor import selectors as frontdoor_read
from titian.frontdoor.pages.forms import Identity
from titian.frontdoor.pages.presenting import hits_for
from titian.kernel import clock
from titian.platform.http.refusals import slowed
from titian.platform.http.requests import signed_in


@never_cache
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The answer comes with the POST itself, so that nothing personal stands in an address."""
    if not settings.TITIAN_STATUS_CHECK:
        raise Http404
    signed_in(request)
    if request.method == "GET":
        return _page(request, {"form": Identity()})
    form = Identity(request.POST)
    if not form.is_valid():
        return _page(request, {"form": form, "status": 422})
    nik, birth_date = form.cleaned_data["nik"], form.cleaned_data["birth_date"]
    try:
        accounts.admit(
            *hits_for(request, nik=nik),
            bound=f"status:{nik}",
            answer=Answer.of(request.POST),
            at=clock.now(),
        )
    except SlowDown as slow:
        return _page(request, {"form": form, **slowed(request, slow, slow.puzzle)})
    active = frontdoor_read.is_active(nik, birth_date, on=clock.today())
    return render(request, "frontdoor/status.html", {"active": active, "at": clock.now()})


def _page(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    status = int(str(context.pop("status", 200)))
    return render(request, "frontdoor/status_check.html", context, status=status)
