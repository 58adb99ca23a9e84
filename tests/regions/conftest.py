from datetime import UTC, datetime

import pytest


@pytest.fixture
def at() -> datetime:
    return datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
