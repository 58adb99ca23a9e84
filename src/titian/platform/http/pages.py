"""GET /healthz for the operator and the load balancer."""

from datetime import datetime

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from titian.kernel import clock
from titian.platform.db.reach import is_reachable
from titian.platform.http.room.keeper import the_keeper
from titian.platform.jobs.selectors import WORKER, age_of, failing
from titian.platform.outbox.selectors import oldest_waiting, stuck

_PATIENCE_SECONDS = 1.5
_WORKER_LATE_SECONDS = 30
_OUTBOX_LATE_SECONDS = 60


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Database, worker and outbox age; 503 when the database is away."""
    del request
    try:
        found = _health(clock.now()) if is_reachable(within=_PATIENCE_SECONDS) else None
    except (DatabaseError, InterfaceError):
        found = None
    if found is None:
        said = {"status": "down", "database": "down", "pages": "last known", "bookings": "refused"}
        return JsonResponse(said, status=503)
    return JsonResponse(found)


@require_safe
def alive(request: HttpRequest) -> JsonResponse:
    """Whether this process answers at all: it does so without the database too, from what it
    last knew. What sends people elsewhere because of /healthz alone would lose them those pages.
    """
    del request
    figures = the_keeper().figures()
    room = {"open": figures.is_open, "order": figures.order.name, "waiting": figures.waiting}
    return JsonResponse({"status": "alive", "room": room})


def _health(at: datetime) -> dict[str, object]:
    age, oldest, errors = age_of(WORKER, at=at), oldest_waiting(at), failing()
    working = age is not None and age.total_seconds() < _WORKER_LATE_SECONDS
    flowing = oldest.total_seconds() < _OUTBOX_LATE_SECONDS
    return {
        "status": "ok" if working and flowing and not errors else "degraded",
        "database": "up",
        "worker": "up" if working else "late",
        "worker_age_s": None if age is None else round(age.total_seconds(), 1),
        "outbox_age_s": round(oldest.total_seconds(), 1),
        "outbox_stuck": len(stuck()),
        "failing": errors,
    }
