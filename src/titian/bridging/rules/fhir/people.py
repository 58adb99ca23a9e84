"""Patient, Coverage and whether somebody is covered (domain-rules §10.2)."""

from titian.bridging.rules.fhir import values
from titian.bridging.rules.fhir.values import concept, day, hl7, instant, node, reference
from titian.bridging.rules.status_words import SCHEME_WORDS
from titian.bridging.types.fhir import EligibilityView, FhirType, Node
from titian.bridging.types.wire import Json
from titian.members.types import Participant, Relation, Segment, Sex, Status, WardClass

_GENDER = {Sex.MALE: "male", Sex.FEMALE: "female"}
_COVERAGE = {
    Status.AKTIF: "active",
    Status.MENUNGGU_BAYAR_PERTAMA: "draft",
    Status.DUPLIKAT: "entered-in-error",
}
_RELATION = {
    Relation.HEAD: "self",
    Relation.SPOUSE: "spouse",
    Relation.CHILD: "child",
    Relation.PARENT: "parent",
    Relation.OTHER: "other",
}
_SEGMENT = {
    Segment.PBI_JK: "Penerima Bantuan Iuran (APBN)",
    Segment.PBPU_PEMDA: "Didaftarkan pemerintah daerah",
    Segment.PPU_PN: "Pekerja penerima upah, penyelenggara negara",
    Segment.PPU_BU: "Pekerja penerima upah, badan usaha",
    Segment.PBPU: "Pekerja bukan penerima upah",
    Segment.BP: "Bukan pekerja",
    Segment.VETERAN: "Veteran dan perintis kemerdekaan",
}
_WARD = {
    WardClass.FIRST: "Kelas I",
    WardClass.SECOND: "Kelas II",
    WardClass.THIRD: "Kelas III",
    WardClass.KRIS: "Kelas rawat inap standar",
}


def patient(person: Participant, *, patient_id: str) -> Node:
    """Who somebody is; their own clinic as the general practitioner."""
    whose = person.standing
    return node(
        resourceType=FhirType.PATIENT.value,
        id=patient_id,
        identifier=values.identifiers({values.NIK: person.nik, values.CARD: person.card_number}),
        active=whose.status not in (Status.DUPLIKAT, Status.MENINGGAL),
        name=[{"use": "official", "text": whose.full_name}],
        telecom=[{"system": "phone", "value": person.phone}] if person.phone else [],
        gender=_GENDER[whose.sex],
        birthDate=day(whose.birth_date),
        deceasedBoolean=True if whose.status is Status.MENINGGAL else None,
        generalPractitioner=_clinic(person),
    )


def coverage(person: Participant, *, patient_id: str, base: str) -> Node:
    """The membership: who pays, which ward, since when; its clinic as an extension."""
    whose = person.standing
    clinic = _clinic(person)
    ward = whose.ward_class
    return node(
        resourceType=FhirType.COVERAGE.value,
        id=patient_id,
        extension=[{"url": f"{base}/StructureDefinition/fktp", "valueReference": one}
                   for one in clinic],
        identifier=values.identifiers({values.CARD: person.card_number}),
        status=_COVERAGE.get(whose.status, "cancelled"),
        type=concept(values.SEGMENT, whose.segment, _SEGMENT[whose.segment])
        if whose.segment else {},
        subscriberId=person.card_number,
        beneficiary=reference("Patient", patient_id),
        relationship=concept(hl7("subscriber-relationship"), _RELATION[whose.relation]),
        period=values.period(day(whose.status_since)) if whose.is_active else {},
        payor=[values.INSURER],
        class_=[{
            "type": concept(hl7("coverage-class"), "class"),
            "value": ward.value,
            "name": _WARD[ward],
        }] if ward else [],
    )  # fmt: skip


def eligibility_request(asked: EligibilityView, *, patient_id: str) -> Node:
    return node(resourceType=FhirType.ELIGIBILITY_REQUEST.value, **_asked(asked, patient_id))


def eligibility_response(asked: EligibilityView, *, patient_id: str) -> Node:
    """What was true when it was asked: covered or not, and why in the scheme's words."""
    return node(
        resourceType=FhirType.ELIGIBILITY_RESPONSE.value,
        **_asked(asked, patient_id),
        request=reference(FhirType.ELIGIBILITY_REQUEST.value, str(asked.check_id)),
        outcome="complete",
        disposition=SCHEME_WORDS[Status(asked.status)],
        insurance=[
            {
                "coverage": reference(FhirType.COVERAGE.value, patient_id),
                "inforce": asked.is_covered,
            }
        ],
    )


def _asked(asked: EligibilityView, patient_id: str) -> Node:
    system, value = asked.identifier
    return {
        "id": str(asked.check_id),
        "identifier": [node(system=system, value=value)] if value else [],
        "status": "active",
        "purpose": [*asked.purposes],
        "patient": reference("Patient", patient_id),
        "servicedDate": day(asked.serviced_on),
        "created": instant(asked.asked_at),
        "insurer": values.INSURER,
    }


def _clinic(person: Participant) -> list[Json]:
    whose = person.standing
    if not whose.facility_code:
        return []
    return [reference("Organization", whose.facility_code, whose.facility_name)]
