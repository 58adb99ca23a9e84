"""Every request is counted and, where asked for, logged: by its route's name, never its path."""

import logging
import re
import secrets
import time
from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse

from titian.kernel.errors import Side
from titian.platform.http.refusals import feature_of
from titian.platform.http.requests import region_of, side_of
from titian.platform.measures.counting import coarse, count_request, count_step, note_pool
from titian.platform.measures.lines import about_request
from titian.platform.measures.rules import outcome_of
from titian.platform.measures.types import Journey

log = logging.getLogger("titian.access")

_NAMED = re.compile(r"[A-Za-z0-9-]{8,64}")
_NOT_THEIRS = frozenset({Side.OURS, Side.THEIRS})
_POOL_EVERY_SECONDS = 5.0


class MeasuringMiddleware:
    """Outside everything that may answer, so that nothing is served uncounted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._pool_noted = 0.0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        named = _id_of(request)
        with about_request(named):
            response = self.get_response(request)
            self._measure(request, response, time.perf_counter() - started)
        response["X-Request-ID"] = named
        return response

    def _measure(self, request: HttpRequest, response: HttpResponse, seconds: float) -> None:
        route, status = _route_of(request), response.status_code
        count_request(route, request.method or "", status, seconds)
        journey, region = journey_of(route), coarse(region_of(request))
        if journey is not None:
            failed = status >= 500 or side_of(request) in _NOT_THEIRS
            count_step(journey, region, outcome_of(failed=failed, seconds=seconds))
        if settings.TITIAN_ACCESS_LOG:
            extra = {
                "route": route, "method": request.method, "status": status,
                "ms": round(seconds * 1000, 1), "region": region,
            }  # fmt: skip
            log.info("request", extra=extra)
        if time.monotonic() - self._pool_noted > _POOL_EVERY_SECONDS:
            self._note_pool()

    def _note_pool(self) -> None:
        self._pool_noted = time.monotonic()
        pool = getattr(connection, "pool", None)
        if pool is not None:
            note_pool(pool.get_stats())


def _id_of(request: HttpRequest) -> str:
    """The proxy's, if it is one of ours and gave one; else a new one."""
    given = request.headers.get("X-Request-ID", "")
    return given if _NAMED.fullmatch(given) else secrets.token_hex(8)


def _route_of(request: HttpRequest) -> str:
    is_static = request.resolver_match is None and request.path.startswith(settings.STATIC_URL)
    return "static" if is_static else feature_of(request)


@cache
def journey_of(route: str) -> Journey | None:
    """By how the route's name begins; the longest beginning holds."""
    fitting = [start for start in settings.TITIAN_JOURNEYS if route.startswith(start)]
    named = settings.TITIAN_JOURNEYS[max(fitting, key=len)] if fitting else ""
    return Journey(named) if named else None
