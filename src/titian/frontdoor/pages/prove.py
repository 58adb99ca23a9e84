"""/buktikan/: before something risky, show again that it is you; by passkey or by code."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from titian.accounts import selectors as accounts_read
from titian.accounts import services as accounts
from titian.accounts.errors import SlowDown
from titian.accounts.types import Answer
from titian.frontdoor import selectors as frontdoor_read
from titian.frontdoor import services as frontdoor
from titian.frontdoor.errors import NoSuchWay
from titian.frontdoor.pages.presenting import channels_shown, hits_for
from titian.frontdoor.pages.sign_in import remember
from titian.kernel import clock
from titian.kernel.actors import ActorKind
from titian.notifications.types import Channel
from titian.platform.http.guards import LOCK_PAGE, member_page
from titian.platform.http.refusals import slowed, told
from titian.platform.http.requests import actor_of, signed_in
from titian.platform.http.visitors import way_back


@never_cache
@require_http_methods(["GET", "POST"])
def prove(request: HttpRequest) -> HttpResponse:
    """Staff prove themselves with their password at the lock page."""
    session = signed_in(request)
    if session is not None and session.actor.kind is ActorKind.STAFF:
        return HttpResponseRedirect(f"{reverse(LOCK_PAGE)}?{request.GET.urlencode()}", status=303)
    return _prove(request)


@member_page
def _prove(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return _page(request)
    try:
        return _send(request)
    except SlowDown as slow:
        return _page(request, **slowed(request, slow, slow.puzzle))
    except NoSuchWay as refusal:
        refused = told(request, refusal)
        return _page(request, status=refused.status, told=refused)


def _send(request: HttpRequest) -> HttpResponse:
    actor, at = actor_of(request), clock.now()
    channel = request.POST.get("channel", "")
    accounts.admit(
        *hits_for(request, destination=f"{actor.ref}|{channel}"),
        bound=f"prove:{actor.ref}",
        answer=Answer.of(request.POST),
        at=at,
    )
    if channel not in set(Channel):
        raise NoSuchWay
    onward = way_back(request.POST.get("lanjut", ""), reverse("accounts:devices"))
    started = frontdoor.begin_proof(onward=onward, by=actor, at=at)
    frontdoor.request_code(token=started.token, channel=Channel(channel), at=at)
    response = HttpResponseRedirect(reverse("frontdoor:code"), status=303)
    return remember(response, started, at)


def _page(request: HttpRequest, **context: object) -> HttpResponse:
    status, actor = context.pop("status", 200), actor_of(request)
    wanted = request.POST.get("lanjut", request.GET.get("lanjut", ""))
    ways = frontdoor_read.own_ways(actor)
    shown = {
        "channels": channels_shown(ways, at=clock.now()),
        "has_passkey": accounts_read.has_passkey(actor),
        "lanjut": way_back(wanted, reverse("accounts:devices")),
        **context,
    }
    return render(request, "frontdoor/prove.html", shown, status=int(str(status)))
