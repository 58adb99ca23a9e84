"""A clinic's own system, by the services of bpjs-protocols §6.2.

It names no booking: card, service and day find a number, and lost answers can be asked after.
"""

from collections.abc import Sequence
from datetime import date, datetime

from titian.bridging.queues import reading
from titian.bridging.queues.calling import Caller
from titian.bridging.queues.hospital import NEW_PATIENT, left_of
from titian.bridging.queues.layouts import Ask
from titian.bridging.queues.patients import patient_body
from titian.bridging.queues.reading import Said
from titian.queue import selectors as queue_read
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


class ClinicQueue:
    offers = frozenset({ErrandKind.TAKE, ErrandKind.CANCEL})

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
                "tanggalperiksa": wanted.date.isoformat(),
                "kodedokter": wanted.practitioner_code,
                "jampraktek": wanted.hours,
                "norm": wanted.record_number,
                "keluhan": wanted.complaint or "-",
            },
        )
        if answer.code == NEW_PATIENT:
            has_number = reading.text(answer.fields().get("nomorantrean"))
            raise PatientUnknown(answer.message, _taken(answer, wanted) if has_number else None)
        if answer.code != 200:
            raise FacilityRefuses(answer.code, answer.message)
        return _taken(answer, wanted)

    def find(self, wanted: Wanted) -> Taken | None:
        known = Known("", wanted.patient.card, wanted.service_code, wanted.date)
        answer = self._caller.ask(Ask.LEFT, _named(known))
        return _taken(answer, wanted) if answer.code == 200 else None

    def new_patient(self, patient: Patient) -> str:
        answer = self._caller.done(Ask.NEW_PATIENT, patient_body(patient))
        return reading.text(answer.fields().get("norm"))

    def status(self, wanted: Wanted) -> LineNow:
        asked = {"kodepoli": wanted.service_code, "tanggalperiksa": wanted.date.isoformat()}
        answer = self._caller.done(Ask.STATUS, asked)
        fields = (answer.rows() or [answer.fields()])[0]  # a newer revision: one for each doctor
        return LineNow(
            service=reading.text(fields.get("namapoli")),
            practitioner=reading.text(fields.get("namadokter")),
            total=reading.whole(fields.get("totalantrean")) or 0,
            remaining=reading.whole(fields.get("sisaantrean")) or 0,
            called=reading.text(fields.get("antreanpanggil")),
            note=reading.text(fields.get("keterangan")),
        )

    def left(self, known: Known) -> Left:
        return left_of(self._caller.done(Ask.LEFT, _named(known)).fields())

    def cancel(self, known: Known, reason: str) -> None:
        self._caller.done(Ask.CANCEL, {**_named(known), "keterangan": reason})

    def check_in(self, known: Known, at: datetime) -> None:
        del known, at
        raise NotOffered

    def operations(self, first: date, last: date) -> Sequence[Operation]:
        del first, last
        raise NotOffered

    def operations_of(self, card: str) -> Sequence[Operation]:
        del card
        raise NotOffered

    def pharmacy_take(self, known: Known) -> Pharmacy:
        del known
        raise NotOffered

    def pharmacy_status(self, known: Known) -> Pharmacy:
        del known
        raise NotOffered


def _named(known: Known) -> dict[str, object]:
    return {
        "nomorkartu": known.card,
        "kodepoli": known.service_code,
        "tanggalperiksa": known.date.isoformat(),
    }


def _taken(answer: Said, wanted: Wanted) -> Taken:
    fields = answer.fields()
    number = reading.whole(fields.get("angkaantrean"))
    label = reading.text(fields.get("nomorantrean")) or (str(number) if number else "")
    if not label:
        raise NotKnown("answer_incomplete")
    return Taken(
        booking_code=queue_read.clinic_code(wanted.date, wanted.service_code, label[:20]),
        label=label[:20],
        number=number or _digits(label),
        note=reading.text(fields.get("keterangan"))[:300],
    )


def _digits(label: str) -> int:
    return reading.whole("".join(c for c in label if c in "0123456789")) or 0
