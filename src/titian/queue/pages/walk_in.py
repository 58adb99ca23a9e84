"""Coming to the counter: by code who booked, by number or name who did not; one field for all."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from titian.kernel import clock
from titian.kernel.errors import Refusal
from titian.members.errors import IdentifierNotReadable, PersonUnknown
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import told
from titian.platform.http.requests import actor_of
from titian.queue import selectors as queue_read
from titian.queue import services as queue
from titian.queue.errors import AlreadyInLine, NobodyNamed, NotToday, SessionFull, SessionNotOpen
from titian.queue.pages.answers import cleaned
from titian.queue.pages.desk import act, back_to
from titian.queue.pages.desk_forms import Arriving, WalkIn, reading_of
from titian.queue.types import Payer, Priority

# Said above the form, which keeps what was typed.
_MENDED_BY_FORM = (
    AlreadyInLine,
    IdentifierNotReadable,
    NobodyNamed,
    NotToday,
    PersonUnknown,
    SessionFull,
    SessionNotOpen,
)


@act
def arrive(request: HttpRequest, session_id: int) -> HttpResponse:
    """A code checks in; a NIK or card number joins the line, or checks in who had booked."""
    asked: dict[str, Any] = cleaned(Arriving(request.POST))
    typed, by, at = reading_of(asked["siapa"]), actor_of(request), clock.now()
    if typed.code:
        ticket = queue.check_in(code=typed.code, by=by, at=at)
        return back_to(session_id, baru=ticket.code)
    try:
        return _joined(
            session_id, queue.Newcomer(identifier=typed.identifier), asked["kunci"], request
        )
    except (PersonUnknown, SessionFull) as refusal:
        form = WalkIn(
            initial={"siapa": typed.identifier, "kunci": uuid4(), "dahulu": Priority.NONE}
        )
        return _form(request, session_id, form, refusal)


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def walk_in(request: HttpRequest, session_id: int) -> HttpResponse:
    """The whole form: a name instead of a number, who pays, priority, emergency, reserve."""
    if request.method != "POST":
        return _form(request, session_id, WalkIn(initial={"kunci": uuid4()}))
    form = WalkIn(request.POST)
    if not form.is_valid():
        return _form(request, session_id, form)
    try:
        return _joined(
            session_id, _newcomer(form.cleaned_data), form.cleaned_data["kunci"], request
        )
    except _MENDED_BY_FORM as refusal:
        return _form(request, session_id, form, refusal)


def _joined(session_id: int, who: queue.Newcomer, key: UUID, request: HttpRequest) -> HttpResponse:
    booked = queue.walk_in(
        session_id=session_id, who=who, client_key=key, by=actor_of(request), at=clock.now()
    )
    return back_to(session_id, baru=booked.code)


def _newcomer(values: dict[str, Any]) -> queue.Newcomer:
    return queue.Newcomer(
        identifier=values["siapa"],
        name=values["nama"],
        payer=Payer(values["bayar"]) if values["bayar"] else None,
        priority=Priority(values["dahulu"]),
        emergency=values["darurat"],
        use_reserve=values["cadangan"],
    )


def _form(
    request: HttpRequest, session_id: int, form: WalkIn, refusal: Refusal | None = None
) -> HttpResponse:
    session = queue_read.session_at_desk(session_id, viewer=actor_of(request))
    refused = told(request, refusal) if refusal else None
    status = refused.status if refused else (422 if form.errors else 200)
    context = {"form": form, "session": session, "told": refused}
    return render(request, "queue/desk/walk_in.html", context, status=status)
