"""The day's sessions at a desk; a doctor late or not coming; more places; closing the day."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from titian.kernel import clock
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import told
from titian.platform.http.requests import actor_of
from titian.queue import selectors as queue_read
from titian.queue import services as queue
from titian.queue.errors import PeopleStillWaiting
from titian.queue.pages.answers import cleaned
from titian.queue.pages.desk import act, back_to
from titian.queue.pages.desk_forms import Closing, DayForm, Late, Reserve
from titian.queue.pages.desk_presenters import day_page


@staff_page
@never_cache
@require_safe
def day(request: HttpRequest, facility_code: str = "") -> HttpResponse:
    """Today's sessions where the viewer keeps the desk, and other days."""
    form = DayForm(request.GET)
    wanted = form.cleaned_data["hari"] if form.is_valid() else None
    shown = day_page(wanted, code=facility_code, viewer=actor_of(request), today=clock.today())
    return render(request, "queue/desk/day.html", {"page": shown})


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def doctor(request: HttpRequest, session_id: int) -> HttpResponse:
    """Late by so many minutes; the way to cancelling is here as well."""
    form = Late(request.POST or None)
    if not form.is_valid():
        return _form_page(request, session_id, "doctor", form)
    queue.delay_session(
        session_id=session_id,
        minutes=form.cleaned_data["menit"],
        by=actor_of(request),
        at=clock.now(),
    )
    return back_to(session_id)


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, session_id: int) -> HttpResponse:
    """Says how many will be told before it tells them."""
    if request.method == "POST":
        queue.cancel_session(session_id=session_id, by=actor_of(request), at=clock.now())
        return back_to(session_id)
    return _page(request, session_id, "cancel")


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, session_id: int) -> HttpResponse:
    """The end of the day; over people who still wait only when said twice."""
    if request.method != "POST":
        return _page(request, session_id, "close")
    sure: dict[str, Any] = cleaned(Closing(request.POST))
    try:
        queue.close_session(
            session_id=session_id,
            although_waiting=sure["tetap"],
            by=actor_of(request),
            at=clock.now(),
        )
    except PeopleStillWaiting as refusal:
        refused = told(request, refusal)
        return _page(request, session_id, "close", told=refused, status=refused.status)
    return back_to(session_id)


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reserve(request: HttpRequest, session_id: int) -> HttpResponse:
    """More people are taken today than planned."""
    form = Reserve(request.POST or None)
    if not form.is_valid():
        return _form_page(request, session_id, "reserve", form)
    queue.add_reserve(
        session_id=session_id,
        places=form.cleaned_data["tempat"],
        by=actor_of(request),
        at=clock.now(),
    )
    return back_to(session_id)


@act
def give_back(request: HttpRequest, session_id: int, code: str) -> HttpResponse:
    """The desk cancels one ticket; its person is told."""
    queue.cancel(code=code, by=actor_of(request), at=clock.now())
    return back_to(session_id)


def _form_page(request: HttpRequest, session_id: int, name: str, form: Form) -> HttpResponse:
    return _page(request, session_id, name, form=form, status=422 if form.errors else 200)


def _page(
    request: HttpRequest, session_id: int, name: str, *, status: int = 200, **more: object
) -> HttpResponse:
    counter = queue_read.counter(session_id, desk=None, viewer=actor_of(request), at=clock.now())
    context = {"counter": counter, "session": counter.session, **more}
    return render(request, f"queue/desk/{name}.html", context, status=status)
