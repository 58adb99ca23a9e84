"""Refusals a booking can be helped out of: the sentence, the receipt and what else is open."""

from datetime import datetime

from django import forms
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from titian.kernel.errors import Refusal
from titian.platform.http.refusals import told
from titian.platform.http.requests import actor_of
from titian.queue import selectors as queue_read
from titian.queue.errors import (
    AlreadyBookedThatDay,
    HoldAlreadyExtended,
    HoldGone,
    ReferenceNeeded,
    ReferenceUnfit,
    SessionFull,
    SessionInThePast,
    SessionNotOpen,
)
from titian.queue.types import OpenPlace

MENDABLE = (
    AlreadyBookedThatDay,
    HoldAlreadyExtended,
    HoldGone,
    ReferenceNeeded,
    ReferenceUnfit,
    SessionFull,
    SessionInThePast,
    SessionNotOpen,
)
_OFFERED = 3


def refused(
    request: HttpRequest,
    refusal: Refusal,
    *,
    at: datetime,
    session_id: int | None = None,
    person_id: int | None = None,
) -> HttpResponse:
    """The page of a booking that could not be made, with the next open places."""
    said = told(request, refusal)
    context = {
        "told": said,
        "tickets": queue_read.open_tickets(viewer=actor_of(request), at=at),
        "places": _others(session_id, at) if session_id and person_id else [],
        "person_id": person_id,
        "session_id": session_id,
        "may_watch": isinstance(refusal, SessionFull) and bool(person_id),
    }
    return render(request, "queue/refused.html", context, status=said.status)


def cleaned(form: forms.Form) -> dict[str, object]:
    """The values of a form that our own pages filled in; anything else is a bad request."""
    if not form.is_valid():
        raise BadRequest
    values: dict[str, object] = form.cleaned_data
    return values


def _others(session_id: int, at: datetime) -> list[OpenPlace]:
    wanted = queue_read.place(session_id, at=at)
    places = queue_read.open_places(
        facility_id=wanted.facility_id, service_id=wanted.service_id, at=at
    )
    return [p for p in places if p.left > 0 and p.session_id != session_id][:_OFFERED]
