"""/status/: whether it works, for everybody; asks no database and nobody's session."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from titian.kernel import clock
from titian.web.selectors import DAYS, find_status


@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    found = find_status(at=clock.now())
    language = "en" if get_language() == "en" else "id"
    plans = [{**one, "said": one[language]} for one in found.planned] if found else []
    return render(request, "web/status.html", {"status": found, "plans": plans, "days": DAYS})
