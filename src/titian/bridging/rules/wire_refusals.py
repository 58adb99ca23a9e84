"""Refusals of the domain as the services say them: a code, and words where clients know some."""

from collections.abc import Mapping
from dataclasses import dataclass

from titian.bridging.types.wire import Wire
from titian.kernel.errors import Kind


@dataclass(frozen=True, slots=True)
class Said:
    """`message` "" means the refusal's own Indonesian sentence."""

    code: int
    message: str = ""
    http: int = 200


_USUAL = Said(201)

# What hospitals' programs compare, by the domain's error code. "{…}" is filled from its data.
_KNOWN: Mapping[tuple[Wire | None, str], Said] = {
    (Wire.VCLAIM, "members.person_unknown"): Said(201, "Peserta Tidak Ditemukan"),
    (Wire.PCARE, "members.person_unknown"): Said(204, "Peserta Tidak Ditemukan"),
    # Antrean RS: texts that robots compare (bpjs-protocols §4.4), the two spaces as well.
    (Wire.ANTREAN_RS, "members.person_unknown"): Said(201, "Peserta Tidak Ditemukan"),
    (Wire.ANTREAN_RS, "queue.sent_twice"): Said(208, "Terdapat duplikasi Kode Booking"),
    (Wire.ANTREAN_RS, "queue.task_there"): Said(208, "TaskId={task} sudah ada"),
    (Wire.ANTREAN_RS, "queue.task_order"): Said(201, "TaskId terakhir {last}"),
    (Wire.ANTREAN_RS, "queue.task_too_early"): Said(
        201, "waktu tidak boleh kurang atau sama dengan waktu sebelumnya"
    ),
    (Wire.ANTREAN_RS, "queue.booking_unknown"): Said(201, "Antrean Tidak Ditemukan"),
    (Wire.ANTREAN_RS, "queue.already_left"): Said(
        201, "Antrean Tidak Ditemukan atau Sudah Dibatalkan"
    ),
    (Wire.ANTREAN_RS, "queue.reference_needed"): Said(201, "data nomorreferensi  belum sesuai."),
    (Wire.ANTREAN_RS, "referrals.unknown"): Said(201, "data nomorreferensi  belum sesuai."),
    (Wire.ANTREAN_RS, "queue.reference_unfit"): Said(201, "Rujukan tidak valid"),
    (Wire.ANTREAN_RS, "referrals.paper_withdrawn"): Said(201, "Rujukan tidak valid"),
    (Wire.ANTREAN_RS, "referrals.not_yet"): Said(201, "Rujukan tidak valid"),
    (Wire.ANTREAN_RS, "referrals.expired"): Said(201, "Rujukan tidak valid, masa berlaku habis"),
    (Wire.ANTREAN_RS, "referrals.used"): Said(201, "Rujukan sudah terbit SEP"),
    (Wire.ANTREAN_RS, "queue.not_covered"): Said(201, "Status peserta tidak aktif: {status}"),
    (Wire.ANTREAN_RS, "queue.session_unknown"): Said(
        201, "Jadwal Dokter Tersebut Belum Tersedia pada tanggal itu"
    ),
}

# What is said to the same bytes of the same second, where robots know words for "already done".
_AGAIN: Mapping[tuple[Wire, str], Said] = {
    (Wire.ANTREAN_RS, "/antrean/add"): Said(208, "Terdapat duplikasi Kode Booking"),
    (Wire.ANTREAN_RS, "/antrean/updatewaktu"): Said(208, "TaskId={taskid} sudah ada"),
}
_ALREADY_DONE = Said(401, "Permintaan ini sudah kami terima; kirim dengan X-timestamp baru")

_PCARE_BY_KIND: Mapping[Kind, Said] = {
    Kind.NOT_FOUND: Said(204),
    Kind.INVALID: Said(412, http=412),
    Kind.CONFLICT: Said(412, http=412),
    Kind.NOT_ALLOWED: Said(412, http=412),
    Kind.TRY_LATER: Said(408, http=408),
}


def said_again(wire: Wire, template: str, body: Mapping[str, object]) -> Said:
    """How a service refuses a write that was done already."""
    said = _AGAIN.get((wire, template), _ALREADY_DONE)
    return Said(said.code, said.message.format(taskid=body.get("taskid", "")))


def said_for(wire: Wire, error_code: str, kind: Kind) -> Said:
    """How this service says that refusal."""
    known = _KNOWN.get((wire, error_code)) or _KNOWN.get((None, error_code))
    if known:
        return known
    if wire is Wire.PCARE:
        return _PCARE_BY_KIND[kind]
    return Said(0) if wire is Wire.APLICARES else _USUAL
