from collections.abc import Iterator

import pytest
from django.test import Client

from tests.factories.banks import Bank, by_client, make_bank
from titian.bridging.services import snap


@pytest.fixture(autouse=True)
def nobody_has_called_yet() -> Iterator[None]:
    """Paces are kept by the process; each test begins with none."""
    snap.forget_paces()
    yield
    snap.forget_paces()


@pytest.fixture
def bank() -> Bank:
    """A partner with a token, calling through Django's own client."""
    return make_bank(by_client(Client(enforce_csrf_checks=True))).signed_in()
