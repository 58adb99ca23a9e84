"""A clinic that refers by PCare, a hospital with its own system, somebody who is ill."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from tests.factories.accounts import SETUP
from tests.factories.care import (
    Patient,
    doctor_code,
    later,
    make_clinic,
    make_hospital,
    make_patient,
    onward,
    register,
    today,
    visit,
)
from tests.factories.claims import COSTS, branch_officer, with_paper
from tests.factories.claims import Case as ClaimCase
from tests.factories.queue import Clinic, make_session
from tests.factories.vclaim import Patient as Known
from tests.factories.vclaim import Ward
from tests.factories.visits import Hospital as PlaceOfVisits
from tests.factories.visits import worker
from tests.factories.wire import Answer, Hospital, over_http
from titian.bridging import services as bridging
from titian.bridging.types import Wire
from titian.claims import services as claims
from titian.claims.types import ClaimPaperKind
from titian.demo.hospitals.house import House, Memory
from titian.demo.hospitals.server import Server as HospitalServer
from titian.facilities.models import Practitioner
from titian.kernel import clock
from titian.queue.models import PracticeSession


@dataclass
class Illness:
    """One person's way from the clinic's doctor to the hospital's claim."""

    clinic: Hospital
    hospital: Hospital
    patient: Patient
    session: PracticeSession
    memory: Memory

    @property
    def ward(self) -> Ward:
        doctor = Practitioner.objects.get(facility=self.hospital.facility)
        return Ward(self.hospital, {"INT": doctor})

    @property
    def known(self) -> Known:
        """The patient as the hospital's desk knows them."""
        return Known(self.patient.person_id, self.patient.card, self.patient.name)

    @property
    def number(self) -> dict[str, Any]:
        """What the hospital's own system has written down of them."""
        (own,) = [one for one in self.memory.numbers if one["card"] == self.patient.card]
        return own

    def refer(self) -> str:
        """The clinic's program registers, records and refers: the number of all three."""
        register(self.clinic, self.patient)
        return visit(self.clinic, self.patient, kdDiag1="I50.9", rujukLanjut=onward(self.hospital))

    def step(self, task: int, at: datetime) -> None:
        """The hospital's program tells of a step of its patient."""
        body = {
            "kodebooking": self.number["code"],
            "taskid": str(task),
            "waktu": str(int(at.timestamp() * 1000)),
        }
        said = later(self.hospital).send("POST", Wire.ANTREAN_RS, "/antrean/updatewaktu", body)
        assert said.said == (200, "Ok"), said.raw

    def letter(self, referral: str) -> str:
        ward, day = self.ward, today().isoformat()
        ward.hospital.skew -= 31
        paper = {"asalRujukan": "1", "tglRujukan": day, "noRujukan": referral}
        paper["ppkRujukan"] = str(self.clinic.facility.scheme_code)
        return ward.issue(self.known, referral, tglSep=day, rujukan=paper, diagAwal="I50.9")

    def care_sheet(self, letter: str) -> Answer:
        day = today().isoformat()
        told = {
            "noSep": letter, "tglMasuk": day, "tglKeluar": day, "jaminan": "1",
            "poli": {"poli": "INT"},
            "perawatan": {"ruangRawat": "1", "kelasRawat": "5", "caraKeluar": "1",
                          "kondisiPulang": "1"},
            "diagnosa": [{"kode": "I50.9", "level": "1"}], "procedure": [],
            "rencanaTL": {"tindakLanjut": "1"}, "DPJP": str(doctor_code(self.hospital)),
            "user": "rm",
        }  # fmt: skip
        return self.ward.post("/LPK/insert", {"request": {"t_lpk": told}})

    def claim(self, letter: str) -> ClaimCase:
        """Its officer adds costs and papers and sends the claim."""
        at, place = clock.now(), self.hospital.facility
        officer = worker(place, "claims")
        case = ClaimCase(
            PlaceOfVisits(place, self.ward.doctors["INT"]),
            self.patient.person_id,
            letter,
            officer,
            branch_officer(),
        )
        claims.set_costs(letter_number=letter, costs=COSTS, by=officer, at=at)
        for kind in (ClaimPaperKind.SUMMARY, ClaimPaperKind.BILL):
            with_paper(case, kind, at=at)
        claims.submit(letter_number=letter, by=officer, at=at)
        return case


@contextmanager
def an_illness(origin: str) -> Iterator[Illness]:
    """All of it over real HTTP: ours at `origin`, the hospital's own system beside it."""
    clinic, hospital = make_clinic(), make_hospital("INT")
    clinic.send_raw = hospital.send_raw = over_http(origin)
    place = hospital.facility
    doctor = Practitioner.objects.get(facility=place)
    house = House(
        code=place.code, layout="khanza", username="titian", word="sandi-contoh",
        services={"INT": "Poli Penyakit Dalam"}, doctors={doctor_code(hospital): doctor.name},
    )  # fmt: skip
    server = HospitalServer(0, house)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    place.keeps_own_queue = True
    place.save()
    bridging.link_facility(
        facility_code=place.code, base_url=f"http://127.0.0.1:{server.server_address[1]}",
        layout="khanza", username="titian", password="sandi-contoh", by=SETUP, at=clock.now(),
    )  # fmt: skip
    service = place.services.get(code="INT")
    session = make_session(
        Clinic(place, service, doctor), starts_at=clock.now() - timedelta(minutes=30)
    )
    name = f"Siti Aminah {uuid4().hex[:4]}"
    try:
        yield Illness(clinic, hospital, make_patient(name), session, server.memory)
    finally:
        server.shutdown()
        server.server_close()
