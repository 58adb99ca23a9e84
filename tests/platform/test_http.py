"""What a person sees when something is refused or broken, and what the operator sees."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from titian.config import urls
from titian.kernel import clock
from titian.kernel.errors import Kind, Refusal, Side
from titian.kernel.identifiers import tidy_code
from titian.platform.failures.models import Failure
from titian.platform.http.refusals import STATUS, sentence_for
from titian.platform.jobs import services as jobs
from titian.platform.jobs.selectors import WORKER

pytestmark = pytest.mark.urls(__name__)
_CODE = re.compile(r"[0-9A-Z]{3}-[0-9A-Z]{3}")


class BridgeClosed(Refusal):
    code = "tests.bridge_closed"
    kind = Kind.CONFLICT
    side = Side.RULE


def closed(request: HttpRequest, nik: str) -> HttpResponse:
    raise BridgeClosed(region="35.73")


def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


def flooded(request: HttpRequest) -> HttpResponse:
    raise OperationalError("the server closed the connection")


def asks(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("1")


def writes_where_only_reading_goes(request: HttpRequest) -> HttpResponse:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
        cursor.execute("UPDATE jobs_heartbeat SET name = name")
    return HttpResponse("1")


def unreadable(request: HttpRequest) -> HttpResponse:
    raise BadRequest


def private(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
urlpatterns = [
    path("uji/<str:nik>/tutup/", closed, name="tests-closed"),
    path("uji/rusak/", broken, name="tests-broken"),
    path("uji/banjir/", flooded, name="tests-flooded"),
    path("uji/tanya/", asks, name="tests-asks"),
    path("uji/cadangan/", writes_where_only_reading_goes, name="tests-replaced"),
    path("uji/tak-terbaca/", unreadable, name="tests-unreadable"),
    path("uji/pribadi/", private, name="tests-private"),
    *urls.urlpatterns,
]


@pytest.fixture(autouse=True)
def own_spool(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(settings, "TITIAN_HOME", tmp_path)
    return tmp_path / "spool" / "failures.jsonl"


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch) -> Client:
    """Faults become pages, as in production."""
    monkeypatch.setattr(settings, "TITIAN_RAISE_FAULTS", False)
    return Client(raise_request_exception=False)


def receipt_on(page: str) -> Failure:
    found = [code for code in _CODE.findall(page) if code]
    return Failure.objects.get(code=tidy_code(found[0]))


@pytest.mark.django_db
def test_a_refusal_is_a_page_with_its_receipt(visitor: Client) -> None:
    response = visitor.get("/uji/3573001708450001/tutup/")

    receipt = receipt_on(response.content.decode())
    assert response.status_code == 409
    assert (receipt.reason, receipt.feature, receipt.region) == (
        "tests.bridge_closed",
        "tests-closed",
        "35.73",
    )
    assert "3573001708450001" not in str(vars(receipt))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address,status,reason",
    [
        ("/uji/rusak/", 500, "fault"),
        ("/uji/tak-terbaca/", 400, "bad_request"),
        ("/uji/pribadi/", 403, "not_allowed"),
        ("/tidak-ada/", 404, "no_such_page"),
    ],
)
def test_whatever_breaks_is_a_page_without_a_trace(
    visitor: Client, address: str, status: int, reason: str
) -> None:
    response = visitor.get(address)

    page = response.content.decode()
    assert response.status_code == status
    assert receipt_on(page).reason == reason
    assert "Traceback" not in page
    assert "ZeroDivision" not in page


@pytest.mark.django_db
def test_a_stale_form_is_said_to_be_stale() -> None:
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)

    response = strict.post("/uji/rusak/", {"nama": "Siti"})

    assert response.status_code == 403
    assert receipt_on(response.content.decode()).reason == "stale_form"


def test_when_the_database_breaks_off_the_receipt_is_spooled(
    committed_db: None, visitor: Client, own_spool: Path
) -> None:
    response = visitor.get("/uji/banjir/")

    code = tidy_code(_CODE.findall(response.content.decode())[0])
    assert response.status_code == 503
    assert code in own_spool.read_text()
    assert not Failure.objects.filter(code=code).exists()


def test_a_primary_that_was_replaced_counts_as_away(
    committed_db: None, visitor: Client, own_spool: Path
) -> None:
    response = visitor.get("/uji/cadangan/")

    code = tidy_code(_CODE.findall(response.content.decode())[0])
    assert response.status_code == 503
    assert code in own_spool.read_text()


def test_without_the_database_there_is_still_a_page(
    database_away: None, visitor: Client, own_spool: Path
) -> None:
    response = visitor.get("/uji/tanya/")

    assert response.status_code == 503
    assert tidy_code(_CODE.findall(response.content.decode())[0]) in own_spool.read_text()


@pytest.mark.slow
def test_health_says_that_the_database_is_down(database_away: None, visitor: Client) -> None:
    before = clock.now()

    response = visitor.get("/healthz")

    assert response.status_code == 503
    assert response.json() == {
        "status": "down", "database": "down", "bookings": "refused", "pages": "last known"
    }  # fmt: skip
    assert clock.now() - before < timedelta(seconds=3)


def test_health_says_how_old_the_worker_is(nothing_waits: None, visitor: Client) -> None:
    jobs.report_in(WORKER, at=clock.now())

    response = visitor.get("/healthz").json()

    assert (response["status"], response["database"], response["worker"]) == ("ok", "up", "up")
    assert response["worker_age_s"] < 5


def test_health_notices_a_worker_that_stopped(nothing_waits: None, visitor: Client) -> None:
    jobs.report_in(WORKER, at=clock.now() - timedelta(minutes=2))

    response = visitor.get("/healthz").json()

    assert (response["status"], response["worker"]) == ("degraded", "late")


def test_health_names_what_keeps_failing(nothing_waits: None, visitor: Client) -> None:
    jobs.report_in(WORKER, at=clock.now())
    jobs.report_in("tests.inspect", at=clock.now(), error="RuntimeError")

    response = visitor.get("/healthz").json()

    assert response["status"] == "degraded"
    assert "tests.inspect" in response["failing"]


def test_every_kind_of_refusal_has_a_status() -> None:
    assert set(STATUS) == set(Kind)


def test_a_code_without_a_sentence_is_still_said_in_words() -> None:
    assert "tests.bridge_closed" not in sentence_for(BridgeClosed())
