"""Control letters and admission letters (SPRI) on the wire (bpjs-protocols §7.5)."""

from collections.abc import Mapping
from dataclasses import dataclass

from titian.bridging.rules.vclaim import prb_form, words
from titian.bridging.rules.vclaim.asking import refused
from titian.bridging.rules.vclaim.letters import Payload, care_code
from titian.bridging.rules.wire_fields import inner, needed, needed_day, text
from titian.bridging.types.vclaim import ControlBody
from titian.members.types import Participant
from titian.referrals.types import ControlLetterView, LetterKind, PaperState
from titian.visits.types import LetterView

Body = Mapping[str, object]

KIND_CODES: Mapping[LetterKind, str] = {
    LetterKind.ADMISSION: words.ADMISSION,
    LetterKind.CONTROL: words.CONTROL,
}
ENTERED, PLANNED = "1", "2"  # the filter: by the day of writing, by the day planned


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the care a control letter follows came from."""

    letter: LetterView
    issuer_code: str
    issuer_name: str
    kind: str  # 1 primary facility, 2 hospital
    issued_on: str


def control_body(body: Body, *, is_change: bool) -> ControlBody:
    """The letter of a SEP. Both versions; the newer one brings `formPRB`."""
    asked = _request(body)
    return ControlBody(
        number=needed(asked, "noSuratKontrol") if is_change else "",
        kind=LetterKind.CONTROL,
        about=text(asked, "noSEP") if is_change else needed(asked, "noSEP"),
        doctor_code=needed(asked, "kodeDokter"),
        specialty_code=needed(asked, "poliKontrol"),
        planned_on=needed_day(asked, "tglRencanaKontrol"),
        prb_form=_measured(asked),
    )


def admission_body(body: Body, *, is_change: bool) -> ControlBody:
    """The letter of a card: somebody is to be admitted."""
    asked = _request(body)
    return ControlBody(
        number=needed(asked, "noSPRI") if is_change else "",
        kind=LetterKind.ADMISSION,
        about="" if is_change else needed(asked, "noKartu"),
        doctor_code=needed(asked, "kodeDokter"),
        specialty_code=needed(asked, "poliKontrol"),
        planned_on=needed_day(asked, "tglRencanaKontrol"),
        prb_form=None,
    )


def deleted_number(body: Body) -> str:
    return needed(inner(body, "request", "t_suratkontrol"), "noSuratKontrol")


def written(letter: ControlLetterView, whose: Participant, *, is_newer: bool = False) -> Payload:
    """The answer to an insert or a change."""
    name = "noSPRI" if letter.kind is LetterKind.ADMISSION else "noSuratKontrol"
    standing = whose.standing
    answer: Payload = {
        name: letter.number,
        "tglRencanaKontrol": letter.planned_on.isoformat(),
        "namaDokter": letter.practitioner_name,
        "noKartu": whose.card_number,
        "nama": standing.full_name,
        "kelamin": brief_sex(whose),
        "tglLahir": standing.birth_date.isoformat(),
    }
    if is_newer or letter.kind is LetterKind.ADMISSION:
        answer["namaDiagnosa"] = letter.diagnosis.said if letter.diagnosis else None
    if is_newer and letter.kind is LetterKind.CONTROL:
        answer["formPRB"] = form(letter)
    return answer


def detail(
    letter: ControlLetterView, whose: Participant, origin: Origin | None, author: Mapping[str, str]
) -> Payload:
    """One letter. `author` is `{kode, nama}` of the doctor of the care before."""
    kind = KIND_CODES[letter.kind]
    return {
        "noSuratKontrol": letter.number,
        "tglRencanaKontrol": letter.planned_on.isoformat(),
        "tglTerbit": letter.issued_on.isoformat(),
        "jnsKontrol": kind,
        "poliTujuan": letter.specialty.code,
        "namaPoliTujuan": letter.specialty.name,
        "kodeDokter": str(letter.practitioner_code),
        "namaDokter": letter.practitioner_name,
        "flagKontrol": words.TRUE_WORDS[letter.state is PaperState.USED],
        "kodeDokterPembuat": author["kode"] or None,
        "namaDokterPembuat": author["nama"] or None,
        "namaJnsKontrol": words.CONTROL_KINDS[kind],
        "sep": care_before(origin, whose) if origin else None,
        "formPRB": form(letter),
    }


def care_before(origin: Origin, whose: Participant) -> Payload:
    """A SEP as control letters need it (`RencanaKontrol/nosep`)."""
    letter, standing = origin.letter, whose.standing
    return {
        "noSep": letter.number,
        "tglSep": letter.issued_on.isoformat(),
        "jnsPelayanan": words.CARE_NAMES[care_code(letter)],
        "poli": f"{letter.specialty_code} - {letter.specialty_name}",
        "diagnosa": letter.diagnosis.said,
        "peserta": {
            "noKartu": whose.card_number,
            "nama": standing.full_name,
            "tglLahir": standing.birth_date.isoformat(),
            "kelamin": brief_sex(whose),
            "hakKelas": words.number_of_class(standing.ward_class),
        },
        "provUmum": {
            "kdProvider": whose.facility_scheme_code,
            "nmProvider": standing.facility_name,
        },
        "provPerujuk": {
            "kdProviderPerujuk": origin.issuer_code,
            "nmProviderPerujuk": origin.issuer_name,
            "asalRujukan": origin.kind,
            "noRujukan": letter.referral_number,
            "tglRujukan": origin.issued_on,
        },
    }


def line(
    letter: ControlLetterView, whose: Participant, before: LetterView | None, *, issued: bool
) -> Payload:
    """A line of ListRencanaKontrol; `issued` adds whether its SEP was issued."""
    kind = KIND_CODES[letter.kind]
    found: Payload = {
        "noSuratKontrol": letter.number,
        "jnsPelayanan": words.CARE_NAMES[words.INPATIENT if kind == "1" else words.OUTPATIENT],
        "jnsKontrol": kind,
        "namaJnsKontrol": words.CONTROL_KINDS[kind],
        "tglRencanaKontrol": letter.planned_on.isoformat(),
        "tglTerbitKontrol": letter.issued_on.isoformat(),
        "noSepAsalKontrol": letter.from_letter or None,
        "poliAsal": letter.from_specialty.code,
        "namaPoliAsal": letter.from_specialty.name,
        "poliTujuan": letter.specialty.code,
        "namaPoliTujuan": letter.specialty.name,
        "tglSEP": before.issued_on.isoformat() if before else None,
        "kodeDokter": str(letter.practitioner_code),
        "namaDokter": letter.practitioner_name,
        "noKartu": whose.card_number,
        "nama": whose.standing.full_name,
    }
    if issued:
        found["terbitSEP"] = "Sudah" if letter.state is PaperState.USED else "Belum"
    return found


def form(letter: ControlLetterView) -> Payload:
    told = letter.prb_form
    status, data = told.get("kdStatusPRB"), told.get("data")
    kept = data if isinstance(data, dict) else {}
    return {"kdStatusPRB": status or None, "data": prb_form.shown(kept)}


def load(code: str, name: str, capacity: int, planned: int) -> Payload:
    """How full a clinic is on a day: a share with a point."""
    share = 100 * planned / capacity if capacity else 0.0
    return {
        "kodePoli": code,
        "namaPoli": name,
        "kapasitas": str(capacity),
        "jmlRencanaKontroldanRujukan": str(planned),
        "persentase": f"{share:.2f}",
    }


def brief_sex(whose: Participant) -> str:
    return {"L": "Laki-laki", "P": "Perempuan"}[whose.standing.sex]


def _request(body: Body) -> dict[str, object]:
    asked = inner(body, "request")
    return inner(asked, "t_suratkontrol") or asked or dict(body)


def _measured(asked: Body) -> dict[str, object] | None:
    told = inner(asked, "formPRB")
    if not told:
        return None
    code = text(told, "kdStatusPRB")
    if code and code not in prb_form.PROGRAMMES:
        raise refused("kdStatusPRB diisi 01 sampai 09 atau dikosongkan")
    kept, wrong = prb_form.measured(inner(told, "data"))
    if wrong:
        low, high = prb_form.RANGES[wrong[0]]
        raise refused(f"Nilai {wrong[0]} di formPRB harus antara {low:g} dan {high:g}")
    return {"kdStatusPRB": code or None, "data": kept}
