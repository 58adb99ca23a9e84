"""What this door can do, for machines: capability statement and SMART's configuration."""

from datetime import date

from titian.bridging.services.fhir.table import RESOURCES
from titian.bridging.types.fhir import FhirType, Node, Right
from titian.bridging.types.wire import Json

_SINCE = date(2026, 11, 21)  # the day this statement was last changed
_CODES = {Right.READ: "read", Right.SEARCH: "search-type", Right.CREATE: "create"}
_OAUTH = "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris"


def statement(base: str) -> Node:
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": _SINCE.isoformat(),
        "kind": "instance",
        "software": {"name": "Titian"},
        "implementation": {
            "description": "Titian. Tidak terafiliasi dengan BPJS Kesehatan.",
            "url": base,
        },
        "fhirVersion": "4.0.1",
        "format": ["application/fhir+json"],
        "rest": [
            {
                "mode": "server",
                "security": _security(base),
                "resource": [_resource(kind) for kind in RESOURCES],
            }
        ],
    }


def smart_configuration(base: str) -> Node:
    """SMART App Launch 2.0, backend services: systems only, no person signs in here."""
    scopes: list[Json] = [
        f"system/{kind.value}.{''.join(right for right in Right if right in one.rights)}"
        for kind, one in RESOURCES.items()
    ]
    return {
        "token_endpoint": f"{base}/token",
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "grant_types_supported": ["client_credentials"],
        "scopes_supported": scopes,
        "capabilities": ["client-confidential-symmetric", "permission-v1", "permission-v2"],
    }


def _security(base: str) -> Node:
    service = {
        "system": "http://terminology.hl7.org/CodeSystem/restful-security-service",
        "code": "SMART-on-FHIR",
    }
    return {
        "extension": [
            {"url": _OAUTH, "extension": [{"url": "token", "valueUri": f"{base}/token"}]}
        ],
        "cors": False,
        "service": [{"coding": [{**service}]}],
    }


def _resource(kind: FhirType) -> Node:
    one = RESOURCES[kind]
    return {
        "type": kind.value,
        "documentation": one.about,
        "interaction": [{"code": _CODES[right]} for right in one.rights],
        "versioning": "no-version",
        "searchParam": [
            {"name": param.name, "type": param.kind.value, "documentation": param.about}
            for param in one.params
        ],
    }
