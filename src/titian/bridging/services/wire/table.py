"""All endpoints of all services: each service's folder declares its own."""

from typing import Any

from titian.bridging.rules.wire_openapi import document
from titian.bridging.rules.wire_routes import Table
from titian.bridging.services import (
    antrean_fktp,
    antrean_rs,
    aplicares,
    icare,
    pcare,
    pharmacy,
    records,
    vclaim,
)

TABLE = Table(
    (
        *vclaim.ROUTES,
        *antrean_rs.ROUTES,
        *pcare.ROUTES,
        *antrean_fktp.ROUTES,
        *aplicares.ROUTES,
        *icare.ROUTES,
        *records.ROUTES,
        *pharmacy.ROUTES,
    )
)


def wire_document(*, origin: str) -> dict[str, Any]:
    """All of them as an OpenAPI document."""
    return document(TABLE.routes(), origin=origin)
