"""Each process keeps for a minute what is told; no test sees that of another."""

from collections.abc import Iterator

import pytest

from titian.announcements import selectors as announcements_read


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    announcements_read.forget()
    yield
    announcements_read.forget()
