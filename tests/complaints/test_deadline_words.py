"""A deadline is said so that nobody comes a day late."""

from datetime import datetime

import pytest
from django.utils import translation

from titian.complaints.templatetags.complaint_words import deadline
from titian.kernel.clock import JAKARTA


@pytest.mark.parametrize(
    "at, said",
    [
        (datetime(2026, 11, 24, 0, 0, tzinfo=JAKARTA), "Senin 23 Nov, 24.00"),
        (datetime(2026, 11, 24, 16, 0, tzinfo=JAKARTA), "Selasa 24 Nov, 16.00"),
    ],
)
def test_what_ends_at_midnight_is_named_by_the_day_that_ends(at: datetime, said: str) -> None:
    with translation.override("id"):
        assert deadline(at) == said
