"""An eligibility letter as VClaim says it (bpjs-protocols §7.4)."""

from collections.abc import Mapping

from titian.bridging.rules.vclaim import words
from titian.bridging.rules.vclaim.asking import CARE_CODES
from titian.bridging.rules.vclaim.letter_bodies import LEAVING_CODES
from titian.bridging.rules.vclaim.participants import brief
from titian.members.types import Participant
from titian.referrals.types import CareKind, ControlLetterView
from titian.visits.types import Accident, LetterView

Payload = dict[str, object]

_CLASS_SAID = {"1": "Kelas 1", "2": "Kelas 2", "3": "Kelas 3"}


def care_code(letter: LetterView) -> str:
    return CARE_CODES[letter.care_kind]


def care_short(letter: LetterView) -> str:
    return words.CARE_SHORT[care_code(letter)]


def class_code(letter: LetterView) -> str:
    return words.number_of_class(letter.ward_class)


def class_said(letter: LetterView) -> str:
    """The ward the care is in: the right, or what was chosen above it."""
    above = letter.details.class_up
    if above:
        return words.CLASSES_ABOVE[above]
    return _CLASS_SAID[class_code(letter)]


def person_of(letter: LetterView, whose: Participant) -> Payload:
    """The eight fields; the record number is the hospital's own."""
    return brief(whose, medical_record=letter.mr_number)


def issued(letter: LetterView, whose: Participant, programme: str = "") -> Payload:
    """The answer to an insert."""
    told = letter.details
    outpatient = letter.care_kind is CareKind.OUTPATIENT
    return {
        "assestmenPel": told.assessment,
        "catatan": told.note,
        "diagnosa": letter.diagnosis.said,
        "flagProcedure": told.procedure_flag,
        "informasi": words.information(programme),
        "jnsPelayanan": care_short(letter),
        "kdPenunjang": told.support_code,
        "kdPoli": letter.specialty_code if outpatient else "",
        "kelasRawat": class_said(letter),
        "noRujukan": letter.referral_number,
        "noSep": letter.number,
        "penjamin": payer(told.accident),
        "peserta": person_of(letter, whose),
        "poli": letter.specialty_name if outpatient else "",
        "poliEksekutif": words.YES_WORDS[told.is_executive],
        "tglSep": letter.issued_on.isoformat(),
        "tujuanKunj": told.purpose,
    }


def detail(
    letter: LetterView,
    whose: Participant,
    *,
    doctor: Payload,
    control: ControlLetterView | None,
    programme: str = "",
) -> Payload:
    """The whole letter, not wrapped. `doctor` is `{kdDPJP, nmDPJP}`."""
    told = letter.details
    outpatient = letter.care_kind is CareKind.OUTPATIENT
    return {
        "noSep": letter.number,
        "tglSep": letter.issued_on.isoformat(),
        "jnsPelayanan": words.CARE_NAMES[care_code(letter)],
        "kelasRawat": class_said(letter),
        "diagnosa": letter.diagnosis.name,
        "noRujukan": letter.referral_number,
        "poli": letter.specialty_name if outpatient else "",
        "poliEksekutif": words.YES[told.is_executive],
        "catatan": told.note,
        "penjamin": payer(told.accident) or None,
        "kdStatusKecelakaan": str(told.accident.kind),
        "nmstatusKecelakaan": words.ACCIDENTS[str(told.accident.kind)],
        "informasi": words.programme_said(programme),
        "lokasiKejadian": place(told.accident),
        "dpjp": doctor,
        "peserta": person_of(letter, whose),
        "klsRawat": ward(letter),
        "kontrol": _control(control),
        "cob": words.YES[told.is_cob],
        "katarak": words.YES[told.is_cataract],
        "tujuanKunj": words.coded(told.purpose, words.PURPOSES),
        "flagProcedure": words.coded(told.procedure_flag, words.PROCEDURE_FLAGS),
        "kdPenunjang": words.coded(told.support_code, words.SUPPORT),
        "assestmenPel": words.coded(told.assessment, words.ASSESSMENTS),
        "eSEP": words.TRUE_WORDS[True],
    }


def ward(letter: LetterView) -> Payload:
    told = letter.details
    return {
        "klsRawatHak": class_code(letter),
        "klsRawatNaik": told.class_up or None,
        "pembiayaan": told.financing or None,
        "penanggungJawab": told.responsible or None,
    }


def place(told: Accident) -> Payload:
    return {
        "kdKab": told.regency or None,
        "kdKec": told.district or None,
        "kdProp": told.province or None,
        "ketKejadian": told.words or None,
        "lokasi": None,
        "tglKejadian": told.on or None,
    }


def payer(told: Accident) -> str:
    """Who may have to pay first: traffic is Jasa Raharja's, work the employment insurer's."""
    who = {1: ("1",), 2: ("1", "2"), 3: ("2",)}.get(told.kind, ())
    return ", ".join(words.PAYERS[code] for code in who)


def monitored(letter: LetterView, whose: Participant) -> Payload:
    """A line of Monitoring/Kunjungan."""
    return {
        "diagnosa": letter.diagnosis.code,
        "jnsPelayanan": care_short(letter),
        "kelasRawat": class_code(letter),
        "nama": whose.standing.full_name,
        "noKartu": whose.card_number,
        "noSep": letter.number,
        "noRujukan": letter.referral_number,
        "poli": letter.specialty_name or None,
        "tglPlgSep": left_on(letter),
        "tglSep": letter.issued_on.isoformat(),
    }


def history_line(letter: LetterView, whose: Participant) -> Payload:
    """A line of HistoriPelayanan."""
    return {
        "diagnosa": letter.diagnosis.said,
        "jnsPelayanan": care_code(letter),
        "kelasRawat": class_code(letter),
        "namaPeserta": whose.standing.full_name,
        "noKartu": whose.card_number,
        "noSep": letter.number,
        "noRujukan": letter.referral_number,
        "poli": letter.specialty_name,
        "ppkPelayanan": letter.facility_name,
        "tglPlgSep": left_on(letter),
        "tglSep": letter.issued_on.isoformat(),
    }


def discharged_line(letter: LetterView, whose: Participant, code: str) -> Payload:
    """A line of updtglplg/list; `code` is the hospital's own."""
    left = letter.discharge
    return {
        "noSep": letter.number,
        "noSepUpdating": letter.number,
        "jnsPelayanan": care_code(letter),
        "ppkTujuan": code,
        "noKartu": whose.card_number,
        "nama": whose.standing.full_name,
        "tglSep": letter.issued_on.isoformat(),
        "tglPulang": left.on.isoformat() if left else "",
        "status": LEAVING_CODES[left.how] if left else "",
        "tglMeninggal": left.died_on.isoformat() if left and left.died_on else "",
        "noSurat": left.death_letter if left else "",
        "keterangan": words.DISCHARGES.get(LEAVING_CODES[left.how], "Dirujuk") if left else "",
        "user": letter.details.user,
    }


def for_grouper(letter: LetterView, whose: Participant) -> Payload:
    """`sep/cbg`: what the grouper of claims reads."""
    standing = whose.standing
    return {
        "kelamin": standing.sex.value,
        "klsRawat": class_code(letter),
        "nama": standing.full_name,
        "noKartuBpjs": whose.card_number,
        "noMr": letter.mr_number,
        "noRujukan": letter.referral_number,
        "tglLahir": standing.birth_date.isoformat(),
        "tglPelayanan": letter.issued_on.isoformat(),
        "tktPelayanan": care_code(letter),
    }


def left_on(letter: LetterView) -> str:
    """The day somebody left; outpatients leave the day they came."""
    if letter.discharge:
        return letter.discharge.on.isoformat()
    return letter.issued_on.isoformat() if letter.care_kind is CareKind.OUTPATIENT else ""


def _control(control: ControlLetterView | None) -> Mapping[str, str]:
    if control is None:
        return {"kdDokter": "", "nmDokter": "", "noSurat": ""}
    return {
        "kdDokter": str(control.practitioner_code),
        "nmDokter": control.practitioner_name,
        "noSurat": control.number,
    }
