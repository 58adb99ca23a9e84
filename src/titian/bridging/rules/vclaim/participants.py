"""A participant in VClaim's words (bpjs-protocols §7.1, domain-rules §1.7)."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date

from titian.bridging.rules.status_words import SCHEME_WORDS
from titian.bridging.rules.vclaim.words import CLASS_NUMBERS, CLASSES
from titian.members.types import Participant, Segment, Status

# Only 0 is known for certain (§1.5); the other codes are ours, the words are the scheme's.
_STATUS_CODES: Mapping[Status, str] = {
    Status.AKTIF: "0",
    Status.MENUNGGU_BAYAR_PERTAMA: "1",
    Status.NONAKTIF_TUNGGAKAN: "2",
    Status.NONAKTIF_SEGMEN: "3",
    Status.MENINGGAL: "4",
    Status.DITANGGUHKAN_LN: "5",
    Status.DUPLIKAT: "6",
}

# 13, 14, 21 and 22 were seen (§1.2); the others are ours.
_KINDS: Mapping[Segment, tuple[str, str]] = {
    Segment.PPU_PN: ("11", "PEGAWAI PEMERINTAH"),
    Segment.PPU_BU: ("13", "PEGAWAI SWASTA"),
    Segment.PBPU: ("14", "PEKERJA MANDIRI"),
    Segment.BP: ("15", "BUKAN PEKERJA"),
    Segment.PBI_JK: ("21", "PBI (APBN)"),
    Segment.PBPU_PEMDA: ("22", "PBI (APBD)"),
}


def peserta(whose: Participant, *, on: date, today: date, chronic: str = "") -> dict[str, object]:
    """The object `peserta`, as on the day of care; `chronic` names a living back-referral plan."""
    standing = whose.standing
    return {
        "cob": {"nmAsuransi": None, "noAsuransi": None, "tglTAT": None, "tglTMT": None},
        "hakKelas": class_right(whose),
        "informasi": {
            "dinsos": None,
            "eSEP": "False",
            "noSKTM": None,
            "prolanisPRB": chronic or None,
        },
        "jenisPeserta": kind(whose),
        "mr": {"noMR": None, "noTelepon": whose.phone or None},
        "nama": standing.full_name,
        "nik": whose.nik or None,
        "noKartu": whose.card_number,
        "pisa": str(int(standing.relation)),
        "provUmum": {
            "kdProvider": whose.facility_scheme_code or None,
            "nmProvider": standing.facility_name or None,
        },
        "sex": standing.sex.value,
        "statusPeserta": {
            "keterangan": SCHEME_WORDS[whose.status],
            "kode": _STATUS_CODES[whose.status],
        },
        "tglCetakKartu": whose.began_on.isoformat(),
        "tglLahir": standing.birth_date.isoformat(),
        "tglTAT": _until(whose),
        "tglTMT": _since(whose),
        "umur": {
            "umurSaatPelayanan": age(standing.birth_date, on),
            "umurSekarang": age(standing.birth_date, today),
        },
    }


def brief(whose: Participant, *, medical_record: str = "") -> dict[str, object]:
    """The eight fields of `peserta` inside answers about letters and referrals."""
    return {
        "asuransi": "-",
        "hakKelas": class_right(whose)["keterangan"],
        "jnsPeserta": kind(whose)["keterangan"],
        "kelamin": {"L": "Laki-Laki", "P": "Perempuan"}[whose.standing.sex],
        "nama": whose.standing.full_name,
        "noKartu": whose.card_number,
        "noMr": medical_record,
        "tglLahir": whose.standing.birth_date.isoformat(),
    }


def class_right(whose: Participant) -> dict[str, str]:
    ward = whose.standing.ward_class
    number = CLASS_NUMBERS[ward] if ward else "3"
    return {"keterangan": CLASSES[number], "kode": number}


def kind(whose: Participant) -> dict[str, str]:
    """The kind of participant; a segment without a code of its own counts as not working."""
    code, words = _KINDS.get(whose.standing.segment or Segment.BP, _KINDS[Segment.BP])
    return {"keterangan": words, "kode": code}


def age(born: date, on: date) -> str:
    """ "35 tahun ,1 bulan ,11 hari", with the commas where the scheme has them."""
    months = max(0, (on.year - born.year) * 12 + on.month - born.month)
    if months and _after(born, months) > on:
        months -= 1
    days = max(0, (on - _after(born, months)).days)
    return f"{months // 12} tahun ,{months % 12} bulan ,{days} hari"


def _after(born: date, months: int) -> date:
    """So many months later; the last day of a month that is too short."""
    year, month = divmod(born.month - 1 + months, 12)
    first = date(born.year + year, month + 1, 1)
    return first.replace(day=min(born.day, monthrange(first.year, first.month)[1]))


def _since(whose: Participant) -> str:
    """Where somebody is covered, since when; else since when they once were."""
    began = whose.since if whose.status is Status.AKTIF else whose.began_on
    return began.isoformat()


def _until(whose: Participant) -> str | None:
    """When cover ended; while it lasts, no end is known."""
    return None if whose.status is Status.AKTIF else whose.since.isoformat()
