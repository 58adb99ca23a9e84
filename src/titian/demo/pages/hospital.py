"""/demo/rs/: a hospital's and a clinic's own system: its wire, its desk, its bad days."""

from datetime import timedelta

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from titian.demo.hospitals.answering import Asked, answer, pause
from titian.demo.hospitals.house import Bad
from titian.demo.hospitals.keeping import Kept, kept, kept_one, remembered
from titian.demo.hospitals.telling import TASKS, step
from titian.kernel import clock

_DOWN = "down"
_OUTAGE = timedelta(minutes=5)


class StepForm(forms.Form):
    kode = forms.CharField(max_length=60)
    langkah = forms.ChoiceField(choices=[(n, n) for n in (*TASKS, "batal")])


class BadForm(forms.Form):
    apa = forms.ChoiceField(choices=[(b, b) for b in (*Bad, _DOWN, "up")])


@csrf_exempt
def wire(request: HttpRequest, code: str, path: str) -> HttpResponse:
    """What our adapters call, as they would call a real one."""
    one = _house(code)
    headers = {name.lower(): value for name, value in request.headers.items()}
    asked = Asked(request.method or "GET", f"/{path}", headers, request.body)
    with remembered(code) as memory:
        said = answer(one.house, memory, asked, clock.now().astimezone(clock.JAKARTA))
    pause(said)
    if said.broken:  # a page of ours cannot break off: no word is the nearest to it
        return HttpResponse(b"", status=502)
    return HttpResponse(said.body, status=said.status, content_type="application/json")


@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Every number of every house, the latest first, with its buttons."""
    houses = []
    for one in kept():
        with remembered(one.house.code) as memory:
            houses.append(
                {
                    "one": one,
                    "numbers": memory.numbers[::-1][:30],
                    "waiting": len(memory.outbox),
                    "is_down": clock.now().timestamp() < memory.down_until,
                    "bad": {name: left for name, left in memory.bad.items() if left},
                }
            )
    context = {"houses": houses, "steps": list(TASKS), "bad": [b.value for b in Bad]}
    return render(request, "demo/hospitals.html", context)


@require_POST
def press(request: HttpRequest, code: str) -> HttpResponse:
    """A button of the house's own desk."""
    one, form = _house(code), StepForm(request.POST)
    if form.is_valid():
        task = TASKS.get(form.cleaned_data["langkah"], 99)
        with remembered(one.house.code) as memory:
            step(memory, form.cleaned_data["kode"], task, clock.now())
    return HttpResponseRedirect(reverse("demo:hospitals"), status=303)


@require_POST
def misbehave(request: HttpRequest, code: str) -> HttpResponse:
    """A bad day: the next call goes wrong, or nothing is answered for five minutes."""
    one, form = _house(code), BadForm(request.POST)
    if form.is_valid():
        what = form.cleaned_data["apa"]
        with remembered(one.house.code) as memory:
            if what == _DOWN:
                memory.down_until = (clock.now() + _OUTAGE).timestamp()
            elif what == "up":
                memory.down_until, memory.bad = 0.0, {}
            else:
                memory.bad[what] = memory.bad.get(what, 0) + 1
    return HttpResponseRedirect(reverse("demo:hospitals"), status=303)


def _house(code: str) -> Kept:
    found = kept_one(code)
    if found is None:
        raise Http404
    return found
