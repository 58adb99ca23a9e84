"""A hospital's own system, by the services of bpjs-protocols §5."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from titian.bridging.queues import reading
from titian.bridging.queues.calling import Caller
from titian.bridging.queues.layouts import Ask
from titian.bridging.queues.patients import patient_body
from titian.bridging.queues.reading import Said
from titian.queue.ports import (
    FacilityRefuses,
    Known,
    Left,
    LineNow,
    NotKnown,
    NotOffered,
    Operation,
    Patient,
    PatientUnknown,
    Pharmacy,
    Taken,
    Wanted,
)
from titian.queue.types import ErrandKind

NEW_PATIENT = 202


class HospitalQueue:
    offers = frozenset(ErrandKind)

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def take(self, wanted: Wanted) -> Taken:
        patient = wanted.patient
        answer = self._caller.ask(
            Ask.TAKE,
            {
                "nomorkartu": patient.card,
                "nik": patient.nik,
                "nohp": patient.phone,
                "kodepoli": wanted.service_code,
                "norm": wanted.record_number,
                "tanggalperiksa": wanted.date.isoformat(),
                "kodedokter": wanted.practitioner_code,
                "jampraktek": wanted.hours,
                "jeniskunjungan": int(wanted.visit_kind),
                "nomorreferensi": wanted.reference,
            },
        )
        if answer.code == NEW_PATIENT:
            given = reading.text(answer.fields().get("kodebooking"))
            raise PatientUnknown(answer.message, _taken(answer) if given else None)
        if answer.code != 200:
            raise FacilityRefuses(answer.code, answer.message)
        return _taken(answer)

    def find(self, wanted: Wanted) -> Taken | None:
        """§5 has no service that finds a number by its person."""
        del wanted
        raise NotOffered

    def new_patient(self, patient: Patient) -> str:
        answer = self._caller.done(Ask.NEW_PATIENT, patient_body(patient))
        return reading.text(answer.fields().get("norm"))

    def status(self, wanted: Wanted) -> LineNow:
        fields = self._caller.done(
            Ask.STATUS,
            {
                "kodepoli": wanted.service_code,
                "kodedokter": wanted.practitioner_code,
                "tanggalperiksa": wanted.date.isoformat(),
                "jampraktek": wanted.hours,
            },
        ).fields()
        return LineNow(
            service=reading.text(fields.get("namapoli")),
            practitioner=reading.text(fields.get("namadokter")),
            total=reading.whole(fields.get("totalantrean")) or 0,
            remaining=reading.whole(fields.get("sisaantrean")) or 0,
            called=reading.text(fields.get("antreanpanggil")),
            quotas=reading.quotas(fields),
            note=reading.text(fields.get("keterangan")),
        )

    def left(self, known: Known) -> Left:
        return left_of(self._caller.done(Ask.LEFT, {"kodebooking": known.booking_code}).fields())

    def cancel(self, known: Known, reason: str) -> None:
        asked = {"kodebooking": known.booking_code, "keterangan": reason}
        self._caller.done(Ask.CANCEL, asked)

    def check_in(self, known: Known, at: datetime) -> None:
        asked = {"kodebooking": known.booking_code, "waktu": int(at.timestamp() * 1000)}
        self._caller.done(Ask.CHECK_IN, asked)

    def operations(self, first: date, last: date) -> Sequence[Operation]:
        asked = {"tanggalawal": first.isoformat(), "tanggalakhir": last.isoformat()}
        return _operations(self._caller.done(Ask.OPERATIONS, asked))

    def operations_of(self, card: str) -> Sequence[Operation]:
        return _operations(self._caller.done(Ask.OPERATIONS_OF, {"nopeserta": card}))

    def pharmacy_take(self, known: Known) -> Pharmacy:
        asked = {"kodebooking": known.booking_code}
        return _pharmacy(self._caller.done(Ask.PHARMACY_TAKE, asked).fields())

    def pharmacy_status(self, known: Known) -> Pharmacy:
        asked = {"kodebooking": known.booking_code}
        return _pharmacy(self._caller.done(Ask.PHARMACY_STATUS, asked).fields())


def left_of(fields: Mapping[str, Any]) -> Left:
    remaining = reading.whole(fields.get("sisaantrean"))
    if remaining is None:
        raise NotKnown("answer_incomplete")
    return Left(
        label=reading.text(fields.get("nomorantrean")),
        remaining=max(remaining, 0),
        called=reading.text(fields.get("antreanpanggil")),
        waits=reading.waits(fields.get("waktutunggu")),
        note=reading.text(fields.get("keterangan")),
    )


def _taken(answer: Said) -> Taken:
    """Without a booking code nobody knows which number it is: as if it had not been said."""
    fields = answer.fields()
    code = reading.text(fields.get("kodebooking"))
    number = reading.whole(fields.get("angkaantrean"))
    label = reading.text(fields.get("nomorantrean")) or (str(number) if number else "")
    if not code or not label or len(code) > 60:
        raise NotKnown("answer_incomplete")
    return Taken(
        booking_code=code,
        label=label[:20],
        number=number or 0,
        record_number=reading.text(fields.get("norm")),
        expected_at=reading.moment(fields.get("estimasidilayani")),
        quotas=reading.quotas(fields),
        note=reading.text(fields.get("keterangan"))[:300],
    )


def _operations(answer: Said) -> list[Operation]:
    found = []
    for row in answer.rows():
        on = reading.day(row.get("tanggaloperasi"))
        if on is None:
            continue
        found.append(
            Operation(
                booking_code=reading.text(row.get("kodebooking")),
                date=on,
                procedure=reading.text(row.get("jenistindakan")),
                service_code=reading.text(row.get("kodepoli")),
                service_name=reading.text(row.get("namapoli")),
                is_done=reading.whole(row.get("terlaksana")) == 1,
                card=reading.text(row.get("nopeserta")),
            )
        )
    return found


def _pharmacy(fields: Mapping[str, Any]) -> Pharmacy:
    return Pharmacy(
        kind=reading.text(fields.get("jenisresep")),
        number=reading.whole(fields.get("nomorantrean")) or 0,
        note=reading.text(fields.get("keterangan"))[:300],
        total=reading.whole(fields.get("totalantrean")) or 0,
        remaining=reading.whole(fields.get("sisaantrean")) or 0,
    )
