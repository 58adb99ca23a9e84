"""/demo/pengembang/: the sandbox for who writes a hospital's or clinic's system.

Invented people only, so anybody at the demo may look; production does not install this package.
"""

import json
from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titian.bridging import selectors as bridging_read
from titian.bridging.errors import ConsumerUnknown
from titian.bridging.types import Wire
from titian.demo.bridges import bridges
from titian.demo.faults import inject, stop_faults, waiting_faults
from titian.demo.pages.developer_presenters import (
    call_page,
    facilities,
    fault_lines,
    fault_words,
    is_fine,
    services_of,
    tried,
)
from titian.demo.pages.forms import CallsForm, FaultForm, StopForm
from titian.demo.resetting import reset
from titian.demo.trying import DEVELOPER, newest_call, replay, try_out
from titian.kernel import clock


@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Credentials, addresses, and the doors to everything else."""
    context = {
        "bridges": [(one, services_of(one)) for one in bridges()],
        "done": request.GET.get("kembali", "")[:6],
    }
    return render(request, "demo/developer.html", context)


@never_cache
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """What was called, the newest first; an open page loads again when something came."""
    asked = _cleaned(CallsForm(request.GET))
    found = bridging_read.wire_calls(
        viewer=DEVELOPER, cons_id=asked["cons"], wire=asked["layanan"], before=asked["sebelum"]
    )
    context = {
        "calls": [(one, is_fine(one)) for one in found],
        "asked": asked,
        "facilities": facilities(),
        "services": [wire.value for wire in Wire],
        "newest": newest_call() or 0,
        "last": found[-1].id if found else 0,
    }
    return render(request, "demo/developer_calls.html", context)


@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """Whether something was called since."""
    seen = _cleaned(CallsForm(request.GET))["setelah"] or 0
    if (newest_call() or 0) == seen:
        return HttpResponse(status=304)
    news = json.dumps({"fields": {}, "reload": True})
    return HttpResponse(news, content_type="application/json")


@never_cache
@require_safe
def call(request: HttpRequest, call_id: int) -> HttpResponse:
    """Request and answer, both opened, side by side."""
    try:
        page = call_page(call_id)
    except ConsumerUnknown as error:
        raise Http404 from error
    return render(request, "demo/developer_call.html", {"page": page})


@require_POST
def again(request: HttpRequest, call_id: int) -> HttpResponse:
    """The same call once more."""
    del request
    try:
        return _to_call(replay(call_id, at=clock.now()))
    except ConsumerUnknown as error:
        raise Http404 from error


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def faults(request: HttpRequest) -> HttpResponse:
    """What goes wrong with the next calls, on purpose."""
    words = [(fault.value, said) for fault, said in fault_words().items()]
    sent = request.POST if request.method == "POST" else None
    form = FaultForm(sent, facilities=facilities(), faults=words)
    if form.is_valid():
        asked = form.cleaned_data
        inject(
            cons_id=asked["cons"], wire=asked["layanan"], fault=asked["gangguan"],
            seconds=asked["detik"] or 5, calls=asked["kali"], at=clock.now(),
        )  # fmt: skip
        return HttpResponseRedirect(reverse("demo:developer_faults"), status=303)
    context = {"form": form, "lines": fault_lines(waiting_faults())}
    status = 422 if form.errors else 200
    return render(request, "demo/developer_faults.html", context, status=status)


@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    stop_faults(_cleaned(StopForm(request.POST))["nomor"])
    return HttpResponseRedirect(reverse("demo:developer_faults"), status=303)


@never_cache
@require_safe
def situations(request: HttpRequest) -> HttpResponse:
    """People with fixed situations: whom to ask about, and what comes back."""
    context = {"lines": tried(clock.now()), "done": request.GET.get("kembali", "")[:6]}
    return render(request, "demo/developer_scenarios.html", context)


@require_POST
def ask(request: HttpRequest, key: str) -> HttpResponse:
    """One scenario, asked as its facility's own system would."""
    del request
    at = clock.now()
    found = next((one.scenario for one in tried(at) if one.scenario.key == key), None)
    if found is None:
        raise Http404
    return _to_call(try_out(found, at=at))


@require_POST
def put_back(request: HttpRequest, key: str = "") -> HttpResponse:
    """The data of one scenario, or of all, as they were."""
    del request
    at = clock.now()
    if not key:
        done = reset(at=at)
    else:
        cards = {one.scenario.card for one in tried(at) if one.scenario.key == key}
        if not cards:
            raise Http404
        done = reset(at=at, cards=cards) if any(cards) else 0  # a scenario may be of nobody
    where = "demo:developer_scenarios" if key else "demo:developer"
    return HttpResponseRedirect(f"{reverse(where)}?kembali={done}", status=303)


def _to_call(call_id: int | None) -> HttpResponse:
    if call_id is None:
        return HttpResponseRedirect(reverse("demo:developer_calls"), status=303)
    return HttpResponseRedirect(reverse("demo:developer_call", args=[call_id]), status=303)


def _cleaned(form: forms.Form) -> dict[str, Any]:
    if not form.is_valid():
        raise BadRequest
    values: dict[str, Any] = form.cleaned_data
    return values
