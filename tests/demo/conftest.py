"""A town where the demo has moved in: once for a test process, rolled back after each test."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.databases import OwnDatabase, fresh_copy, working_in


@pytest.fixture(scope="session")
def demo_town(django_db_setup: None, own_database: OwnDatabase) -> Iterator[str]:
    """The address of a database of its own."""
    with fresh_copy(own_database.server, f"{own_database.label}_demo") as url:
        environment = {**os.environ, "TITIAN_DATABASE_URL": url}
        command = [sys.executable, "-m", "django", "demo", "-v", "0"]
        subprocess.run(command, env=environment, check=True)
        yield url


@pytest.fixture(scope="module")
def town_of_the_module(demo_town: str) -> Iterator[None]:
    with working_in(demo_town):
        yield


@pytest.fixture
def moved_in(town_of_the_module: None, db: None) -> None:
    """The demo's town is the database."""
