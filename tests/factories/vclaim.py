"""A hospital with clinics and doctors, patients referred to it, and the bodies its system sends."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from tests.factories.members import NOON, TODAY, make_family, new_person, staff_of
from tests.factories.wire import Answer, Hospital, bridged
from titian.bridging.types.wire import Wire
from titian.facilities.models import Facility, Practitioner, Schedule, Service
from titian.facilities.types import FacilityKind
from titian.members.models import Person
from titian.members.types import Happening, WardClass
from titian.referrals import services as referrals
from titian.referrals.types import NewReferral, ReferralKind

CLINICS = {"INT": "Penyakit Dalam", "JAN": "Jantung", "IGD": "Gawat Darurat"}
MONTH = f"{TODAY:%m}"
YEAR = f"{TODAY:%Y}"
DAY = TODAY.isoformat()

_serial = count(uuid4().int % 10**5)


@dataclass(frozen=True)
class Patient:
    person_id: int
    card: str
    name: str


@dataclass
class Ward:
    """A hospital as its system sees the scheme."""

    hospital: Hospital
    doctors: dict[str, Practitioner] = field(default_factory=dict)

    @property
    def facility(self) -> Facility:
        return self.hospital.facility

    @property
    def code(self) -> str:
        return str(self.facility.scheme_code)

    def doctor_code(self, clinic: str = "INT") -> str:
        return str(self.doctors[clinic].scheme_code)

    def get(self, path: str) -> Answer:
        return self.hospital.get(Wire.VCLAIM, path)

    def post(self, path: str, body: object) -> Answer:
        return self.write("POST", path, body)

    def put(self, path: str, body: object) -> Answer:
        return self.write("PUT", path, body)

    def delete(self, path: str, body: object) -> Answer:
        return self.write("DELETE", path, body)

    def write(self, method: str, path: str, body: object) -> Answer:
        """Each at a second of its own: the same call with the same timestamp is a replay."""
        self.hospital.skew += 1
        return self.hospital.send(method, Wire.VCLAIM, path, body)

    def wish(self, patient: Patient, referral: str = "", **changes: Any) -> dict[str, Any]:
        """The body of an insert; all leaves are text, as clients send them."""
        asked: dict[str, Any] = {
            "noKartu": patient.card,
            "tglSep": DAY,
            "ppkPelayanan": self.code,
            "jnsPelayanan": "2",
            "klsRawat": {
                "klsRawatHak": "3",
                "klsRawatNaik": "",
                "pembiayaan": "",
                "penanggungJawab": "",
            },
            "noMR": "00-12-34",
            "rujukan": {
                "asalRujukan": "1",
                "tglRujukan": DAY,
                "noRujukan": referral,
                "ppkRujukan": "",
            },
            "catatan": "datang sendiri",
            "diagAwal": "I10",
            "poli": {"tujuan": "INT", "eksekutif": "0"},
            "cob": {"cob": "0"},
            "katarak": {"katarak": "0"},
            "jaminan": {"lakaLantas": "0", "noLP": "", "penjamin": _no_accident()},
            "tujuanKunj": "0",
            "flagProcedure": "",
            "kdPenunjang": "",
            "assesmentPel": "",
            "skdp": {"noSurat": "", "kodeDPJP": ""},
            "dpjpLayan": self.doctor_code(),
            "noTelp": "081200000000",
            "user": "pendaftaran",
        }
        return {"request": {"t_sep": asked | changes}}

    def issue(self, patient: Patient, referral: str = "", **changes: Any) -> str:
        """A letter's number; without a referral it is an emergency."""
        if not referral and "skdp" not in changes:
            changes.setdefault("poli", {"tujuan": "IGD", "eksekutif": "0"})
        answer = self.post("/SEP/2.0/insert", self.wish(patient, referral, **changes))
        assert answer.said == ("200", "Sukses"), answer.said
        return str(answer.response["sep"]["noSep"])


def make_ward(*, hospital_class: str = "D") -> Ward:
    facility = Facility.objects.create(
        code=f"R{uuid4().hex[:11]}",
        name=f"RS Contoh {next(_serial)}",
        kind=FacilityKind.HOSPITAL,
        regency_id="35.73",
        timezone="Asia/Jakarta",
        uses_titian=True,
        is_sample=True,
        scheme_code=_code("R"),
        hospital_class=hospital_class,
    )
    return Ward(bridged(facility, at=NOON), _doctors(facility))


def make_clinic() -> Facility:
    """A puskesmas that refers."""
    return Facility.objects.create(
        code=f"P{uuid4().hex[:11]}",
        name=f"Puskesmas Contoh {next(_serial)}",
        kind=FacilityKind.PUSKESMAS,
        regency_id="35.73",
        timezone="Asia/Jakarta",
        uses_titian=True,
        is_sample=True,
        scheme_code=_code("P"),
    )


def make_patient(
    clinic: Facility,
    *happened: Happening,
    name: str = "Siti Aminah",
    ward_class: WardClass = WardClass.THIRD,
) -> Patient:
    new = new_person(name, happened=happened, facility_id=clinic.pk, ward_class=ward_class)
    (person_id,) = make_family(new)
    return Patient(person_id, str(Person.objects.get(pk=person_id).card_sealed), name)


def send_on(
    patient: Patient,
    clinic: Facility,
    ward: Ward,
    *,
    specialty: str = "INT",
    diagnosis: str = "I10",
    days_ago: int = 0,
) -> str:
    """The clinic's doctor refers to a hospital; the referral's number."""
    at = NOON - timedelta(days=days_ago)
    wanted = NewReferral(
        person_id=patient.person_id,
        from_facility_id=clinic.pk,
        to_facility_id=ward.facility.pk,
        kind=ReferralKind.FULL,
        specialty_code=specialty,
        diagnosis_code=diagnosis,
        complaint="pusing dua minggu",
    )
    by = staff_of(clinic, "doctor")
    return referrals.refer(wanted=wanted, client_key=uuid4(), by=by, at=at)


def day_after(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


def _doctors(facility: Facility) -> dict[str, Practitioner]:
    made: dict[str, Practitioner] = {}
    for letter, (code, name) in zip("ABC", CLINICS.items(), strict=True):
        service = Service.objects.create(facility=facility, code=code, name=name, letter=letter)
        number = 200_000 + next(_serial) % 700_000
        doctor = Practitioner.objects.create(
            facility=facility, name=f"dr. {name}, Sp.X", scheme_code=number
        )
        made[code] = doctor
        for weekday in range(1, 8):
            Schedule.objects.create(
                facility=facility,
                service=service,
                practitioner=doctor,
                weekday=weekday,
                starts=time(8),
                ends=time(12),
                bookable=15,
                counter=5,
                reserve=0,
                valid_from=date(2026, 1, 1),
            )
    return made


def _code(letter: str) -> str:
    return f"9{letter}{uuid4().hex[:6].upper()}"


def _no_accident() -> dict[str, Any]:
    place = {"kdPropinsi": "", "kdKabupaten": "", "kdKecamatan": ""}
    return {
        "tglKejadian": "",
        "keterangan": "",
        "suplesi": {"suplesi": "0", "noSepSuplesi": "", "lokasiLaka": place},
    }
