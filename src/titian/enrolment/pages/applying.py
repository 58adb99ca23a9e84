"""The pages of one application, the same at the counter and at home: HTTP in, one call, out."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from titian.enrolment import selectors as enrolment_read
from titian.enrolment import services as enrolment
from titian.enrolment.errors import ApplicationSettled
from titian.enrolment.pages.applying_forms import KeyForm, PaperForm, ReasonForm
from titian.enrolment.pages.applying_presenters import (
    ApplicationPage,
    Front,
    application_page,
    as_it_is,
)
from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.platform.http.refusals import MENDABLE_BY_STAFF, told_here
from titian.platform.http.requests import note_region

_LOCKED_UP = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


def show(
    request: HttpRequest, front: Front, application_id: int, *, by: Actor, at: datetime
) -> HttpResponse:
    page = page_asked(request, front, application_id, by=by, at=at)
    return _shown(request, page)


def page_asked(
    request: HttpRequest, front: Front, application_id: int, *, by: Actor, at: datetime
) -> ApplicationPage:
    """As `application_page`; its city is counted with how the page went."""
    page = application_page(front, application_id, viewer=by, at=at)
    note_region(request, page.view.city)
    return page


def take_paper(
    request: HttpRequest, front: Front, application_id: int, *, by: Actor, at: datetime
) -> HttpResponse:
    """One paper: kept first, outside any transaction, then added."""
    form, sent = PaperForm(request.POST), request.FILES.get("berkas")
    page = page_asked(request, front, application_id, by=by, at=at)
    if not form.is_valid():
        return _shown(request, page, status=422)
    try:
        body = sent.read() if sent else b""
        upload_id = enrolment.keep_paper(content=body, size=len(body), by=by, at=at)
        enrolment.add_paper(
            application_id=application_id,
            kind=form.cleaned_data["jenis"],
            candidate_id=form.cleaned_data["orang"],
            upload_id=upload_id,
            by=by,
            at=at,
        )
    except Refusal as refusal:
        return _refused(request, page, refusal)
    return _to(f"{front.address('application', application_id)}#berkas")


def drop_paper(
    request: HttpRequest,
    front: Front,
    application_id: int,
    paper_id: int,
    *,
    by: Actor,
    at: datetime,
) -> HttpResponse:
    try:
        enrolment.remove_paper(application_id=application_id, paper_id=paper_id, by=by, at=at)
    except ApplicationSettled as refusal:
        page = page_asked(request, front, application_id, by=by, at=at)
        return _refused(request, page, refusal)
    return _to(f"{front.address('application', application_id)}#berkas")


def paper(application_id: int, paper_id: int, *, by: Actor, at: datetime) -> HttpResponse:
    """A paper as it is kept; the look is recorded."""
    opened = enrolment_read.paper(application_id, paper_id, viewer=by, at=at)
    headers = dict(_LOCKED_UP)
    if opened.kind.value == "application/pdf":
        headers["Content-Disposition"] = f'attachment; filename="berkas-{paper_id}.pdf"'
    return HttpResponse(opened.content, content_type=opened.kind.value, headers=headers)


def send(
    request: HttpRequest, front: Front, application_id: int, *, by: Actor, at: datetime
) -> HttpResponse:
    """A draft is sent; what came back goes on as it is now, with its new papers."""
    form = KeyForm(request.POST)
    page = page_asked(request, front, application_id, by=by, at=at)
    if not form.is_valid():
        return _shown(request, page, status=422)
    key: UUID = form.cleaned_data["kunci"]
    try:
        if page.is_returned:
            enrolment.mend(
                application_id=application_id,
                wanted=as_it_is(page.view),
                client_key=key,
                by=by,
                at=at,
            )
        else:
            enrolment.submit(application_id=application_id, client_key=key, by=by, at=at)
    except Refusal as refusal:
        return _refused(request, page, refusal)
    return _to(f"{front.address('application', application_id)}?terkirim=1")


def cancel(
    request: HttpRequest, front: Front, application_id: int, *, by: Actor, at: datetime
) -> HttpResponse:
    form = ReasonForm(request.POST)
    page = page_asked(request, front, application_id, by=by, at=at)
    if not form.is_valid():
        return _shown(request, page, status=422)
    try:
        enrolment.cancel(
            application_id=application_id, reason=form.cleaned_data["alasan"], by=by, at=at
        )
    except Refusal as refusal:
        return _refused(request, page, refusal)
    return _to(front.address("application", application_id))


def _refused(request: HttpRequest, page: ApplicationPage, refusal: Refusal) -> HttpResponse:
    said = told_here(request, refusal, MENDABLE_BY_STAFF)
    return _shown(request, page, {"told": said}, status=said.status)


def _shown(
    request: HttpRequest,
    page: ApplicationPage,
    more: Mapping[str, object] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"page": page, "view": page.view, "front": page.front, **(more or {})}
    context["is_just_sent"] = "terkirim" in request.GET
    return render(request, "enrolment/application.html", context, status=status)


def _to(address: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(address, status=303)
