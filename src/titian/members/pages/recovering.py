"""/keluarga/nomor/: a new number for somebody of the family, or for a kader's neighbour."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from titian.accounts.errors import SlowDown, WrongCode
from titian.kernel import clock
from titian.kernel.errors import Refusal
from titian.members import selectors as members_read
from titian.members import services as members
from titian.members.errors import (
    RecoveryLocked,
    RecoveryNobody,
    RecoveryNotThisWay,
    RecoveryOpen,
    RecoveryTooOften,
    RecoveryTries,
)
from titian.members.pages.limits import admit
from titian.members.pages.recovering_forms import ArrivedCodeForm, KaderForm, NewNumberForm
from titian.members.types import RecoveryView, RecoveryWaits
from titian.platform.http.guards import member_page, recently_proved
from titian.platform.http.refusals import slowed, told
from titian.platform.http.requests import actor_of

MENDABLE = (RecoveryLocked, RecoveryNobody, RecoveryNotThisWay, RecoveryOpen, RecoveryTooOften)


@member_page
@recently_proved
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_head(request: HttpRequest, person_id: int) -> HttpResponse:
    """The head of the card vouches: who it is for, the new number, then a code to it."""
    at, by = clock.now(), actor_of(request)
    person = members_read.standing(person_id, viewer=by, on=clock.today())
    form = NewNumberForm(request.POST or None, initial={"kunci": uuid4()})
    shown = {"form": form, "person": person, "waits": _waits()}
    if not form.is_valid():
        return _page(request, "by_head", shown, status=422 if form.errors else 200)
    try:
        admit(request, destination=form.new.to, bound=f"recovery:{by.ref}")
        view = members.ask_as_head(
            person_id=person_id, new=form.new, client_key=form.cleaned_data["kunci"], by=by, at=at
        )
    except SlowDown as slow:
        return _page(request, "by_head", {**shown, **slowed(request, slow, slow.puzzle)})
    except MENDABLE as refusal:
        return _refused(request, "by_head", shown, refusal)
    return _to(view.recovery_id)


@member_page
@recently_proved
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_kader(request: HttpRequest) -> HttpResponse:
    """A kader vouches for a neighbour of the own village; a second person confirms later."""
    at, by = clock.now(), actor_of(request)
    form = KaderForm(request.POST or None, initial={"kunci": uuid4()})
    shown: dict[str, object] = {"form": form, "waits": _waits()}
    shown["is_kader"] = members_read.is_kader(int(by.subject))
    if not form.is_valid():
        return _page(request, "by_kader", shown, status=422 if form.errors else 200)
    said = form.cleaned_data
    try:
        admit(request, nik=said["nik"], destination=form.new.to, bound=f"recovery:{by.ref}")
        view = members.ask_as_kader(
            nik=said["nik"],
            birth_date=said["lahir"],
            new=form.new,
            client_key=said["kunci"],
            by=by,
            at=at,
        )
    except SlowDown as slow:
        return _page(request, "by_kader", {**shown, **slowed(request, slow, slow.puzzle)})
    except MENDABLE as refusal:
        return _refused(request, "by_kader", shown, refusal)
    return _to(view.recovery_id)


@member_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest, recovery_id: int) -> HttpResponse:
    """The code that reached the new number; afterwards what happens next and when."""
    at, by = clock.now(), actor_of(request)
    view = members_read.recovery(recovery_id, viewer=by, at=at)
    if request.method != "POST":
        return _page(request, "code", {"view": view, "form": ArrivedCodeForm()})
    return proved(request, view, "code") or _to(recovery_id)


def proved(request: HttpRequest, view: RecoveryView, name: str) -> HttpResponse | None:
    """Prove the number, or send another code; the page again when that could not be done."""
    at, by = clock.now(), actor_of(request)
    again = "lagi" in request.POST
    form = ArrivedCodeForm(None if again else request.POST)
    shown = {"view": view, "form": form}
    if not again and not form.is_valid():
        return _page(request, name, shown, status=422)
    try:
        admit(request, nik=f"recovery:{view.recovery_id}", bound=f"recovery:{by.ref}")
        if again:
            members.send_recovery_code(recovery_id=view.recovery_id, by=by, at=at)
        else:
            entered = form.cleaned_data["code"]
            members.prove_number(recovery_id=view.recovery_id, code=entered, by=by, at=at)
    except SlowDown as slow:
        return _page(request, name, {**shown, **slowed(request, slow, slow.puzzle)})
    except (WrongCode, RecoveryTries) as refusal:
        return _refused(request, name, shown, refusal)
    return None


@member_page
@require_POST
def confirm(request: HttpRequest, recovery_id: int) -> HttpResponse:
    """An adult of the card is the second person."""
    members.second_recovery(recovery_id=recovery_id, by=actor_of(request), at=clock.now())
    return HttpResponseRedirect(reverse("web:family"), status=303)


@member_page
@require_POST
def stop(request: HttpRequest, recovery_id: int) -> HttpResponse:
    members.stop_recovery(recovery_id=recovery_id, by=actor_of(request), at=clock.now())
    return HttpResponseRedirect(reverse("web:family"), status=303)


def _waits() -> RecoveryWaits:
    return members_read.recovery_waits(on=clock.today())


def _refused(
    request: HttpRequest, name: str, shown: dict[str, object], refusal: Refusal
) -> HttpResponse:
    said = told(request, refusal)
    return _page(request, name, {**shown, "told": said}, status=said.status)


def _page(
    request: HttpRequest, name: str, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    status = int(str(context.pop("status", status)))
    return render(request, f"members/recovery/{name}.html", context, status=status)


def _to(recovery_id: int) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("members:recovery", args=[recovery_id]), status=303)
