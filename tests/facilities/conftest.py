from datetime import UTC, datetime

import pytest


@pytest.fixture
def at() -> datetime:
    """Saturday 21 November 2026, 08.00 in Jakarta."""
    return datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
