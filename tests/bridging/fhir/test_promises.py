"""What the capability statement promises is there, and nothing that is sent breaks the door."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.fhir import BASE, faults_of, reader
from titian.bridging.types.fhir import FhirType

pytestmark = pytest.mark.django_db


class TestWhatIsPromised:
    def test_every_parameter_of_the_statement_is_understood(self) -> None:
        """A client that takes the statement at its word is never told that it is unknown."""
        system, strict = reader(), {"Prefer": "handling=strict"}
        values = {"date": "2026-11-21", "reference": "1", "token": "1", "string": "contoh"}

        for resource in system.client.get(f"{BASE}/metadata").json()["rest"][0]["resource"]:
            for param in resource["searchParam"]:
                path = f"{resource['type']}?{param['name']}={values[param['type']]}"
                answer = system.raw("GET", path, headers=strict)
                told = json.loads(answer.content)
                assert faults_of(told) == []
                assert answer.status_code == 200 or told["issue"][0]["code"] == "required"

    def test_every_interaction_of_the_statement_is_there_and_no_other(self) -> None:
        system = reader()

        for resource in system.client.get(f"{BASE}/metadata").json()["rest"][0]["resource"]:
            kind, codes = resource["type"], {one["code"] for one in resource["interaction"]}
            assert ("create" in codes) == (system.raw("POST", kind).status_code != 405)
            assert system.raw("GET", f"{kind}/1").status_code in (200, 404)
            for method in ("PUT", "PATCH", "DELETE"):
                assert system.raw(method, f"{kind}/1").status_code == 405

    def test_each_right_is_refused_without_its_scope(self) -> None:
        system = reader(None, "system/Slot.r")

        for kind in FhirType:
            read = 404 if kind is FhirType.SLOT else 403
            assert system.raw("GET", f"{kind}/1").status_code == read
            assert system.raw("GET", kind).status_code == 403
            assert system.send(f"{kind}/_search", {}).status_code == 403
        assert system.raw("POST", "CoverageEligibilityRequest").status_code == 403

    def test_scopes_that_are_not_known_here_give_no_token(self) -> None:
        assert reader().sign_in("openid user/Patient.rs")["error"] == "invalid_scope"


def test_pages_of_a_search_follow_each_other() -> None:
    system = reader()
    path, totals = "Organization?name=sukamaju&_count=2", set()
    seen: list[str] = []

    while path:
        page = system.get(path)
        links = {one["relation"]: one["url"] for one in page["link"]}
        seen += [entry["resource"]["id"] for entry in page["entry"]]
        totals.add(page["total"])
        path = links.get("next", "").partition(f"{BASE}/")[2]

    assert len(seen) == len(set(seen)) > 2
    assert totals == {len(seen)}


def test_a_count_of_none_counts_only() -> None:
    system = reader()

    told = system.get(f"Organization?_id={system.facility.code}&_count=0")

    assert (told["total"], "entry" in told, len(told["link"])) == (1, False, 1)


@pytest.mark.slow
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    kind=st.sampled_from([*FhirType, "x", ""]),
    rest=st.text(max_size=30),
    name=st.sampled_from(
        ["identifier", "_id", "patient", "beneficiary", "date", "start", "schedule", "name",
         "request", "created", "authored", "actor", "_count", "_skip", "status", "organization"]
    ),
    value=st.text(max_size=40) | st.integers().map(str) | st.dates().map(str),
)  # fmt: skip
def test_no_address_and_no_parameter_breaks_the_door(
    kind: str, rest: str, name: str, value: str
) -> None:
    system = reader()

    for path in (f"{kind}/{rest}", kind):
        answer = system.client.get(
            f"{BASE}/{path}", {name: value}, headers={"Authorization": f"Bearer {system.token}"}
        )
        assert answer.status_code < 500


@pytest.mark.slow
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    body=st.binary(max_size=200)
    | st.recursive(
        st.none() | st.booleans() | st.text(max_size=10) | st.floats() | st.integers(),
        lambda inner: st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["resourceType", "patient", "purpose", "identifier", "servicedDate",
                             "reference", "system", "value"]), inner, max_size=5),
        max_leaves=12,
    ).map(lambda one: json.dumps(
        {"resourceType": "CoverageEligibilityRequest"} | (one if isinstance(one, dict) else {})
    ).encode())
)  # fmt: skip
def test_no_body_breaks_the_door(body: bytes) -> None:
    answer = reader().raw(
        "POST", "CoverageEligibilityRequest", data=body, content_type="application/fhir+json"
    )

    assert answer.status_code < 500
