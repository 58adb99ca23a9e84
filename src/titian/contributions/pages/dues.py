"""/iuran/: what is due, until when, what happens otherwise, and how each amount came about."""

import json
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from titian.contributions.pages.forms import WhoseForm, cleaned
from titian.contributions.pages.whose import dues_asked
from titian.kernel import clock
from titian.platform.http.guards import member_page


@member_page
@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    wanted = cleaned(WhoseForm(request.GET))
    page = dues_asked(request, wanted["orang"], at=clock.now())
    return render(request, "contributions/dues.html", {"page": page})


@member_page
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """Whether an open page is still true, in some bytes; 304 when nothing has changed."""
    wanted = cleaned(WhoseForm(request.GET))
    page = dues_asked(request, wanted["orang"], at=clock.now())
    news = {"fields": {}, "reload": page.look != wanted["s"]}
    body = json.dumps(news, separators=(",", ":"))
    etag = f'"{sha256((page.look + body).encode()).hexdigest()[:16]}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304, headers={"ETag": etag})
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    return HttpResponse(body, content_type="application/json", headers=headers)
