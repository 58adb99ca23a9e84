import os
from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import Settings

from tests.factories.banks import Bank, by_client, make_bank
from tests.factories.wire import Hospital, bridged, over_http
from tests.journeys.serving import Server, serving


@pytest.fixture(autouse=True)
def nobody_disturbs(settings: Settings) -> None:
    """The demo's faults are asked for every few seconds, which no count of statements wants."""
    settings.TITIAN_WIRE_INTERFERENCE = ""


@pytest.fixture
def bank() -> Bank:
    """A partner with a token, calling through Django's own client."""
    return make_bank(by_client(Client(enforce_csrf_checks=True))).signed_in()


@pytest.fixture(scope="module")
def server(written_database: None) -> Iterator[Server]:
    with serving(os.environ["TITIAN_DATABASE_URL"], worker=False) as running:
        yield running


@pytest.fixture
def hospital(server: Server, committed_db: None) -> Hospital:
    """A facility whose system calls over HTTP; most files have one of their own kind."""
    return bridged(send=over_http(server.origin))
