"""What is counted, who may read it, and what the numbers mean."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings as given
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLResolver, get_resolver, path
from pytest_django.fixtures import Settings

from titian.config import urls
from titian.config.home import networks
from titian.kernel import clock
from titian.kernel.errors import Kind, Refusal, Side
from titian.platform.http.measuring import journey_of
from titian.platform.jobs import services as jobs
from titian.platform.measures.counting import count_message, everything
from titian.platform.measures.rules import condition_of, outcome_of
from titian.platform.measures.types import Condition, Journey, Outcome, Steps


class HospitalSilent(Refusal):
    code = "tests.hospital_silent"
    kind = Kind.TRY_LATER
    side = Side.THEIRS


class PlaceFull(Refusal):
    code = "tests.place_full"
    kind = Kind.CONFLICT
    side = Side.RULE


def silent(request: HttpRequest) -> HttpResponse:
    raise HospitalSilent(region="62.71")


def full(request: HttpRequest) -> HttpResponse:
    raise PlaceFull(region="62.71")


handler404 = urls.handler404
urlpatterns = [
    path("uji/diam/", silent, name="tests-measured-silent"),
    path("uji/penuh/", full, name="tests-measured-full"),
    *urls.urlpatterns,
]


@pytest.fixture
def booking(settings: Settings) -> Iterator[None]:
    settings.ROOT_URLCONF = __name__
    settings.TITIAN_JOURNEYS = {"tests-measured": "book"}
    journey_of.cache_clear()
    yield
    journey_of.cache_clear()


def counted(name: str, **labels: str) -> float:
    return sum(
        sample.value
        for metric in everything().collect()
        for sample in metric.samples
        if sample.name == name and labels.items() <= sample.labels.items()
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address,failed,ok", [("/uji/diam/", 1, 0), ("/uji/penuh/", 0, 1)], ids=["theirs", "rule"]
)
def test_a_step_fails_by_our_or_others_doing_not_by_a_rule(
    booking: None, client: Client, address: str, failed: int, ok: int
) -> None:
    def steps(outcome: str) -> float:
        labels = {"journey": "book", "region": "62.71", "outcome": outcome}
        return counted("titian_journey_steps_total", **labels)

    before = steps("failed"), steps("ok")

    client.get(address)

    assert (steps("failed") - before[0], steps("ok") - before[1]) == (failed, ok)


@pytest.mark.django_db
def test_requests_are_counted_by_route_and_never_by_path(client: Client) -> None:
    labels = {"route": "complaints:follow", "method": "GET", "status": "404"}
    before = counted("titian_requests_total", **labels)

    client.get("/keluhan/rahasia-sekali-1234567/")

    assert counted("titian_requests_total", **labels) == before + 1
    assert "rahasia" not in client.get("/metrics").content.decode()


def test_who_comes_while_another_counts_waits_for_nobody_and_is_counted() -> None:
    sent = {"channel": "sms", "outcome": "sent"}
    before = counted("titian_messages_total", **sent)

    with ThreadPoolExecutor(16) as many:
        list(many.map(lambda _: count_message("sms", "sent"), range(2000)))
    count_message("sms", "sent")

    assert counted("titian_messages_total", **sent) == before + 2001


@pytest.mark.django_db
def test_metrics_say_how_jobs_outbox_channels_and_pool_are(client: Client) -> None:
    jobs.report_in("tests.metrics", at=clock.now())
    count_message("sms", "sent")
    client.get("/healthz")

    text = client.get("/metrics").content.decode()

    for name in (
        "titian_database_up 1.0",
        'titian_job_last_success_timestamp_seconds{job="tests.metrics"}',
        'titian_job_silent{job="sweep:outbox.relay"}',
        "titian_outbox_age_seconds ",
        'titian_messages_total{channel="sms",outcome="sent"}',
        'titian_messages_waiting{urgency="code"}',
        'titian_request_seconds_bucket{le="0.05",route="health"}',
    ):
        assert name in text, name


def test_without_the_database_metrics_say_so(database_away: None, client: Client) -> None:
    text = client.get("/metrics").content.decode()

    assert "titian_database_up 0.0" in text
    assert "titian_requests_total" in text or "titian_request" in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "remote,forwarded,token,status",
    [
        ("127.0.0.1", "", "", 200),
        ("::1", "", "", 200),
        ("10.0.0.7", "", "", 404),
        ("10.0.0.7", "", "Bearer wrong", 404),
        ("10.0.0.7", "", "Bearer metrics-token", 200),
        ("127.0.0.1", "1.1.1.1", "", 404),
        ("10.0.0.8", "127.0.0.1", "", 404),
    ],
)
def test_metrics_are_for_this_machine_or_who_has_the_token(
    settings: Settings, client: Client, remote: str, forwarded: str, token: str, status: int
) -> None:
    settings.TITIAN_METRICS_TOKEN = "metrics-token"
    settings.TITIAN_TRUSTED_PROXIES = networks(["10.0.0.8"])
    told = {"X-Forwarded-For": forwarded, "Authorization": token}
    headers = {name: value for name, value in told.items() if value}

    response = client.get("/metrics", REMOTE_ADDR=remote, headers=headers)

    assert response.status_code == status


def test_without_a_token_nobody_comes_in_by_an_empty_one(
    settings: Settings, client: Client
) -> None:
    settings.TITIAN_METRICS_TOKEN = ""

    response = client.get("/metrics", REMOTE_ADDR="10.0.0.7", headers={"Authorization": "Bearer "})

    assert response.status_code == 404


@pytest.mark.parametrize(
    "steps,condition",
    [
        (Steps(), Condition.UNKNOWN),
        (Steps(ok=1000), Condition.WORKS),
        (Steps(ok=2, failed=2), Condition.WORKS),
        (Steps(ok=12, failed=3), Condition.BROKEN),
        (Steps(ok=13, failed=3), Condition.SLOW),
        (Steps(ok=97, failed=3), Condition.SLOW),
        (Steps(ok=997, failed=3), Condition.WORKS),
        (Steps(ok=80, slow=20), Condition.SLOW),
        (Steps(ok=81, slow=19), Condition.WORKS),
    ],
)
def test_a_journey_works_is_slow_or_is_broken(steps: Steps, condition: Condition) -> None:
    assert condition_of(steps) is condition


def test_an_answer_after_two_seconds_is_slow() -> None:
    assert outcome_of(failed=False, seconds=1.9) is Outcome.OK
    assert outcome_of(failed=False, seconds=2.1) is Outcome.SLOW
    assert outcome_of(failed=True, seconds=0.1) is Outcome.FAILED


def test_every_journey_has_routes_and_every_beginning_is_one_of_a_route() -> None:
    routes = set(_routes(get_resolver(urls.__name__)))
    journeys = {journey_of(route) for route in routes}
    fitting = [start for start in given.TITIAN_JOURNEYS if any(r.startswith(start) for r in routes)]

    assert journeys == {*Journey, None}
    assert sorted(fitting) == sorted(given.TITIAN_JOURNEYS)


def _routes(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from _routes(one, f"{one.namespace}:" if one.namespace else namespace)
        elif one.name:
            yield f"{namespace}{one.name}"


def test_a_request_has_an_id_of_its_own_or_the_one_of_our_proxy(
    settings: Settings, client: Client
) -> None:
    settings.TITIAN_TRUSTED_PROXIES = networks(["10.0.0.8"])
    given_one = {"X-Request-ID": "proxy-gave-this-1"}

    own = client.get("/manifest.webmanifest", headers=given_one)["X-Request-ID"]
    passed = client.get("/manifest.webmanifest", headers=given_one, REMOTE_ADDR="10.0.0.8")

    assert re.fullmatch(r"[0-9a-f]{16}", own)
    assert passed["X-Request-ID"] == "proxy-gave-this-1"
