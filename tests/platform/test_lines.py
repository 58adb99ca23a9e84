"""The log is for machines to read, and nobody is in it."""

import json
import logging
import threading
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest
from django.test import Client
from pytest_django.fixtures import Settings

from titian.platform.measures.lines import JsonLines, about_job, about_request, masked

log = logging.getLogger("tests.lines")
NIK, PHONE = "3573001708450001", "0812-3456-7890"


def written(message: str, *args: object, **extra: object) -> dict[str, object]:
    record = log.makeRecord("tests.lines", logging.WARNING, __file__, 1, message, args, None)
    vars(record).update(extra)
    line: dict[str, object] = json.loads(JsonLines().format(record))
    return line


@pytest.mark.parametrize(
    "said,kept",
    [
        (f"no person {NIK} here", "no person … here"),
        (f"call {PHONE} now", "call … now"),
        ("mail siti.aminah@contoh.id bounced", "mail … bounced"),
        ("token sK3v9-Aq8ZpL0xW2mN7bR4tY6", "token …"),
        ("message 4711 waits", "message 4711 waits"),
        ("sweep notifications.send_urgent_codes failed", None),
        ("at titian/queue/services/booking_and_moving.py", None),
    ],
)
def test_numbers_addresses_and_tokens_are_masked(said: str, kept: str | None) -> None:
    assert masked(said) == (said if kept is None else kept)


def test_a_line_names_its_request_and_its_job() -> None:
    with about_request("abcd1234"), about_job("queue.tidy"):
        line = written("tidied %s", 3)

    assert (line["request_id"], line["job"], line["message"]) == (
        "abcd1234",
        "queue.tidy",
        "tidied 3",
    )
    assert (line["level"], line["logger"]) == ("warning", "tests.lines")
    assert "request_id" not in written("later")


def test_a_sweep_is_known_by_its_thread() -> None:
    lines: list[dict[str, object]] = []
    thread = threading.Thread(target=lambda: lines.append(written("x")), name="sweep:outbox.relay")
    thread.start()
    thread.join()

    assert lines[0]["job"] == "sweep:outbox.relay"


def test_what_an_exception_quotes_is_left_out() -> None:
    with pytest.raises(ValueError, match="Siti") as broken:
        int(f"{NIK} of Siti Aminah")
    line = written("it broke", exc_info=(broken.type, broken.value, broken.tb))

    assert line["error"] == "ValueError"
    assert "tests/platform/test_lines.py" in str(line["trace"])
    assert NIK not in str(line)
    assert "Siti" not in str(line)


@pytest.mark.django_db
def test_of_a_database_error_only_its_code_is_said() -> None:
    with pytest.raises(DatabaseError) as broken, connection.cursor() as cursor:
        cursor.execute("SELECT %s::int", ["Siti Aminah"])
    line = written("it broke", exc_info=(broken.type, broken.value, broken.tb))

    assert line["sqlstate"] == "22P02"
    assert "Siti" not in str(line)


def test_the_address_that_was_asked_for_is_not_said() -> None:
    request = HttpRequest()
    request.path = "/keluhan/rahasia/"

    assert (
        written("Not Found: /keluhan/rahasia/", request=request)["message"] == "Not Found: (path)"
    )


def test_only_known_names_are_carried() -> None:
    line = written("request", route="web:home", phone=PHONE, status=200)

    assert (line["route"], line["status"]) == ("web:home", 200)
    assert "phone" not in line


@pytest.mark.django_db
def test_the_access_log_says_the_route_and_not_the_path(
    settings: Settings, client: Client, everything_logged: StringIO
) -> None:
    settings.TITIAN_ACCESS_LOG = True

    client.get("/keluhan/rahasia-sekali-1234567/?nama=Siti")

    lines = [json.loads(line) for line in everything_logged.getvalue().splitlines()]
    (access,) = [line for line in lines if line["logger"] == "titian.access"]
    assert (access["route"], access["method"], access["status"]) == (
        "complaints:follow",
        "GET",
        404,
    )
    assert access["ms"] >= 0
    assert access["request_id"]
    assert "rahasia" not in everything_logged.getvalue()
    assert "Siti" not in everything_logged.getvalue()


def test_the_handler_of_the_settings_writes_such_lines() -> None:
    logging: dict[str, Any] = settings.LOGGING
    formatter = logging["formatters"]["json"]["()"]

    assert formatter == f"{JsonLines.__module__}.{JsonLines.__qualname__}"
    assert logging["root"]["handlers"] == ["stderr"]
