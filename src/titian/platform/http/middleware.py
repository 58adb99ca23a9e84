"""The outermost belt: no exception leaves as a stack trace, every refusal has a receipt."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from titian.kernel import clock
from titian.kernel.errors import Refusal, Side
from titian.platform.db.reach import is_away, ran_out
from titian.platform.failures import services as failures
from titian.platform.http.refusals import Told, account_of, feature_of, told
from titian.platform.http.requests import note_side, region_of
from titian.platform.measures.counting import coarse

log = logging.getLogger(__name__)

DATABASE_AWAY = "database_away"
DATABASE_SLOW = "database_slow"  # it is there, and did not answer in time
_DATA = ("application/json", "application/problem+json", "application/fhir+json")
_AS_FILE = 'attachment; filename="titian.json"'


class RefusalMiddleware:
    """Turns refusals and faults of views into a page with a way forward and a code."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """What was made for somebody is kept by no browser and no proxy, unless a page says how;
        data for programs is opened by no browser as if it were a page (ASVS 14.4.2).
        """
        response = self.get_response(request)
        if account_of(request):
            response.headers.setdefault("Cache-Control", "private, no-store")
        if response.headers.get("Content-Type", "").startswith(_DATA):
            response.headers.setdefault("Content-Disposition", _AS_FILE)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refusal):
            return refusal_page(request, told(request, exception))
        if isinstance(exception, Http404 | PermissionDenied | BadRequest | SuspiciousOperation):
            return None
        if settings.TITIAN_RAISE_FAULTS:
            return None
        log.error("fault at %s", feature_of(request), exc_info=exception)
        if is_away(exception):
            return fault_page(request, 503, DATABASE_SLOW if ran_out(exception) else DATABASE_AWAY)
        return fault_page(request)


def refusal_page(request: HttpRequest, refused: Told) -> HttpResponse:
    return render(request, "http/refusal.html", {"told": refused}, status=refused.status)


def fault_page(request: HttpRequest, status: int = 500, reason: str = "fault") -> HttpResponse:
    """A fault on our side; says what was saved, how else to be served, and a code."""
    fault = failures.Fault(
        feature=feature_of(request),
        reason=reason,
        side=Side.OURS if status >= 500 else Side.PERSON,
        status=status,
        region=coarse(region_of(request)),
        account=account_of(request),
    )
    note_side(request, fault.side)
    mint = failures.spooled if reason in (DATABASE_AWAY, DATABASE_SLOW) else failures.receipt
    receipt = mint(fault, at=clock.now())
    context = {"receipt": receipt, "reason": reason, "status": status}
    return render(request, "http/fault.html", context, status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    del exception
    return fault_page(request, 404, "no_such_page")


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    del exception
    return fault_page(request, 403, "not_allowed")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    del exception
    return fault_page(request, 400, "bad_request")


def server_fault(request: HttpRequest) -> HttpResponse:
    return fault_page(request)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token did not fit: usually two tabs, or a page kept for days."""
    del reason
    return fault_page(request, 403, "stale_form")
