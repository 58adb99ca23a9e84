"""GET /healthz for the operator and the load balancer."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from titian.kernel import clock
from titian.platform.jobs.selectors import WORKER, age_of
from titian.platform.outbox.services import oldest_waiting

_WORKER_LATE_SECONDS = 30
_OUTBOX_LATE_SECONDS = 60


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Database, worker and outbox age; 503 when the database is away."""
    del request
    at = clock.now()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        age, oldest = age_of(WORKER, at=at), oldest_waiting(at)
    except DatabaseError:
        return JsonResponse({"status": "down", "database": "down"}, status=503)
    working = age is not None and age.total_seconds() < _WORKER_LATE_SECONDS
    flowing = oldest.total_seconds() < _OUTBOX_LATE_SECONDS
    return JsonResponse(
        {
            "status": "ok" if working and flowing else "degraded",
            "database": "up",
            "worker": "up" if working else "late",
            "worker_age_s": None if age is None else round(age.total_seconds(), 1),
            "outbox_age_s": round(oldest.total_seconds(), 1),
        }
    )
