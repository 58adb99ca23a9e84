"""A page's statement does not hold a thread for ever: it is given up, and the person is told."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django.fixtures import Settings

from titian.config import database, urls
from titian.kernel import clock
from titian.platform.failures import services as failures
from titian.platform.failures.models import Failure
from titian.platform.jobs import services as jobs

pytestmark = [pytest.mark.slow, pytest.mark.urls(__name__)]
_JOB = "tests.answering_in_time"
_LIMIT = "SET statement_timeout = {}"


def waits(request: HttpRequest) -> HttpResponse:
    """A page that wants a row which somebody else holds."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE jobs_heartbeat SET name = name WHERE name = %s", [_JOB])
    return HttpResponse("1")


handler404, handler500 = urls.handler404, urls.handler500
urlpatterns = [path("uji/menunggu/", waits, name="tests-waits"), *urls.urlpatterns]


@pytest.fixture
def held_row(committed_db: None) -> Iterator[None]:
    """A row that another connection has locked and does not let go."""
    jobs.report_in(_JOB, at=clock.now())
    with psycopg.connect(os.environ["TITIAN_DATABASE_URL"]) as other:
        other.execute("SELECT 1 FROM jobs_heartbeat WHERE name = %s FOR UPDATE", [_JOB])
        yield
        other.rollback()


@pytest.fixture
def in_time() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(_LIMIT.format(1500))
        yield
        cursor.execute("RESET statement_timeout")


def test_who_waits_for_a_row_too_long_is_told_with_a_code_that_is_found_later(
    held_row: None, in_time: None, settings: Settings, tmp_path: Path
) -> None:
    settings.TITIAN_HOME, settings.TITIAN_RAISE_FAULTS = tmp_path, False
    started = time.monotonic()

    answer = Client().get("/uji/menunggu/")

    page = answer.content.decode()
    assert answer.status_code == 503
    assert time.monotonic() - started < 10
    assert "Gangguan ini dari kami, bukan salah Anda." in page
    failures.unspool()
    receipt = Failure.objects.get(feature="tests-waits")
    assert f"{receipt.code[:3]}-{receipt.code[3:]}" in page
    assert (receipt.reason, receipt.side, receipt.status) == ("database_slow", "ours", 503)


@pytest.mark.parametrize(
    "before,seconds,said",
    [
        ({}, 15, {"options": "-c statement_timeout=15000"}),
        ({}, 0.25, {"options": "-c statement_timeout=250"}),
        ({}, 0, {}),
        (
            {"options": "-c statement_timeout=9000"},
            15,
            {"options": "-c statement_timeout=15000 -c statement_timeout=9000"},
        ),
    ],
    ids=["seconds", "less than one", "never", "the address wins"],
)
def test_how_long_is_said_to_the_server(
    before: dict[str, str], seconds: float, said: dict[str, str]
) -> None:
    made: dict[str, object] = {"OPTIONS": before}

    database.answer_in_time(made, seconds=seconds)

    assert made["OPTIONS"] == said


_ASKS = """
import sys, django
{begins}
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SHOW statement_timeout")
    print(cursor.fetchone()[0])
"""
_BEGINS = {"web": "import titian.config.wsgi", "other": "django.setup()"}


@pytest.mark.parametrize("who,said", [("web", "7s"), ("other", "0")])
def test_only_what_answers_people_is_in_a_hurry(
    django_db_setup: None, who: str, said: str, tmp_path: Path
) -> None:
    """Jobs, migrations, imports and backups take the time they need."""
    asked = subprocess.run(
        [sys.executable, "-c", _ASKS.format(begins=_BEGINS[who])],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "titian.config.settings",
            "TITIAN_STATEMENT_SECONDS": "7",
            "TITIAN_ROOM": str(tmp_path / "line"),
        },
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip

    assert asked.stdout.strip() == said
