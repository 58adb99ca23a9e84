"""The OpenAPI document names every endpoint, and the envelopes are those that are sent."""

from typing import Any

import jsonschema_rs
import pytest
from django.test import Client

from tests.factories.wire import bridged
from titian.bridging.services.wire.table import TABLE
from titian.bridging.types.wire import Wire

pytestmark = pytest.mark.slow


@pytest.fixture
def told() -> dict[str, Any]:
    document: dict[str, Any] = Client().get("/bridging/openapi.json").json()
    return document


def test_every_endpoint_is_named_once(told: dict[str, Any]) -> None:
    named = [each["operationId"] for path in told["paths"].values() for each in path.values()]

    assert len(named) == sum(len(route.methods) for route in TABLE.routes())
    assert len(set(named)) == len(named)
    assert "/vclaim-rest/Peserta/nokartu/{noKartu}/tglSEP/{tgl}" in told["paths"]


@pytest.mark.django_db
@pytest.mark.parametrize("wire", list(Wire))
def test_an_envelope_is_as_the_document_says(wire: Wire, told: dict[str, Any]) -> None:
    schema = told["components"]["schemas"][wire.value]

    answer = bridged().get(wire, "/tidak/ada")

    jsonschema_rs.validate(schema, answer.raw)


def test_pcare_says_that_it_wants_its_user(told: dict[str, Any]) -> None:
    paths = told["paths"]
    (kept,) = paths["/pcare-rest/kesadaran"]["get"]["security"]

    assert set(kept) == {"cons_id", "timestamp", "signature", "user_key", "authorization"}
