"""Referrals as VClaim says them (bpjs-protocols §7.3): coming in, going out, special ones."""

from collections.abc import Mapping
from datetime import date

from titian.bridging.rules.vclaim import words
from titian.bridging.rules.vclaim.asking import CARE_CODES, REFERRAL_CODES
from titian.bridging.rules.vclaim.letters import Payload, class_code
from titian.bridging.rules.vclaim.participants import brief, peserta
from titian.members.types import Participant
from titian.referrals.types import Coded, Origin, Place, ReferralView, SpecialView
from titian.visits.types import LetterView

ORIGIN_CODES: Mapping[Origin, str] = {Origin.FKTP: "1", Origin.HOSPITAL: "2"}


def incoming(
    referral: ReferralView, whose: Participant, *, today: date, programme: str = ""
) -> Payload:
    """A referral as the hospital that receives it reads it; `programme` is the back-referral
    programme the person is in.
    """
    person = peserta(whose, on=referral.issued_on, today=today)
    care = CARE_CODES[referral.care_kind]
    return {
        "diagnosa": coded(referral.diagnosis),
        "keluhan": referral.complaint,
        "noKunjungan": referral.number,
        "pelayanan": words.coded(care, words.CARE_NAMES),
        "peserta": {**person, "informasi": words.information(programme)},
        "poliRujukan": coded(referral.specialty),
        "provPerujuk": place(referral.from_facility),
        "tglKunjungan": referral.issued_on.isoformat(),
    }


def written(referral: ReferralView, whose: Participant) -> Payload:
    """The answer to a hospital's own referral."""
    return {
        "AsalRujukan": place(referral.from_facility),
        "diagnosa": coded(referral.diagnosis),
        "noRujukan": referral.number,
        "peserta": brief(whose),
        "poliTujuan": coded(referral.specialty),
        "tglBerlakuKunjungan": referral.valid_until.isoformat(),
        "tglRencanaKunjungan": referral.planned_on.isoformat(),
        "tglRujukan": referral.issued_on.isoformat(),
        "tujuanRujukan": place(referral.to_facility),
    }


def outgoing_line(referral: ReferralView, whose: Participant) -> Payload:
    to = place(referral.to_facility)
    return {
        "noRujukan": referral.number,
        "tglRujukan": referral.issued_on.isoformat(),
        "jnsPelayanan": CARE_CODES[referral.care_kind],
        "noSep": referral.from_letter,
        "noKartu": whose.card_number,
        "nama": whose.standing.full_name,
        "ppkDirujuk": to["kode"],
        "namaPpkDirujuk": to["nama"],
    }


def outgoing(referral: ReferralView, whose: Participant, letter: LetterView | None) -> Payload:
    """A hospital's own referral in full; `letter` is the care it was written out of."""
    standing = whose.standing
    kind = REFERRAL_CODES[referral.kind]
    line = outgoing_line(referral, whose)
    ward = standing.ward_class
    return {
        **line,
        "kelasRawat": class_code(letter) if letter else words.number_of_class(ward),
        "kelamin": standing.sex.value,
        "tglLahir": standing.birth_date.isoformat(),
        "tglSep": letter.issued_on.isoformat() if letter else "",
        "tglRencanaKunjungan": referral.planned_on.isoformat(),
        "catatan": referral.note,
        "diagRujukan": referral.diagnosis.code,
        "namaDiagRujukan": referral.diagnosis.said,
        "tipeRujukan": kind,
        "namaTipeRujukan": words.REFERRAL_KINDS[kind],
        "poliRujukan": referral.specialty.code,
        "namaPoliRujukan": referral.specialty.name,
    }


def special(view: SpecialView, whose: Participant) -> Payload:
    """The answer to an insert; the list has its id beside."""
    return {
        "norujukan": view.number,
        "nokapst": whose.card_number,
        "nmpst": whose.standing.full_name,
        "diagppk": ", ".join(one.code for one in view.diagnoses),
        "tglrujukan_awal": view.starts_on.isoformat(),
        "tglrujukan_berakhir": view.ends_on.isoformat(),
    }


def special_line(view: SpecialView, whose: Participant) -> Payload:
    return {"idrujukan": str(view.id), **special(view, whose)}


def load(specialty: Coded, capacity: int, planned: int) -> Payload:
    """How full a specialty is on a day: a share with a comma."""
    share = 100 * planned / capacity if capacity else 0.0
    return {
        "kodeSpesialis": specialty.code,
        "namaSpesialis": specialty.name,
        "kapasitas": str(capacity),
        "jumlahRujukan": str(planned),
        "persentase": f"{share:.2f}".replace(".", ","),
    }


def coded(one: Coded) -> dict[str, str]:
    return {"kode": one.code, "nama": one.name}


def place(one: Place | None) -> dict[str, str]:
    return {"kode": one.scheme_code, "nama": one.name} if one else {"kode": "", "nama": ""}
