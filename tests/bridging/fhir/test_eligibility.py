"""Is somebody covered on a day: asked, answered at once, found again by who asked."""

import pytest

from tests.factories.fhir import number_of, patient_of, reader
from tests.factories.members import NOON, make_person
from titian.bridging.rules.fhir import values
from titian.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)


class TestEligibility:
    def ask(self, patient: str, **more: object) -> dict[str, object]:
        return {
            "resourceType": "CoverageEligibilityRequest",
            "status": "active",
            "purpose": ["validation"],
            "patient": {"reference": patient},
            "created": "2026-11-21",
            "insurer": {"display": "JKN"},
            **more,
        }

    def test_the_answer_is_there_at_once(self) -> None:
        person, system = make_person(), reader()
        patient = patient_of(system, person)

        asked = system.post("CoverageEligibilityRequest", self.ask(patient))
        (answer,) = system.find(
            "CoverageEligibilityResponse", request=f"CoverageEligibilityRequest/{asked['id']}"
        )

        assert answer["insurance"][0]["inforce"] is True
        assert answer["disposition"] == "AKTIF"
        assert answer["request"]["reference"] == f"CoverageEligibilityRequest/{asked['id']}"
        assert system.find("CoverageEligibilityRequest", patient=patient) == [asked]

    def test_the_same_identifier_again_is_the_same_question(self) -> None:
        person, system = make_person(), reader()
        body = self.ask(
            patient_of(system, person), identifier=[{"system": "urn:rs", "value": "tanya-1"}]
        )

        first = system.post("CoverageEligibilityRequest", body)
        again = system.post("CoverageEligibilityRequest", body, status=200)

        assert again == first

    def test_a_person_may_be_named_by_number(self) -> None:
        person, system = make_person(), reader()
        named = {"identifier": {"system": values.CARD, "value": number_of(person)}}

        system.post("CoverageEligibilityRequest", self.ask("") | {"patient": named})

    @pytest.mark.parametrize(
        "wrong",
        [
            {"patient": {"reference": "Patient/1"}},
            {"patient": {}},
            {"purpose": []},
            {"purpose": ["other"]},
            {"servicedDate": "kemarin"},
            {"servicedDate": "1999-01-01"},
            {"identifier": [{"value": 7}]},
        ],
    )
    def test_what_is_incomplete_is_refused_in_words(self, wrong: dict[str, object]) -> None:
        person, system = make_person(), reader()

        body = self.ask(patient_of(system, person)) | wrong
        said = system.post("CoverageEligibilityRequest", body, status=422)

        assert said["issue"][0]["details"]["text"]

    def test_pages_of_questions_know_how_many_there_are(self) -> None:
        person, system = make_person(), reader()
        patient = patient_of(system, person)
        for _ in range(3):
            system.post("CoverageEligibilityRequest", self.ask(patient))

        for kind in ("CoverageEligibilityRequest", "CoverageEligibilityResponse"):
            first = system.get(f"{kind}?patient={patient}&_count=2")
            rest = system.get(f"{kind}?patient={patient}&_count=2&_skip=2")

            assert [len(one["entry"]) for one in (first, rest)] == [2, 1]
            assert [one["total"] for one in (first, rest)] == [3, 3]
            assert [len(one["link"]) for one in (first, rest)] == [2, 1]

    def test_an_answer_is_found_when_every_parameter_is_true(self) -> None:
        person, other, system = make_person(), make_person(), reader()
        patient, stranger = patient_of(system, person), patient_of(system, other)
        asked = system.post("CoverageEligibilityRequest", self.ask(patient))
        kind = "CoverageEligibilityResponse"

        assert len(system.find(kind, request=asked["id"], patient=patient)) == 1
        assert system.find(kind, request=asked["id"], patient=stranger) == []
        assert system.find(kind, request=asked["id"], created="2020-01-01") == []
        system.get(f"{kind}?request=Patient/{asked['id']}", status=400)

    def test_another_facility_does_not_see_what_was_asked(self) -> None:
        person, system, other = make_person(), reader(), reader()
        asked = system.post("CoverageEligibilityRequest", self.ask(patient_of(system, person)))

        other.get(f"CoverageEligibilityRequest/{asked['id']}", status=404)
        other.get(f"CoverageEligibilityResponse/{asked['id']}", status=404)
