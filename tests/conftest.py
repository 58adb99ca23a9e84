"""Fixtures of all tests: a real database each, statement counting, catalogues compiled."""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext, override_settings
from pytest_django.plugin import DjangoDbBlocker

from tests.databases import fresh_copy, server_url
from titian.config import database
from titian.platform.db.transactions import require_transaction

_A_LOCK = re.compile(r"SELECT\b.*(\bFOR (NO KEY )?UPDATE\b|_advisory_xact_lock\()", re.DOTALL)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The others count in a clean database: what really commits comes later, and last what
    looks at a server whose worker goes on working in the same database.
    """
    items.sort(key=_disturbance)


def _disturbance(item: pytest.Item) -> int:
    asked: Sequence[str] = getattr(item, "fixturenames", ())
    return 2 if "server" in asked else int("committed_db" in asked)


@pytest.fixture(scope="session", autouse=True)
def plain_static_files() -> Iterator[None]:
    """Pages rendered in tests need no collected files; the browser tests collect their own."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Ours is a copy of a template; pytest-django has nothing to rename."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Point Django at this process's own copy of the template database."""
    with fresh_copy(server_url(), os.environ.get("PYTEST_XDIST_WORKER", "main")) as url:
        os.environ["TITIAN_DATABASE_URL"] = url
        wrapper = connections["default"]
        wrapper.settings_dict.update(database.from_url(url, pool=24))
        yield
        with django_db_blocker.unblock():
            connections.close_all()
            wrapper.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's has one


@pytest.fixture
def committed_db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """For threads, processes and browsers: writes really commit and nothing is rolled back.

    What such a test makes stays; it must use people and facilities of its own.
    """
    with django_db_blocker.unblock():
        yield
        connections.close_all()


@pytest.fixture(autouse=True)
def row_locks_need_a_transaction() -> Iterator[None]:
    """Django refuses a lock that would end with its statement; a rolled-back test hides that."""
    with connection.execute_wrapper(_refuse_a_lock_that_holds_nothing):
        yield


def _refuse_a_lock_that_holds_nothing(
    execute: Callable[..., object], sql: str, params: object, many: bool, context: dict[str, object]
) -> object:
    if _A_LOCK.match(sql):
        require_transaction()
    return execute(sql, params, many, context)


@pytest.fixture
def statements() -> "type[StatementBudget]":
    return StatementBudget


class StatementBudget:
    """`with statements.at_most(4): ...` fails with the statements when more were sent."""

    @staticmethod
    @contextmanager
    def at_most(limit: int) -> Iterator[CaptureQueriesContext]:
        with CaptureQueriesContext(connection) as captured:
            yield captured
        said = [q["sql"] for q in captured if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
        assert len(said) <= limit, f"{len(said)} statements, at most {limit}:\n" + "\n".join(said)
