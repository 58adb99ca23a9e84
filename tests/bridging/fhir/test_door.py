"""Who may come in at the FHIR door, for what, and how it says no."""

import json
from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from tests.factories.fhir import BASE, Reader, faults_of, reader
from titian.bridging import services as bridging
from titian.bridging.errors import FhirScopeUnknown
from titian.bridging.rules.fhir.asking import days
from titian.bridging.rules.fhir.scopes import granted
from titian.bridging.types.fhir import FhirType
from titian.kernel import clock
from titian.kernel.actors import Actor

pytestmark = pytest.mark.django_db
SETUP = Actor.system("tests")


def allow(system: Reader, *scopes: str) -> None:
    cons_id = system.hospital.credentials.cons_id
    bridging.allow_fhir(cons_id=cons_id, scopes=scopes, by=SETUP, at=clock.now())


def test_the_capability_statement_is_valid_and_open_to_all() -> None:
    told = Client().get(f"{BASE}/metadata").json()

    assert faults_of(told) == []
    assert told["fhirVersion"] == "4.0.1"
    assert {one["type"] for one in told["rest"][0]["resource"]} == set(FhirType)


def test_smart_configuration_names_the_token_endpoint() -> None:
    told = Client().get(f"{BASE}/.well-known/smart-configuration").json()

    assert told["token_endpoint"].endswith("/fhir/r4/token")
    assert "system/Patient.rs" in told["scopes_supported"]


class TestTokens:
    def test_a_secret_gives_a_token_for_fifteen_minutes(self) -> None:
        told = reader().sign_in()

        assert (told["token_type"], told["expires_in"]) == ("bearer", 900)

    def test_only_what_was_allowed_is_given(self) -> None:
        system = reader(None, "system/Patient.rs", "system/Slot.s")

        told = system.sign_in("system/Patient.r system/Coverage.rs system/Slot.rs")

        assert told["scope"] == "system/Patient.r system/Slot.s"

    def test_a_wrong_secret_or_nothing_allowed_gives_none(self) -> None:
        system = reader()
        cons_id = system.hospital.credentials.cons_id
        form = {"grant_type": "client_credentials", "client_id": cons_id, "client_secret": "x"}

        wrong = system.send("token", form)
        allow(system)

        assert (wrong.status_code, json.loads(wrong.content)["error"]) == (401, "invalid_client")
        assert system.sign_in()["error"] == "invalid_scope"

    def test_a_token_ends_by_time_by_stopping_its_system_and_by_taking_its_scopes(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        system, now = reader(), clock.now()
        allow(system, "system/Slot.rs")
        system.get("Slot")
        system.get("Organization?name=contoh", status=403)

        bridging.stop_consumer(
            cons_id=system.hospital.credentials.cons_id, by=SETUP, at=clock.now()
        )
        system.get("Slot", status=401)
        bridging.start_consumer(
            cons_id=system.hospital.credentials.cons_id, by=SETUP, at=clock.now()
        )
        monkeypatch.setattr(clock, "now", lambda: now.replace(year=now.year + 1))
        system.get("Slot", status=401)

    def test_what_is_no_token_is_refused(self) -> None:
        system = reader()

        for token in ("", "x", system.token[:-2] + "xx"):
            system.token = token
            assert system.get("Slot", status=401)["issue"][0]["code"] == "login"

    def test_a_scope_that_is_none_is_not_taken(self) -> None:
        with pytest.raises(FhirScopeUnknown):
            allow(reader(), "system/Everything.rs")


class TestRefusing:
    @pytest.mark.parametrize(
        "method, path, status",
        [
            ("GET", "Medication", 404),
            ("GET", "Patient", 400),
            ("GET", "Patient?identifier=1&_count=x", 400),
            ("GET", "Patient/a%20b", 400),
            ("GET", "Coverage?beneficiary=Device/1", 400),
            ("GET", "Appointment?date=besok", 400),
            ("DELETE", "Patient/1", 405),
            ("PUT", "Patient", 405),
            ("POST", "Patient", 405),
            ("POST", "CoverageEligibilityRequest", 400),
            ("GET", "token", 405),
        ],
    )
    def test_it_is_said_what_is_wrong(self, method: str, path: str, status: int) -> None:
        answer = reader().raw(method, path)

        told = json.loads(answer.content)
        assert answer.status_code == status
        assert faults_of(told) == []
        assert told["issue"][0]["details"]["text"]

    def test_unknown_parameters_are_passed_over_unless_the_caller_is_strict(self) -> None:
        system = reader()

        loose = system.get("Slot?warna=biru")
        system.get("Slot?warna=biru", status=400, headers={"Prefer": "handling=strict"})

        assert "warna" not in loose["link"][0]["url"]

    def test_a_body_too_long_is_not_read(self) -> None:
        answer = reader().raw(
            "POST", "CoverageEligibilityRequest", data=b"x" * 200_000,
            content_type="application/fhir+json",
        )  # fmt: skip

        assert answer.status_code == 413

    @pytest.mark.parametrize(
        "asked",
        ["Organization?name:exact=Contoh", "Slot?status=free,busy", "Patient?_id:missing=true"],
    )
    def test_a_search_that_would_be_answered_wrongly_is_refused(self, asked: str) -> None:
        said = reader().get(asked, status=400)

        assert said["issue"][0]["code"] == "not-supported"

    @pytest.mark.parametrize("kind", FhirType)
    def test_nul_which_no_text_of_the_database_takes_does_not_count(self, kind: FhirType) -> None:
        system = reader()
        told = system.client.get(f"{BASE}/metadata").json()["rest"][0]["resource"]
        (params,) = [one["searchParam"] for one in told if one["type"] == kind]

        for param in params:
            for value in ("%00", "a%00b", "1%00", "%ff%fe", "%ed%a0%80", "-1", "9" * 18, "9" * 40):
                answer = system.raw("GET", f"{kind}?{param['name']}={value}")
                assert answer.status_code in (200, 400)
        assert system.raw("GET", f"{kind}/a%00b").status_code == 400

    def test_an_identifier_that_is_no_text_is_refused(self) -> None:
        body = b'{"resourceType":"CoverageEligibilityRequest","identifier":[{"value":"\\ud800"}]}'

        answer = reader().raw(
            "POST", "CoverageEligibilityRequest", data=body, content_type="application/fhir+json"
        )

        assert answer.status_code == 422

    def test_asking_for_the_head_of_a_search_is_a_search(self) -> None:
        assert reader().raw("HEAD", "CoverageEligibilityRequest?patient=1").status_code == 200

    @pytest.mark.parametrize("length", ["-1", "x", "9" * 5_000, "\u0661"])
    def test_a_length_that_is_none_is_refused(self, length: str) -> None:
        answer = reader().raw("POST", "CoverageEligibilityRequest", CONTENT_LENGTH=length)

        assert answer.status_code == 413

    def test_a_body_that_comes_in_pieces_is_read_up_to_the_same_length(self) -> None:
        """Without a length, as servers hand over what is sent in chunks."""
        system = reader()

        short, long = (
            system.raw("POST", "CoverageEligibilityRequest", **in_pieces(body))
            for body in (b'{"resourceType":"CoverageEligibilityRequest"}', b" " * 100_001)
        )

        assert (short.status_code, long.status_code) == (422, 413)


def in_pieces(body: bytes) -> dict[str, Any]:
    return {
        "content_type": "application/fhir+json",
        "CONTENT_LENGTH": "",
        "HTTP_TRANSFER_ENCODING": "chunked",
        "wsgi.input": BytesIO(body),
    }


def test_days_of_a_date_parameter() -> None:
    whole = days(["ge2026-11-01", "lt2026-12-01"])

    assert (str(whole.first), str(whole.last)) == ("2026-11-01", "2026-11-30")


def test_scopes_are_the_part_both_agree_on() -> None:
    assert granted(["system/*.read"], ["system/Patient.rs"]) == ["system/Patient.rs"]
    assert granted([], ["system/Slot.s"]) == ["system/Slot.s"]
    assert granted(["user/Patient.rs"], ["system/Slot.s"]) == []
