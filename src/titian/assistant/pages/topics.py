"""/bantuan/topik/: what the rules say in short, with their sources; no personal data."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from titian.assistant import selectors as assistant_read
from titian.platform.http.requests import signed_in


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    signed_in(request)
    pages = assistant_read.help_pages(get_language() or "id")
    return render(request, "assistant/topics.html", {"pages": pages})


@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    signed_in(request)
    language = get_language() or "id"
    page = assistant_read.help_page(key, language)
    more = [assistant_read.help_page(one, language) for one in page.more]
    return render(request, "assistant/topic.html", {"page": page, "more": more})
