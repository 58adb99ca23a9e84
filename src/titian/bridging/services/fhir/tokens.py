"""Tokens of systems (SMART, client credentials): short, signed, good while their consumer is."""

import binascii
import hmac
from base64 import b64decode
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import unquote_plus

from django.core import signing

from titian.bridging.errors import FhirRefused
from titian.bridging.rules.fhir.scopes import granted
from titian.bridging.selectors.fhir import fhir_scopes
from titian.bridging.services.wire.answering import ROLE
from titian.bridging.services.wire.known import known_consumer
from titian.bridging.services.wire.known import region_of as region_of_consumer
from titian.bridging.types.fhir import FhirAnswer, FhirCall, FhirRequest, Node
from titian.bridging.types.wire import Consumer
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope

LASTS_SECONDS = 900
_SALT = "titian.bridging.fhir"
_NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}


def issue(request: FhirRequest, *, at: datetime) -> FhirAnswer:
    """RFC 6749 §4.4: the cons id and its secret, as HTTP Basic or in the form."""
    form = dict(request.pairs)
    if form.get("grant_type") != "client_credentials":
        return _wrong(400, "unsupported_grant_type", "grant_type harus client_credentials")
    client, secret = _client(request.headers.get("authorization", ""), form)
    found = known_consumer(client, at=at) if client.isdecimal() and len(client) <= 20 else None
    if found is None or not found[1].is_active or not _knows(found[1], secret):
        return _wrong(401, "invalid_client", "Consumer ID atau secret tidak sesuai")
    scopes = granted(form.get("scope", "").split(), fhir_scopes(found[0]))
    if not scopes:
        return _wrong(400, "invalid_scope", "Tidak ada scope yang diizinkan untuk fasilitas ini")
    signed = signing.dumps({"c": client, "s": scopes, "t": int(at.timestamp())}, salt=_SALT)
    body: Node = {
        "access_token": signed,
        "token_type": "bearer",
        "expires_in": LASTS_SECONDS,
        "scope": " ".join(scopes),
    }
    return FhirAnswer(200, body, _NO_STORE)


def region_of(request: FhirRequest) -> str:
    """Where the facility of a token lies, as far as this process remembers."""
    held = _held(request)
    return region_of_consumer(str(held["c"])) if held else ""


def opened(request: FhirRequest, *, at: datetime) -> FhirCall:
    """The call that a token allows. Raises `FhirRefused` 401."""
    held = _held(request)
    if held is None or not 0 <= at.timestamp() - held["t"] < LASTS_SECONDS:
        raise FhirRefused(401, "login", "Token belum ada, salah, atau sudah habis")
    found = known_consumer(held["c"], at=at)
    if found is None or not found[1].is_active:
        raise FhirRefused(401, "login", "Consumer ID sedang dihentikan")
    caller = found[1].caller
    grants = (Grant(ROLE, Scope("facility", caller.facility_code)),)
    still = granted(held["s"], fhir_scopes(found[0]))
    by = Actor.bridge(caller.consumer_id, grants)
    return FhirCall(caller, found[0], by, at, request.base, frozenset(still))


def _held(request: FhirRequest) -> dict[str, Any] | None:
    """What a token of ours says, however old; nothing for any other."""
    kind, _, signed = request.headers.get("authorization", "").partition(" ")
    try:
        said: dict[str, Any] = signing.loads(signed, salt=_SALT)
    except signing.BadSignature:
        return None
    return said if kind.lower() == "bearer" else None


def _client(authorization: str, form: Mapping[str, str]) -> tuple[str, str]:
    kind, _, told = authorization.partition(" ")
    if kind.lower() != "basic":
        return form.get("client_id", ""), form.get("client_secret", "")
    try:
        said = b64decode(told.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        return "", ""
    client, _, secret = said.partition(":")
    return unquote_plus(client), unquote_plus(secret)


def _knows(consumer: Consumer, secret: str) -> bool:
    fits = [hmac.compare_digest(one.encode(), secret.encode()) for one in consumer.secrets]
    return any(fits)


def _wrong(status: int, error: str, said: str) -> FhirAnswer:
    headers = _NO_STORE | ({"WWW-Authenticate": "Basic"} if status == 401 else {})
    return FhirAnswer(status, {"error": error, "error_description": said}, headers)
