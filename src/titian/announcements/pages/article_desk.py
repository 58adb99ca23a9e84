"""/petugas/pekan/…/tulisan/: one article of a draft is put in, changed or taken out."""

from datetime import datetime
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from titian.announcements import selectors as announcements_read
from titian.announcements import services as announcements
from titian.announcements.pages.edition_forms import ArticleForm
from titian.announcements.pages.steps import told_editor
from titian.announcements.types import ArticleView, EditionView
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import Told
from titian.platform.http.requests import actor_of


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def article(request: HttpRequest, edition_id: int, article_id: int | None = None) -> HttpResponse:
    by, at = actor_of(request), clock.now()
    edition = announcements_read.edition_for_editing(edition_id, viewer=by, at=at)
    there = next((one for one in edition.articles if one.id == article_id), None)
    if request.method != "POST":
        return _page(request, ArticleForm(initial=_written(edition, there)), edition, there)
    form = ArticleForm(request.POST, request.FILES)
    if "buang" not in request.POST and not form.is_valid():
        return _page(request, form, edition, there)
    try:
        _done(request, form, edition, there, by=by, at=at)
    except Refusal as refusal:
        return _page(request, form, edition, there, told_editor(request, refusal))
    return HttpResponseRedirect(reverse("announcements:edition", args=[edition_id]), status=303)


def _done(
    request: HttpRequest,
    form: ArticleForm,
    edition: EditionView,
    there: ArticleView | None,
    *,
    by: Actor,
    at: datetime,
) -> None:
    if "buang" in request.POST and there is not None:
        announcements.remove_article(
            edition_id=edition.id,
            article_id=there.id,
            seen=edition.seen,
            client_key=uuid4(),
            by=by,
            at=at,
        )
        return
    said, sent, upload_id = form.cleaned_data, request.FILES.get("foto"), None
    if sent:
        content = sent.read()
        upload_id = announcements.keep_photo(content=content, size=sent.size or 0, by=by, at=at)
    announcements.put_article(
        edition_id=edition.id,
        new=form.new(upload_id),
        seen=said["dilihat"],
        client_key=said["kunci"],
        by=by,
        at=at,
        article_id=there.id if there else None,
    )


def _written(edition: EditionView, there: ArticleView | None) -> dict[str, object]:
    found: dict[str, object] = {"kunci": uuid4(), "dilihat": edition.seen}
    if there is None:
        return found
    found |= {"kind": str(there.kind), "title": there.text.title, "body": there.text.body}
    found |= {"author": there.author, "photo_says": there.photo_says}
    if there.consent:
        found["consent_by"], found["consent_on"] = there.consent.by, there.consent.on
        found["consent_how"] = there.consent.how
    return found


def _page(
    request: HttpRequest,
    form: ArticleForm,
    edition: EditionView,
    there: ArticleView | None,
    refused: Told | None = None,
) -> HttpResponse:
    status = refused.status if refused else 422 if form.is_bound else 200
    context = {"form": form, "edition": edition, "article": there, "told": refused}
    return render(request, "announcements/article_form.html", context, status=status)
