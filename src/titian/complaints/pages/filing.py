"""/keluhan/: somebody says what went wrong, without signing in; number and link at once."""

from datetime import datetime
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from titian.accounts.errors import SlowDown
from titian.complaints import selectors as complaints_read
from titian.complaints import services as complaints
from titian.complaints.pages.forms import ELSE, KINDS, OFFERED, FileForm
from titian.complaints.pages.pacing import count
from titian.complaints.pages.photos import photo_in
from titian.complaints.types import About, NewCase
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.errors import Kind, Refusal
from titian.platform.http.references import find_reference
from titian.platform.http.refusals import Told, slowed_page, told
from titian.platform.http.requests import actor_of, note_region

_PAGE = "complaints/file.html"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def file(request: HttpRequest) -> HttpResponse:
    """A signed reference in the address says what it is about, and which kind that is."""
    if request.method != "POST":
        return _asked(request, _empty(request))
    form = FileForm(request.POST)
    if not form.is_valid():
        return _asked(request, form, status=422)
    try:
        count(request)
        token = _filed(request, form, by=actor_of(request), at=clock.now())
    except SlowDown as slow:
        return slowed_page(request, slow, slow.puzzle, _PAGE, _context(request, form))
    except Refusal as refusal:
        if refusal.kind is not Kind.INVALID:
            raise
        return _asked(request, form, told(request, refusal))
    return HttpResponseRedirect(reverse("complaints:follow", args=[token]), status=303)


def _filed(request: HttpRequest, form: FileForm, *, by: Actor, at: datetime) -> str:
    said, upload_id = form.cleaned_data, photo_in(request, by=by, at=at)
    about = find_reference(said["tentang"])
    known = _about(request, about)
    new = NewCase(
        kind=form.kind,
        category=form.category_of(known.category),
        text=said["isi"],
        contact=said["kontak"],
        about=about,
        language=(get_language() or "id")[:2],
        upload_id=upload_id,
    )
    return complaints.file_case(new=new, client_key=said["kunci"], by=by, at=at).token


def _empty(request: HttpRequest) -> FileForm:
    signed = request.GET.get("tentang", "")
    reference = find_reference(signed)
    known = _about(request, reference).category if reference else ""
    return FileForm(
        initial={"kunci": uuid4(), "jenis": known, "tentang": signed if reference else ""}
    )


def _asked(
    request: HttpRequest, form: FileForm, refused: Told | None = None, status: int = 200
) -> HttpResponse:
    context = {**_context(request, form), "told": refused}
    return render(request, _PAGE, context, status=refused.status if refused else status)


def _context(request: HttpRequest, form: FileForm) -> dict[str, object]:
    chosen, known = str(form["jenis"].value() or ""), _category(request, form)
    is_else = chosen in {str(one) for one, _ in ELSE}
    return {
        "form": form,
        "chosen": chosen,
        "groups": ((False, (*OFFERED, *KINDS)), (True, ELSE)),
        "known": known,
        "kinds": KINDS,
        "open_incidents": complaints_read.open_incidents(),
        "is_else": is_else,
        "is_linked": bool(form["tentang"].value()),
    }


def _category(request: HttpRequest, form: FileForm) -> str:
    """Of what the link is about."""
    signed = find_reference(str(form["tentang"].value() or ""))
    return _about(request, signed).category if signed else ""


def _about(request: HttpRequest, reference: str) -> About:
    found = complaints_read.about(reference)
    note_region(request, found.region)
    return found
