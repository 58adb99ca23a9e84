"""The services as one OpenAPI document: addresses, what proves a call, envelopes.

What is inside a sealed `response` is said on the pages of docs/bridging; no schema can.
"""

import re
from collections.abc import Iterable
from typing import Any

from titian.bridging.rules.wire_envelopes import ENVELOPES
from titian.bridging.rules.wire_routes import PREFIXES
from titian.bridging.types.wire import Route, Wire

_VALUE = re.compile(r"\{(\w+)\}")
_PROOFS = {
    "cons_id": "X-cons-id",
    "timestamp": "X-timestamp",
    "signature": "X-signature",
    "user_key": "user_key",
}
_PCARE = {"authorization": "X-authorization"}


def document(routes: Iterable[Route], *, origin: str) -> dict[str, Any]:
    """The first prefix of each service stands for all of its names."""
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        address = f"/{_prefix(route.wire)}{route.template}"
        for method in route.methods:
            paths.setdefault(address, {})[method.lower()] = _operation(route, method)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Titian bridging", "version": "1"},
        "servers": [{"url": origin}],
        "paths": paths,
        "components": {
            "securitySchemes": {
                name: {"type": "apiKey", "in": "header", "name": header}
                for name, header in (_PROOFS | _PCARE).items()
            },
            "schemas": {wire.value: _envelope(wire) for wire in Wire},
        },
    }


def _prefix(wire: Wire) -> str:
    return next(prefix for prefix, one in PREFIXES.items() if one is wire)


def _operation(route: Route, method: str) -> dict[str, Any]:
    proofs = _PROOFS | (_PCARE if route.wire is Wire.PCARE else {})
    said: dict[str, Any] = {
        "tags": [route.wire.value],
        "operationId": re.sub(r"\W+", "_", f"{method}_{route.wire}_{route.template}").strip("_"),
        "security": [{name: [] for name in proofs}],
        "responses": {
            "200": {
                "description": "the answer, or a refusal: see code",
                "content": {
                    "application/json": {
                        "schema": {"$ref": f"#/components/schemas/{route.wire.value}"}
                    }
                },
            }
        },
    }
    names = _VALUE.findall(route.template)
    if names:
        said["parameters"] = [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
            for name in names
        ]
    if method != "GET":
        said["requestBody"] = {"content": {"application/json": {"schema": {"type": "object"}}}}
    return said


def _envelope(wire: Wire) -> dict[str, Any]:
    shape = ENVELOPES[wire]
    told = {
        "type": "object",
        "required": ["code", "message"],
        "properties": {
            "code": {"type": "string" if shape.is_text else "integer"},
            "message": {"type": "string"},
        },
    }
    properties: dict[str, Any] = dict.fromkeys(shape.keys, told)
    properties["response"] = {"description": "sealed text, a plain payload, or null"}
    return {"type": "object", "required": list(shape.keys), "properties": properties}
