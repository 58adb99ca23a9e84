"""Fixtures of all tests: a real database each, statement counting, catalogues compiled."""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext, override_settings
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from tests.databases import OwnDatabase, ensure_template, server_url
from titian.announcements.selectors import live
from titian.bridging.services import snap
from titian.bridging.services.fhir import door as fhir_door
from titian.bridging.services.wire import door as wire_door
from titian.bridging.services.wire import known
from titian.platform.db import words
from titian.platform.db.transactions import require_transaction
from titian.queue.selectors import habits

_A_LOCK = re.compile(r"SELECT\b.*(\bFOR (NO KEY )?UPDATE\b|_advisory_xact_lock\()", re.DOTALL)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In a module the others count in a clean database: what really commits comes later, and
    last what looks at a server whose worker goes on working in the same database.
    """
    items.sort(key=_disturbance)
    if any(_asks_the_database(item) for item in items):
        ensure_template(server_url())  # here, since it takes longer than a test may


def _asks_the_database(item: pytest.Item) -> bool:
    asked: Sequence[str] = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or bool(
        {"db", "django_db_setup"} & set(asked)
    )


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
def own_database() -> Iterator[OwnDatabase]:
    own = OwnDatabase(server_url(), os.environ.get("PYTEST_XDIST_WORKER", "main"))
    yield own
    own.close()


@pytest.fixture(scope="session")
def django_db_setup(own_database: OwnDatabase, django_db_blocker: DjangoDbBlocker) -> None:
    """Point Django at this process's own copy of the template database."""
    with django_db_blocker.unblock():
        own_database.renew()


@pytest.fixture(scope="module")
def written_database(
    django_db_setup: None, own_database: OwnDatabase, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """For modules whose tests really write: the next one finds a clean database."""
    yield
    with django_db_blocker.unblock():
        own_database.renew()
    _forget_what_was_known()


def _forget_what_was_known() -> None:
    """What this process keeps in memory is of the database that is gone."""
    for forget in (words.forget, live.forget, habits._measured.cache_clear):
        forget()


@pytest.fixture(autouse=True)
def nobody_has_called_yet() -> None:
    """Paces and callers are kept by the process. A caller that was rolled back would be taken for
    the next one to be given the same number, of which there are few.
    """
    known.forget()
    for door in (wire_door, snap, fhir_door):
        door.forget_paces()


@pytest.fixture
def committed_db(written_database: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """For threads, processes and browsers: writes really commit and nothing is rolled back.

    What such a test makes stays for its module; it must use people and facilities of its own.
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
    if _A_LOCK.match(str(sql)):  # it may be composed
        require_transaction()
    return execute(sql, params, many, context)


@pytest.fixture
def own_room(settings: Settings, tmp_path: Path) -> None:
    """A waiting room that nobody else stands in."""
    settings.TITIAN_ROOM = tmp_path / "room" / "line"


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
