"""/icare/…: a doctor reads the care of the patient before them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from titian.kernel import clock
from titian.platform.http.requests import note_region
from titian.visits import selectors as visits_read


@never_cache
@require_safe
def history(request: HttpRequest, token: str) -> HttpResponse:
    seen = visits_read.passed_history(token, at=clock.now())
    note_region(request, seen.region)
    answer = render(request, "bridging/icare.html", {"seen": seen})
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer
