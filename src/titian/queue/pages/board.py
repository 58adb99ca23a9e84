"""The display board of a facility: for a television, readable from eight metres, no names."""

import json
from hashlib import sha256
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from titian.kernel import clock
from titian.kernel.actors import ActorKind
from titian.platform.http.requests import signed_in
from titian.queue import selectors as queue_read
from titian.queue.rules.keeping import keeps_desk
from titian.queue.selectors.board import Board

_SHOWN = 2


@require_safe
@never_cache
def board(request: HttpRequest, facility_code: str) -> HttpResponse:
    """Opened by the desk it becomes the facility's own screen, with the code of the day."""
    key = request.GET.get("kunci", "")
    if not key and _is_desk(request, facility_code):
        query = urlencode({"kunci": queue_read.board_key(facility_code)})
        return HttpResponseRedirect(f"{reverse('queue:board', args=[facility_code])}?{query}")
    shown = queue_read.board(facility_code, key=key, at=clock.now())
    context = {"board": shown, "shown": shown.calls[:_SHOWN], "key": key}
    return render(request, "queue/board.html", context)


@require_safe
def now(request: HttpRequest, facility_code: str) -> HttpResponse:
    """The same in a few hundred bytes; 304 when nothing has changed."""
    shown = queue_read.board(facility_code, key=request.GET.get("kunci", ""), at=clock.now())
    body = json.dumps(_facts(shown), separators=(",", ":"))
    etag = f'"{sha256(body.encode()).hexdigest()[:16]}"'
    headers = {"ETag": etag, "Cache-Control": "no-cache"}
    if etag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(body, content_type="application/json", headers=headers)


def _facts(shown: Board) -> dict[str, object]:
    return {
        "calls": [
            {
                "id": call.event_id,
                "no": call.label,
                "service": call.service_name,
                "doctor": call.practitioner_name,
                "desk": call.desk,
                "fresh": call.fresh,
            }
            for call in shown.calls
        ],
        "next": list(shown.next),
        "place": shown.place_code,
    }


def _is_desk(request: HttpRequest, facility_code: str) -> bool:
    session = signed_in(request)
    if session is None or session.actor.kind is not ActorKind.STAFF or session.locked:
        return False
    return keeps_desk(session.actor, facility_code)
