"""While a facility's own system is asked for a number: the page that waits with the member."""

import json
from hashlib import sha256

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from titian.kernel import clock
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.platform.http.guards import member_page
from titian.platform.http.requests import actor_of
from titian.queue import selectors as queue_read
from titian.queue.types import ErrandState

_AGAIN_SECONDS = "8"  # without a script the page is read anew


@member_page
@require_safe
def show(request: HttpRequest, asking_id: int) -> HttpResponse:
    """The ticket once there is one; before that, what is going on and that one need not wait."""
    at, viewer = clock.now(), actor_of(request)
    asking = queue_read.asking(asking_id, viewer=viewer, at=at)
    if asking.state is ErrandState.DONE:
        return HttpResponseRedirect(reverse("queue:ticket", args=[asking.code]), status=303)
    person = members_read.standing(asking.person_id, viewer=viewer, on=day_of(at))
    context = {"asking": asking, "person": person, "seen_at": at}
    response = render(request, "queue/asking.html", context)
    if asking.state is ErrandState.ASKING:
        response["Refresh"] = _AGAIN_SECONDS
    return response


@member_page
@require_safe
def live(request: HttpRequest, asking_id: int) -> HttpResponse:
    """Whether the page would look different by now."""
    asking = queue_read.asking(asking_id, viewer=actor_of(request), at=clock.now())
    seen = request.GET.get("s", "")
    said = {"fields": {}, "reload": bool(seen) and seen != asking.look}
    body = json.dumps(said, separators=(",", ":"))
    etag = f'"{sha256(body.encode()).hexdigest()[:16]}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304, headers={"ETag": etag})
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    return HttpResponse(body, content_type="application/json", headers=headers)
