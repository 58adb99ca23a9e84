"""Every resource is valid FHIR R4 by HL7's own schema, and says what Titian knows."""

from datetime import timedelta

import pytest

from tests.factories.claims import NEXT_DAY, approved, prepared
from tests.factories.facilities import make_line
from tests.factories.fhir import number_of, patient_of, reader
from tests.factories.members import NOON, TODAY, make_person
from tests.factories.queue import MORNING, book, make_clinic, make_session
from tests.factories.referrals import make_way
from titian.bridging.rules.fhir import values
from titian.kernel import clock
from titian.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)


class TestPeople:
    def test_a_patient_is_found_by_card_or_nik_with_or_without_its_system(self) -> None:
        person, system = make_person("Siti Aminah"), reader()
        card, nik = number_of(person), number_of(person, "nik")

        asked = (card, nik, f"{values.CARD}|{card}", f"{values.NIK}|{nik}")
        found = [system.find("Patient", identifier=one) for one in asked]

        assert len({one["id"] for (one,) in found}) == 1
        (patient,) = found[0]
        assert patient["name"] == [{"use": "official", "text": "Siti Aminah"}]
        assert {one["system"]: one["value"] for one in patient["identifier"]} == {
            values.NIK: nik,
            values.CARD: card,
        }

    def test_every_look_is_written_down_for_the_person(self) -> None:
        person, system = make_person(), reader()

        patient_of(system, person)

        looks = AuditEntry.objects.filter(target=f"person:{person}", action="members.looked")
        assert looks.get().actor == f"bridge:{system.hospital.credentials.cons_id}"

    def test_a_number_of_another_system_or_of_nobody_finds_nobody(self) -> None:
        person, system = make_person(), reader()
        card = number_of(person)

        for asked in (f"{values.NIK}|{card}", f"urn:other|{card}", "0009999999999", "x", "|"):
            assert system.find("Patient", identifier=asked) == []

    def test_nobody_is_reached_by_counting_nor_with_an_id_of_another_facility(self) -> None:
        person, system, other = make_person(), reader(), reader()
        own = patient_of(other, person)

        for asked in (str(person), f"{person}-000000000000", own.removeprefix("Patient/")):
            system.get(f"Patient/{asked}", status=404)

    def test_two_parameters_must_both_be_true(self) -> None:
        system = reader()
        one, other = number_of(make_person()), number_of(make_person())

        form = f"identifier={one}&identifier={other}"
        found = system.get(f"Patient?{form}")

        assert found["total"] == 0

    def test_coverage_says_segment_class_clinic_and_whether_it_holds(self) -> None:
        person, system = make_person(), reader()
        patient = patient_of(system, person)

        (coverage,) = system.find("Coverage", beneficiary=patient)

        assert coverage["status"] == "active"
        assert coverage["beneficiary"]["reference"] == patient
        assert coverage["subscriberId"] == number_of(person)
        assert coverage["class"][0]["value"] in ("I", "II", "III")
        assert system.get(f"Coverage/{coverage['id']}") == coverage


class TestPlaces:
    def test_a_facility_is_an_organization_and_a_location(self) -> None:
        system = reader()
        own = system.facility

        organization = system.get(f"Organization/{own.code}")
        (location,) = system.find("Location", organization=f"Organization/{own.code}")

        assert organization["name"] == location["name"] == own.name
        assert location["managingOrganization"]["reference"] == f"Organization/{own.code}"
        assert system.find("Organization", identifier=own.code) == [organization]

    def test_a_doctors_hours_are_a_schedule(self) -> None:
        line = make_line()
        system = reader(line.facility)

        (schedule,) = system.find("Schedule")

        assert schedule["actor"][0]["reference"] == f"Location/{line.facility.code}"
        assert schedule["actor"][1]["display"] == line.practitioner.name
        assert system.get(f"Schedule/{schedule['id']}") == schedule
        assert system.find("Schedule", **{"service-type": "tidak-ada"}) == []

    def test_a_session_is_a_slot_that_is_free_while_a_place_is_left(self) -> None:
        clinic = make_clinic()
        session = make_session(clinic, bookable=1)
        system = reader(session.facility)

        (free,) = system.find("Slot", status="free")
        book(make_person(), session, at=NOON)

        assert free["id"] == str(session.pk)
        assert system.find("Slot", status="free") == []
        assert system.get(f"Slot/{session.pk}")["status"] == "busy"

    def test_slots_of_days_and_of_one_doctor(self) -> None:
        clinic = make_clinic()
        first, later = (
            make_session(clinic),
            make_session(clinic, starts_at=MORNING + timedelta(days=3)),
        )
        system = reader(first.facility)
        (schedule,) = {one["schedule"]["reference"] for one in system.find("Slot")}
        stranger = f"{schedule.partition('-')[0]}-999999"

        since = system.find("Slot", start=f"gt{first.date.isoformat()}")

        assert [one["id"] for one in since] == [str(later.pk)]
        assert len(system.find("Slot", schedule=schedule)) == 2
        assert system.find("Slot", schedule=stranger) == []


class TestCare:
    def test_a_ticket_is_an_appointment_of_its_facility_alone(self) -> None:
        session, person = make_session(make_clinic()), make_person()
        booked = book(person, session, at=NOON)
        system, other = reader(session.facility), reader()
        patient = patient_of(system, person)

        (found,) = system.find("Appointment", patient=patient)

        assert found["status"] == "booked"
        assert found["participant"][0]["actor"]["reference"] == patient
        assert found["slot"] == [{"reference": f"Slot/{session.pk}"}]
        assert system.find("Appointment", date=session.date.isoformat()) == [found]
        other.get(f"Appointment/{booked.ticket_id}", status=404)
        assert other.find("Appointment", date=session.date.isoformat()) == []

    def test_a_referral_is_a_service_request_for_both_its_ends(self) -> None:
        way = make_way()
        number = way.refer()
        sender, receiver, other = reader(way.puskesmas), reader(way.hospital), reader()

        seen = [one.get(f"ServiceRequest/{number}") for one in (sender, receiver)]

        assert [one["status"] for one in seen] == ["active", "active"]
        assert seen[0]["requester"]["reference"] == f"Organization/{way.puskesmas.code}"
        assert seen[0]["reasonCode"][0]["coding"][0]["code"] == "I10"
        (found,) = receiver.find("ServiceRequest", authored=TODAY.isoformat())
        assert found["id"] == number
        other.get(f"ServiceRequest/{number}", status=404)
        assert other.find("ServiceRequest", patient=patient_of(other, way.person_id)) == []

    def test_a_paper_is_found_when_every_parameter_is_true(self) -> None:
        way = make_way()
        number = way.refer()
        system = reader(way.hospital)
        own, other = patient_of(system, way.person_id), patient_of(system, make_person())

        for asked, found in (
            ({"patient": own, "authored": TODAY.isoformat()}, 1),
            ({"patient": own, "authored": "2020-01-01"}, 0),
            ({"identifier": number, "patient": own}, 1),
            ({"identifier": number, "patient": other}, 0),
        ):
            assert len(system.find("ServiceRequest", **asked)) == found

    def test_a_used_referral_is_completed_and_a_control_letter_calls_back(self) -> None:
        way = make_way()
        number = way.refer()
        way.use(number)
        letter = way.call_back()
        system = reader(way.hospital)

        found = system.find("ServiceRequest", patient=patient_of(system, way.person_id))

        assert {one["id"]: one["status"] for one in found} == {
            number: "completed",
            letter: "active",
        }

    def test_a_claim_is_answered_once_it_was_sent(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(clock, "now", lambda: NEXT_DAY)
        waiting, paid = prepared(), approved()
        system = reader(paid.hospital.facility)
        other = reader(waiting.hospital.facility)

        found = system.get(f"ClaimResponse/{paid.number}")

        assert found["outcome"] == "complete"
        assert [one["amount"]["value"] for one in found["total"]] == [800_000, 800_000]
        other.get(f"ClaimResponse/{waiting.number}", status=404)
        other.get(f"ClaimResponse/{paid.number}", status=404)
        assert system.find("ClaimResponse", patient=patient_of(system, paid.person_id)) == [found]
