import logging
from collections.abc import Iterator
from io import StringIO

import pytest
from django.db import connections

from titian.platform.jobs.models import Heartbeat
from titian.platform.measures.lines import JsonLines
from titian.platform.outbox.models import OutboxEvent


@pytest.fixture
def database_away(committed_db: None) -> Iterator[None]:
    """The database cannot be reached: the same process, an address where nobody listens."""
    wrapper = connections["default"]
    options = wrapper.settings_dict["OPTIONS"]
    host, pool = wrapper.settings_dict["HOST"], options["pool"]
    _forget_connections()
    wrapper.settings_dict["HOST"] = "/nonexistent"
    options["pool"] = {**pool, "timeout": 0.2, "reconnect_timeout": 0.1}
    yield
    _forget_connections()
    wrapper.settings_dict["HOST"], options["pool"] = host, pool


@pytest.fixture
def nothing_waits(db: None) -> None:
    """What tests that really commit have left is out of sight until the rollback."""
    OutboxEvent.objects.all().delete()
    Heartbeat.objects.all().delete()


def _forget_connections() -> None:
    connections["default"].close()
    connections["default"].close_pool()  # type: ignore[attr-defined]  # PostgreSQL's has one


@pytest.fixture
def everything_logged() -> Iterator[StringIO]:
    """Every line of every logger, however unimportant, as the settings would write it."""
    written, root = StringIO(), logging.getLogger()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.setLevel(before)
    root.removeHandler(handler)
