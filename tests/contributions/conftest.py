from collections.abc import Iterator

import pytest
from django.test import override_settings

from tests.factories.autodebit import BANKS, LATEST, Bank


@pytest.fixture
def bank() -> Iterator[Bank]:
    """The gateway of autodebit, for the length of one test."""
    BANKS.append(Bank())
    with override_settings(TITIAN_AUTODEBIT=LATEST):
        yield BANKS[-1]
