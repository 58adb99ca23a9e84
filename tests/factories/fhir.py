"""A facility's system that reads FHIR: it fetches its token and asks over HTTP."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlencode

import jsonschema_rs
from django.http import HttpResponse
from django.test import Client

from tests.factories.wire import Hospital, bridged
from titian.bridging import services as bridging
from titian.facilities.models import Facility
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.members.models import Person

BASE = "/fhir/r4"
_SCHEMA = Path(__file__).parent.parent / "bridging" / "fhir" / "fhir.schema.json"


@cache
def _validator() -> Any:
    return jsonschema_rs.validator_for(json.loads(_SCHEMA.read_text()))


def faults_of(resource: dict[str, Any]) -> list[str]:
    """What FHIR's own schema says against it."""
    return [
        f"{error.instance_path}: {error.message}" for error in _validator().iter_errors(resource)
    ]


@dataclass
class Reader:
    """Every answer is checked against FHIR's schema on its way."""

    hospital: Hospital
    client: Client
    token: str = ""

    @property
    def facility(self) -> Facility:
        return self.hospital.facility

    def sign_in(self, scope: str = "") -> dict[str, Any]:
        made = self.hospital.credentials
        form = {"grant_type": "client_credentials", "client_id": made.cons_id}
        form |= {"client_secret": made.secret, "scope": scope}
        answer = self.send("token", form)
        told: dict[str, Any] = json.loads(answer.content)
        self.token = told.get("access_token", "")
        return told

    def raw(self, method: str, path: str, **more: Any) -> HttpResponse:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        headers |= more.pop("headers", {})
        answer: Any = self.client.generic(method, f"{BASE}/{path}", headers=headers, **more)
        return cast("HttpResponse", answer)

    def send(self, path: str, form: dict[str, str]) -> HttpResponse:
        kind = "application/x-www-form-urlencoded"
        return self.raw("POST", path, data=urlencode(form), content_type=kind)

    def get(self, path: str, *, status: int = 200, **more: Any) -> dict[str, Any]:
        return self._checked(self.raw("GET", path, **more), status)

    def post(self, path: str, body: object, *, status: int = 201) -> dict[str, Any]:
        sent = json.dumps(body)
        answer = self.raw("POST", path, data=sent, content_type="application/fhir+json")
        return self._checked(answer, status)

    def find(self, kind: str, **asked: str) -> list[dict[str, Any]]:
        """By POST, which keeps numbers out of addresses."""
        answer = self.send(f"{kind}/_search", asked)
        bundle = self._checked(answer, 200)
        return [entry["resource"] for entry in bundle.get("entry", [])]

    def _checked(self, answer: HttpResponse, status: int) -> dict[str, Any]:
        body: dict[str, Any] = json.loads(answer.content)
        assert answer.status_code == status, body
        assert answer["Content-Type"].startswith("application/fhir+json")
        assert faults_of(body) == []
        return body


def reader(facility: Facility | None = None, *scopes: str) -> Reader:
    """A system with its token; all resources unless scopes are named."""
    hospital = bridged(facility)
    allowed = scopes or ("system/*.crs",)
    bridging.allow_fhir(
        cons_id=hospital.credentials.cons_id,
        scopes=allowed,
        by=Actor.system("tests"),
        at=clock.now(),
    )
    made = Reader(hospital, Client(enforce_csrf_checks=True))
    made.sign_in()
    return made


def number_of(person_id: int, name: str = "card") -> str:
    return str(getattr(Person.objects.get(pk=person_id), f"{name}_sealed"))


def patient_of(system: Reader, person_id: int) -> str:
    (found,) = system.find("Patient", identifier=number_of(person_id))
    return f"Patient/{found['id']}"
