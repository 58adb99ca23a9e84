"""Accidents as VClaim lists them: the first letter of each, and the letters that follow it."""

from collections.abc import Iterable

from titian.bridging.rules.vclaim.letters import Payload, care_short, left_on
from titian.members.types import Participant
from titian.visits.types import AccidentCase, LetterView


def firsts(letters: Iterable[LetterView], code: str) -> list[Payload]:
    """KllInduk: letters of a facility that open an accident, with the last supplement to each."""
    many = list(letters)
    later = {one.details.accident.first_letter: one.number for one in many}
    return [
        _first(one, code, later.get(one.number, ""))
        for one in many
        if not one.details.accident.is_supplement
    ]


def supplements(letters: Iterable[LetterView]) -> list[Payload]:
    """Suplesi: every accident a new letter could supplement."""
    return [
        {
            "noRegister": one.details.accident.police_report,
            "noSep": one.number,
            "noSepAwal": one.details.accident.first_letter or one.number,
            "noSuratJaminan": "",
            "tglKejadian": one.details.accident.on,
            "tglSep": one.issued_on.isoformat(),
        }
        for one in letters
    ]


def _first(letter: LetterView, code: str, supplement: str) -> Payload:
    told = letter.details.accident
    return {
        "noSEP": letter.number,
        "tglKejadian": told.on,
        "ppkPelSEP": code,
        "kdProp": told.province,
        "kdKab": told.regency,
        "kdKec": told.district,
        "ketKejadian": told.words,
        "noSEPSuplesi": supplement,
    }


def covered(case: AccidentCase, whose: Participant) -> Payload:
    """A line of Monitoring/JasaRaharja: the letter, and what the insurer said of it."""
    letter, answer = case.letter, case.answer
    return {
        "sep": {
            "noSEP": letter.number,
            "tglSEP": letter.issued_on.isoformat(),
            "tglPlgSEP": left_on(letter),
            "noMr": letter.mr_number,
            "jnsPelayanan": care_short(letter),
            "poli": letter.specialty_name,
            "diagnosa": letter.diagnosis.said,
            "peserta": {
                "noKartu": whose.card_number,
                "nama": whose.standing.full_name,
                "noMR": letter.mr_number,
            },
        },
        "jasaRaharja": {
            "tglKejadian": letter.details.accident.on,
            "noRegister": answer.register_number if answer else "",
            "ketStatusDijamin": _guaranteed(case),
            "ketStatusDikirim": "Sudah dikirim" if case.sent_at else "Belum dikirim",
            "biayaDijamin": str(answer.covered if answer else 0),
            "plafon": str(answer.ceiling if answer else 0),
            "jmlDibayar": str(answer.paid if answer else 0),
            "resultsJasaRaharja": answer.words if answer else "",
        },
    }


def _guaranteed(case: AccidentCase) -> str:
    if case.answer is None:
        return "Belum dijawab"
    return "Dijamin" if case.answer.is_guaranteed else "Tidak dijamin"
