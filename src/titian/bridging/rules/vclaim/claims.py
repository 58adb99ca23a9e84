"""Claims and care sheets (LPK) on the wire (bpjs-protocols §7.6)."""

from collections.abc import Callable, Mapping

from titian.bridging.rules.vclaim import words
from titian.bridging.rules.vclaim.asking import CARE_CODES, refused
from titian.bridging.rules.vclaim.letters import Payload
from titian.bridging.rules.wire_fields import day, inner, items, needed, needed_day, text
from titian.claims.types import CareSheet, ClaimStage, ClaimView, SheetDiagnosis, SheetView

Body = Mapping[str, object]
Naming = Callable[[str], str]

STAGES: Mapping[str, ClaimStage] = {
    "1": ClaimStage.PROCESS,
    "2": ClaimStage.PENDING,
    "3": ClaimStage.CLAIM,
}
_STAGE_WORDS: Mapping[ClaimStage, str] = {
    ClaimStage.PROCESS: "Proses Verifikasi",
    ClaimStage.PENDING: "Pending Verifikasi",
    ClaimStage.CLAIM: "Klaim",
}
WAYS_OUT: Mapping[str, str] = {
    "1": "Atas Persetujuan Dokter",
    "2": "Dirujuk",
    "3": "Atas Permintaan Sendiri",
    "4": "Meninggal",
    "5": "Lain-lain",
}
CONDITIONS: Mapping[str, str] = {
    "1": "Sembuh",
    "2": "Rujuk",
    "3": "Pulang Paksa",
    "4": "Meninggal",
    "5": "Lain-lain",
}


def stage_said(said: str) -> ClaimStage:
    stage = STAGES.get(said.strip())
    if stage is None:
        raise refused("Status diisi 1 (Proses Verifikasi), 2 (Pending Verifikasi) atau 3 (Klaim)")
    return stage


def sheet_body(body: Body) -> tuple[str, CareSheet]:
    """The SEP and everything `t_lpk` says."""
    asked = inner(body, "request", "t_lpk")
    care, follow = inner(asked, "perawatan"), inner(asked, "rencanaTL")
    control = inner(follow, "kontrolKembali")
    sheet = CareSheet(
        admitted_on=needed_day(asked, "tglMasuk"),
        left_on=needed_day(asked, "tglKeluar"),
        guarantee=text(asked, "jaminan") or "1",
        specialty_code=text(inner(asked, "poli"), "poli"),
        room=text(care, "ruangRawat"),
        ward_class=text(care, "kelasRawat"),
        treatment=text(care, "spesialistik"),
        way_out=text(care, "caraKeluar"),
        condition=text(care, "kondisiPulang"),
        diagnoses=tuple(
            SheetDiagnosis(needed(one, "kode"), text(one, "level") or "1")
            for one in items(asked, "diagnosa")
        ),
        procedures=tuple(code for one in items(asked, "procedure") if (code := text(one, "kode"))),
        follow_up=text(follow, "tindakLanjut"),
        referred_to=text(inner(follow, "dirujukKe"), "kodePPK"),
        control_on=day(control, "tglKontrol"),
        control_specialty=text(control, "poli"),
        doctor=text(asked, "DPJP"),
        user=text(asked, "user", longest=80),
    )
    return needed(asked, "noSep"), sheet


def sheet_number(body: Body) -> str:
    return needed(inner(body, "request", "t_lpk"), "noSep")


def sheet_line(
    view: SheetView, *, sex: str, born: str, diagnosis: Naming, procedure: Naming, doctor: Naming
) -> Payload:
    """One sheet of `LPK/TglMasuk`; names come from the lists."""
    sheet = view.sheet
    return {
        "DPJP": {"dokter": {"kode": sheet.doctor, "nama": doctor(sheet.doctor)}},
        "diagnosa": {
            "list": [
                {"level": one.level, "list": {"kode": one.code, "nama": diagnosis(one.code)}}
                for one in sheet.diagnoses
            ]
        },
        "jnsPelayanan": CARE_CODES[view.care_kind],
        "noSep": view.letter_number,
        "perawatan": _treatment(sheet),
        "peserta": {
            "kelamin": sex,
            "nama": view.full_name,
            "noKartu": view.card_number,
            "noMR": view.mr_number,
            "tglLahir": born,
        },
        "poli": {"eksekutif": "0", "poli": {"kode": sheet.specialty_code}},
        "procedure": {
            "list": [{"list": {"kode": code, "nama": procedure(code)}} for code in sheet.procedures]
        },
        "rencanaTL": _follow_up(sheet),
        "tglKeluar": sheet.left_on.isoformat(),
        "tglMasuk": sheet.admitted_on.isoformat(),
    }


def claim_line(claim: ClaimView) -> Payload:
    """A line of Monitoring/Klaim."""
    costs = claim.costs
    return {
        "Inacbg": {
            "kode": costs.group_code if costs else "",
            "nama": costs.group_name if costs else "",
        },
        "biaya": {
            "byPengajuan": str(costs.asked if costs else 0),
            "bySetujui": str(claim.approved or 0),
            "byTarifGruper": str(costs.group if costs else 0),
            "byTarifRS": str(costs.hospital if costs else 0),
            "byTopup": str(costs.top_up if costs else 0),
        },
        "kelasRawat": words.number_of_class(claim.ward_class),
        "noFPK": claim.certificate,
        "noSEP": claim.letter_number,
        "peserta": {
            "nama": claim.full_name,
            "noKartu": claim.card_number,
            "noMR": claim.mr_number,
        },
        "poli": claim.specialty.name,
        "status": _STAGE_WORDS[claim.stage] if claim.stage else "",
        "tglPulang": claim.left_on.isoformat() if claim.left_on else "",
        "tglSep": claim.issued_on.isoformat(),
    }


def _treatment(sheet: CareSheet) -> Payload:
    return {
        "caraKeluar": words.coded(sheet.way_out, WAYS_OUT),
        "kelasRawat": words.coded(sheet.ward_class, words.CLASSES_ABOVE),
        "kondisiPulang": words.coded(sheet.condition, CONDITIONS),
        "ruangRawat": {"kode": sheet.room, "nama": ""},
        "spesialistik": {"kode": sheet.treatment, "nama": ""},
    }


def _follow_up(sheet: CareSheet) -> Payload | None:
    if not sheet.follow_up:
        return None
    return {
        "tindakLanjut": sheet.follow_up,
        "dirujukKe": {"kodePPK": sheet.referred_to},
        "kontrolKembali": {
            "tglKontrol": sheet.control_on.isoformat() if sheet.control_on else "",
            "poli": sheet.control_specialty,
        },
    }
