"""The statements of one request, seen by Django itself in this process, one at a time."""

import re
from collections.abc import Mapping

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.environment import ORIGIN

_CONTROL = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


def of_post(session: str, path: str, fields: Mapping[str, object]) -> tuple[list[str], str]:
    """What a POST asks the database, and where it leads (its Location, if any)."""
    client = Client(headers={"host": ORIGIN})
    client.cookies["titian_sesi"] = session
    with CaptureQueriesContext(connection) as seen:
        answer = client.post(path, dict(fields))
    if answer.status_code >= 400:
        said = re.sub(r"<[^>]*>|\s+", " ", answer.content.decode())
        raise RuntimeError(f"{path} answered {answer.status_code}: {said}")
    return [query["sql"] for query in seen.captured_queries], answer.headers.get("location", "")


def of_call(
    path: str, headers: Mapping[str, str], body: bytes, *, method: str = "POST"
) -> list[str]:
    """What a signed call asks the database."""
    client = Client()
    given = {name: value for name, value in headers.items() if name != "Content-Type"}
    with CaptureQueriesContext(connection) as seen:
        answer = client.generic(
            method, path, body, content_type=headers["Content-Type"], headers=given
        )
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}: {answer.content.decode()}")
    return [query["sql"] for query in seen.captured_queries]


def counted(statements: list[str]) -> int:
    """Statements that do something; BEGIN, COMMIT and savepoints are not counted."""
    return sum(not statement.startswith(_CONTROL) for statement in statements)
