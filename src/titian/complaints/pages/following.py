"""/keluhan/<token>/: whoever holds the link sees the promise, the answer, and says if it helped."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from titian.accounts.errors import SlowDown
from titian.complaints import selectors as complaints_read
from titian.complaints import services as complaints
from titian.complaints.errors import CaseGone
from titian.complaints.pages.forms import ReplyForm
from titian.complaints.pages.pacing import count, count_miss
from titian.complaints.pages.photos import photo_in
from titian.complaints.pages.presenters import CasePage
from titian.complaints.types import Act
from titian.kernel import clock
from titian.kernel.errors import Refusal
from titian.platform.http.refusals import Told, slowed_page, told_here
from titian.platform.http.requests import actor_of, note_region

_PAGE = "complaints/follow.html"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, token: str) -> HttpResponse:
    """The link is the key: it is in no log of ours and sent on to no other site."""
    try:
        return _case(request, token)
    except CaseGone:
        count_miss(request)
        raise


@never_cache
@require_safe
def photo(request: HttpRequest, token: str) -> HttpResponse:
    try:
        found = complaints_read.photo_of_link(token)
    except CaseGone:
        count_miss(request)
        raise
    return HttpResponse(found.content, content_type=found.kind.value)


def _case(request: HttpRequest, token: str) -> HttpResponse:
    if request.method != "POST":
        return _shown(request, token, ReplyForm(initial={"kunci": uuid4()}))
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _shown(request, token, form, status=422)
    try:
        count(request)
        _do(request, token, form)
    except SlowDown as slow:
        return slowed_page(request, slow, slow.puzzle, _PAGE, _context(request, token, form))
    except Refusal as refusal:
        return _shown(request, token, form, told_here(request, refusal))
    return HttpResponseRedirect(reverse("complaints:follow", args=[token]), status=303)


def _do(request: HttpRequest, token: str, form: ReplyForm) -> None:
    said, by, at = form.cleaned_data, actor_of(request), clock.now()
    key, words = said["kunci"], said["isi"]
    match said["langkah"]:
        case Act.ADD:
            upload_id = photo_in(request, by=by, at=at)
            complaints.add(
                token=token, words=words, upload_id=upload_id, client_key=key, by=by, at=at
            )
        case Act.CONFIRM:
            complaints.confirm(token=token, client_key=key, by=by, at=at)
        case Act.UNMERGE:
            complaints.separate(token=token, words=words, client_key=key, by=by, at=at)
        case _:
            complaints.reopen(token=token, words=words, client_key=key, by=by, at=at)


def _shown(
    request: HttpRequest,
    token: str,
    form: ReplyForm,
    refused: Told | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {**_context(request, token, form), "told": refused}
    return render(request, _PAGE, context, status=refused.status if refused else status)


def _context(request: HttpRequest, token: str, form: ReplyForm) -> dict[str, object]:
    found = complaints_read.case_of_link(token, at=clock.now())
    note_region(request, found.region)
    page = CasePage(found, clock.now())
    return {"page": page, "view": found, "form": form, "token": token}
