"""/masuk/: NIK and birth date, then a channel on record, then the code, then home."""

from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from titian.accounts import services as accounts
from titian.accounts.errors import SlowDown, WrongCode
from titian.accounts.types import Answer
from titian.frontdoor import selectors as frontdoor_read
from titian.frontdoor import services as frontdoor
from titian.frontdoor.errors import (
    CodeNotArrived,
    CodesEnough,
    NoSuchWay,
    PendingGone,
    TooManyTries,
)
from titian.frontdoor.pages.forms import EnteredCode, Identity
from titian.frontdoor.pages.presenting import channels_shown, hits_for
from titian.frontdoor.types import Pending, Started
from titian.kernel import clock
from titian.kernel.actors import ActorKind
from titian.kernel.identifiers import tidy_code
from titian.notifications.types import Channel
from titian.platform.http.refusals import slowed, told
from titian.platform.http.requests import actor_of, keep_signed_in, note_region, signed_in
from titian.platform.http.visitors import device_of, way_back

COOKIE = "titian_masuk"
RECEIPT = "kendala"


@never_cache
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """The first screen. Coming back to it continues where one was, unless one starts anew."""
    if request.method == "POST":
        return _begin(request)
    session = signed_in(request)
    if session is not None and session.actor.kind is ActorKind.MEMBER:
        return _to(way_back(request.GET.get("lanjut", ""), reverse("web:home")))
    pending = None if "baru" in request.GET else pending_of(request)
    if pending is not None:
        return _to(reverse("frontdoor:code" if pending.chosen else "frontdoor:ways"))
    return _first_page(request, Identity())


@never_cache
@require_http_methods(["GET", "POST"])
def ways(request: HttpRequest) -> HttpResponse:
    """The second screen: each channel on record is one button."""
    pending = pending_of(request)
    if pending is None:
        return _to(reverse("frontdoor:sign_in"))
    if request.method == "GET":
        return _ways_page(request, pending)
    try:
        send_by(request, pending, request.POST.get("channel", ""))
    except SlowDown as slow:
        return _ways_page(request, pending, **slowed(request, slow, slow.puzzle))
    except (NoSuchWay, CodesEnough, PendingGone) as refusal:
        refused = told(request, refusal)
        return _ways_page(request, pending, status=refused.status, told=refused)
    return _to(f"{reverse('frontdoor:code')}{_not_arrived(request, pending)}")


@never_cache
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The third screen: where the code went, how that channel is doing, and the code."""
    pending = pending_of(request)
    if pending is None:
        return _to(reverse("frontdoor:sign_in"))
    form = EnteredCode(request.POST or None)
    if not form.is_valid():
        return _code_page(request, pending, form, status=422 if form.is_bound else 200)
    try:
        return _finish(request, pending, form.cleaned_data["code"])
    except SlowDown as slow:
        return _code_page(request, pending, form, **slowed(request, slow, slow.puzzle))
    except WrongCode as refusal:
        refused = told(request, refusal)
        return _code_page(request, pending, form, status=refused.status, told=refused)
    except TooManyTries as refusal:
        refused = told(request, refusal)
        return _first_page(request, Identity(), status=refused.status, told=refused)


def _begin(request: HttpRequest) -> HttpResponse:
    form, at = Identity(request.POST), clock.now()
    if not form.is_valid():
        return _first_page(request, form, status=422)
    nik = form.cleaned_data["nik"]
    try:
        accounts.admit(
            *hits_for(request, nik=nik),
            bound=f"sign_in:{nik}",
            answer=Answer.of(request.POST),
            at=at,
        )
    except SlowDown as slow:
        return _first_page(request, form, **slowed(request, slow, slow.puzzle))
    started = frontdoor.begin(
        nik=nik,
        birth_date=form.cleaned_data["birth_date"],
        onward=way_back(request.POST.get("lanjut", ""), ""),
        at=at,
    )
    return remember(_to(reverse("frontdoor:ways")), started, at)


def _finish(request: HttpRequest, pending: Pending, entered: str) -> HttpResponse:
    at = clock.now()
    accounts.admit(
        *hits_for(request, who=pending.who),
        bound=f"code:{pending.pending_id}",
        answer=Answer.of(request.POST),
        at=at,
    )
    session = signed_in(request)
    opened = frontdoor.finish(
        token=request.COOKIES.get(COOKIE, ""),
        code=entered,
        device=device_of(request),
        session=session.session_id if session else 0,
        by=actor_of(request),
        at=at,
    )
    if opened is not None:
        keep_signed_in(request, opened.token, opened.expires_at)
    response = _to(way_back(pending.onward, reverse("web:home")))
    response.delete_cookie(COOKIE, samesite="Lax")
    return response


def send_by(request: HttpRequest, pending: Pending, channel: str) -> None:
    """Count against the address written to, then ask for a code by this channel."""
    at = clock.now()
    accounts.admit(
        *hits_for(request, destination=f"{pending.who}|{channel}"),
        bound=f"send:{pending.pending_id}",
        answer=Answer.of(request.POST),
        at=at,
    )
    if channel not in set(Channel):
        raise NoSuchWay
    frontdoor.request_code(token=request.COOKIES.get(COOKIE, ""), channel=Channel(channel), at=at)


def _not_arrived(request: HttpRequest, pending: Pending) -> str:
    """Asking again says that the code before did not come: that is a failure with a receipt."""
    if pending.code_sent_at is None:
        return ""
    return f"?{urlencode({RECEIPT: told(request, CodeNotArrived()).receipt})}"


def pending_of(request: HttpRequest) -> Pending | None:
    pending = frontdoor_read.find_pending(request.COOKIES.get(COOKIE, ""), at=clock.now())
    note_region(request, pending.region if pending else "")
    return pending


def remember(response: HttpResponse, started: Started, at: datetime) -> HttpResponse:
    """Keep the sign-in in this browser, so that leaving to read the code loses nothing."""
    response.set_cookie(
        COOKIE,
        started.token,
        max_age=started.expires_at - at,
        secure=settings.TITIAN_HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response


def _first_page(request: HttpRequest, form: Identity, **context: object) -> HttpResponse:
    wanted = request.POST.get("lanjut", request.GET.get("lanjut", ""))
    return _page(request, "sign_in", {"form": form, "lanjut": way_back(wanted, ""), **context})


def _ways_page(request: HttpRequest, pending: Pending, **context: object) -> HttpResponse:
    shown = channels_shown(pending.ways, at=clock.now())
    return _page(request, "ways", {"pending": pending, "channels": shown, **context})


def _code_page(
    request: HttpRequest, pending: Pending, form: EnteredCode, **context: object
) -> HttpResponse:
    shown = channels_shown(pending.ways, at=clock.now())
    chosen = [channel for channel in shown if channel.value == pending.chosen]
    others = [channel for channel in shown if channel.value != pending.chosen]
    return _page(
        request,
        "code",
        {
            "pending": pending,
            "chosen": chosen,
            "others": others,
            "form": form,
            "not_arrived": tidy_code(request.GET.get(RECEIPT, ""))[:6],
            **context,
        },
    )


def _page(request: HttpRequest, name: str, context: dict[str, object]) -> HttpResponse:
    signed_in(request)
    status = context.pop("status", 200)
    return render(request, f"frontdoor/{name}.html", context, status=int(str(status)))


def _to(address: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(address, status=303)
