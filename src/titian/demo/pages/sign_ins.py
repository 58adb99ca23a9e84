"""/demo/: who signs in as whom. Invented people only; never installed in production."""

import pyotp
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from titian.demo.people.characters import characters, staff
from titian.kernel import clock

_STEP_SECONDS = 30


@require_safe
@never_cache
def show(request: HttpRequest) -> HttpResponse:
    at = clock.now()
    context = {
        "characters": characters(),
        "staff": [(one, pyotp.TOTP(one.totp_secret).at(at)) for one in staff()],
        "seconds_left": _STEP_SECONDS - int(at.timestamp()) % _STEP_SECONDS,
    }
    return render(request, "demo/sign_ins.html", context)
