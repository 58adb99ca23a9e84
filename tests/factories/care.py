"""Clinics and hospitals whose own systems call, and the people they treat."""

from dataclasses import dataclass
from datetime import date
from itertools import count
from uuid import uuid4

from tests.factories.facilities import KOTA_MALANG
from tests.factories.members import make_family, new_person
from tests.factories.wire import Answer, Hospital, bridged
from titian.bridging.types.wire import Wire
from titian.facilities.models import Facility, Practitioner, Service
from titian.facilities.types import FacilityKind
from titian.kernel import clock
from titian.kernel.periods import day_of
from titian.members.types import Happening, NewPerson, Segment

_serial = count(uuid4().int % 10**6)


@dataclass
class Patient:
    """Somebody with a card in hand."""

    person_id: int
    card: str
    nik: str
    name: str


def today() -> date:
    return day_of(clock.now())


def told(day: date) -> str:
    """As PCare writes days."""
    return day.strftime("%d-%m-%Y")


def make_patient(
    name: str = "Siti Aminah",
    *,
    happened: tuple[Happening, ...] = (),
    facility: Facility | None = None,
    segment: Segment = Segment.PBI_JK,
) -> Patient:
    person: NewPerson = new_person(
        name, happened=happened, facility_id=facility.pk if facility else None, segment=segment
    )
    (person_id,) = make_family(person)
    return Patient(person_id, person.card_number, person.nik or "", name)


def make_clinic() -> Hospital:
    """A puskesmas with services 001 and 002 and a doctor, whose system may call."""
    place = _place(FacilityKind.PUSKESMAS, "")
    for code, name, letter in (("001", "Poli Umum", "A"), ("002", "Poli Gigi", "B")):
        Service.objects.create(facility=place, code=code, name=name, letter=letter)
    add_doctor(place, "dr. Rahma Putri")
    return bridged(place)


def make_hospital(*services: str, hospital_class: str = "C") -> Hospital:
    """A hospital with these services, INT when none are named, and a doctor."""
    place = _place(FacilityKind.HOSPITAL, hospital_class)
    for letter, code in enumerate(services or ("INT",)):
        Service.objects.create(
            facility=place, code=code, name=f"Poli {code}", letter=chr(65 + letter)
        )
    add_doctor(place, "dr. Bagus Wicaksono, Sp.PD")
    return bridged(place)


def add_doctor(place: Facility, name: str) -> Practitioner:
    code = 200_000 + next(_serial) % 9_000_000
    return Practitioner.objects.create(facility=place, name=name, scheme_code=code)


def doctor_code(hospital: Hospital) -> int:
    code = Practitioner.objects.filter(facility=hospital.facility).earliest("id").scheme_code
    assert code is not None
    return code


def _place(kind: FacilityKind, hospital_class: str) -> Facility:
    serial = uuid4().hex[:7].upper()
    return Facility.objects.create(
        code=f"T{uuid4().hex[:12]}",
        name=f"{kind.value.title()} Contoh {next(_serial)}",
        kind=kind,
        regency_id=KOTA_MALANG[:5],
        district_id=KOTA_MALANG,
        timezone="Asia/Jakarta",
        uses_titian=True,
        is_sample=True,
        scheme_code=f"{'R' if kind is FacilityKind.HOSPITAL else 'P'}{serial}",
        hospital_class=hospital_class,
    )


def coming(patient: Patient, **changes: object) -> dict[str, object]:
    """The body of a registration, as clinics send it."""
    return {
        "kdProviderPeserta": "",
        "tglDaftar": told(today()),
        "noKartu": patient.card,
        "kdPoli": "001",
        "keluhan": "batuk tiga hari",
        "kunjSakit": True,
        "sistole": 120,
        "diastole": 80,
        "beratBadan": "61.5",
        "tinggiBadan": 160,
        "respRate": 20,
        "lingkarPerut": 0,
        "heartRate": 84,
        "rujukBalik": 0,
        "kdTkp": "10",
        **changes,
    }


def visited(patient: Patient, clinic: Hospital, **changes: object) -> dict[str, object]:
    """The body of a visit, as clinics send it."""
    return {
        "noKunjungan": None,
        "noKartu": patient.card,
        "tglDaftar": told(today()),
        "kdPoli": "001",
        "keluhan": "batuk tiga hari",
        "kdSadar": "01",
        "sistole": 118,
        "diastole": 79,
        "beratBadan": 61,
        "tinggiBadan": 160,
        "respRate": 20,
        "heartRate": 82,
        "lingkarPerut": 74,
        "kdStatusPulang": "3",
        "tglPulang": told(today()),
        "kdDokter": str(doctor_code(clinic)),
        "kdDiag1": "J06.9",
        "kdDiag2": None,
        "kdDiag3": None,
        "kdPoliRujukInternal": None,
        "rujukLanjut": None,
        "kdTacc": -1,
        "alasanTacc": None,
        "anamnesa": "batuk, tidak sesak",
        "alergiMakan": "00",
        "alergiUdara": "00",
        "alergiObat": "01",
        "kdPrognosa": "02",
        "terapiObat": "Parasetamol 3x1",
        "terapiNonObat": "istirahat",
        "bmhp": "",
        "suhu": "36,8",
        **changes,
    }


def onward(hospital: Hospital, *, specialty: str = "INT", day: date | None = None) -> object:
    """`rujukLanjut` to a hospital's specialty."""
    return {
        "tglEstRujuk": told(day or today()),
        "kdppk": hospital.facility.scheme_code,
        "subSpesialis": {"kdSubSpesialis1": specialty, "kdSarana": "1"},
        "khusus": None,
    }


def register(clinic: Hospital, patient: Patient, **changes: object) -> str:
    """A registration's number."""
    answer = later(clinic).send("POST", Wire.PCARE, "/pendaftaran", coming(patient, **changes))
    assert answer.said == (201, "CREATED"), answer.raw
    number: str = answer.response["message"]
    return number


def visit(clinic: Hospital, patient: Patient, **changes: object) -> str:
    """A recorded visit's number."""
    answer = send_visit(clinic, patient, **changes)
    assert answer.said == (201, "CREATED"), answer.raw
    number: str = answer.response[0]["message"]
    return number


def send_visit(clinic: Hospital, patient: Patient, **changes: object) -> Answer:
    body = visited(patient, clinic, **changes)
    return later(clinic).send("POST", Wire.PCARE, "/kunjungan/V1", body)


def later(clinic: Hospital) -> Hospital:
    """The same system with another second in its header: what it sends again is no replay."""
    clinic.skew -= 29
    return clinic
