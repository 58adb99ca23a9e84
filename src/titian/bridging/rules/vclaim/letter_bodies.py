"""What `t_sep` asks for (bpjs-protocols §7.4), of version 2.0 and of the older 1.1."""

from collections.abc import Mapping

from titian.bridging.rules.vclaim import words
from titian.bridging.rules.vclaim.asking import CARE, care_said, listed, refused
from titian.bridging.rules.wire_fields import day, inner, needed, needed_day, text, yes
from titian.bridging.types.vclaim import (
    ApprovalBody,
    DischargeBody,
    LetterBody,
    LetterChangeBody,
)
from titian.referrals.types import CareKind
from titian.visits.types import Accident, ApprovalKind, Discharge, Leaving, LetterDetails

Body = Mapping[str, object]

LEAVING: Mapping[str, Leaving] = {
    "1": Leaving.DOCTOR,
    "2": Leaving.REFERRED,
    "3": Leaving.OWN_REQUEST,
    "4": Leaving.DIED,
    "5": Leaving.OTHER,
}
LEAVING_CODES: Mapping[Leaving, str] = {how: code for code, how in LEAVING.items()}
_APPROVALS = {"1": ApprovalKind.BACKDATE, "2": ApprovalKind.FINGERPRINT}


def t_sep(body: Body) -> dict[str, object]:
    found = inner(body, "request", "t_sep")
    if not found:
        raise refused("Isi permintaan tidak memuat request.t_sep")
    return found


def letter_body(asked: Body) -> LetterBody:
    """An insert. Inpatient care names no doctor and no clinic."""
    care = care_said(needed(asked, "jnsPelayanan"))
    referral, control = inner(asked, "rujukan"), inner(asked, "skdp")
    inpatient = care is CareKind.INPATIENT
    return LetterBody(
        card=needed(asked, "noKartu"),
        on=needed_day(asked, "tglSep"),
        place_code=needed(asked, "ppkPelayanan"),
        care_kind=care,
        class_right=_class_right(asked),
        diagnosis_code=needed(asked, "diagAwal"),
        specialty_code=text(inner(asked, "poli"), "tujuan"),
        doctor_code=text(control, "kodeDPJP") if inpatient else _doctor(asked),
        referral_number=text(referral, "noRujukan"),
        control_number=text(control, "noSurat"),
        mr_number=text(asked, "noMR", longest=40),
        details=details(asked),
    )


def change_body(asked: Body) -> LetterChangeBody:
    return LetterChangeBody(
        number=needed(asked, "noSep"),
        class_right=_class_right(asked),
        diagnosis_code=text(asked, "diagAwal"),
        specialty_code=text(inner(asked, "poli"), "tujuan"),
        doctor_code=_doctor(asked),
        mr_number=text(asked, "noMR", longest=40),
        told=frozenset(name.lower() for name in asked),
        details=details(asked),
    )


def details(asked: Body) -> LetterDetails:
    """Everything else a letter says, its codes checked against the lists."""
    ward, clinic = inner(asked, "klsRawat"), inner(asked, "poli")
    referral, control = inner(asked, "rujukan"), inner(asked, "skdp")
    return LetterDetails(
        class_up=listed(ward, "klsRawatNaik", words.CLASSES_ABOVE),
        financing=listed(ward, "pembiayaan", words.FINANCING),
        responsible=text(ward, "penanggungJawab", longest=80),
        is_executive=yes(clinic, "eksekutif"),
        is_cob=yes(inner(asked, "cob"), "cob"),
        is_cataract=yes(inner(asked, "katarak"), "katarak"),
        purpose=listed(asked, "tujuanKunj", words.PURPOSES) or "0",
        procedure_flag=listed(asked, "flagProcedure", words.PROCEDURE_FLAGS),
        support_code=listed(asked, "kdPenunjang", words.SUPPORT),
        assessment=listed(asked, "assesmentPel", words.ASSESSMENTS),
        referral_origin=listed(referral, "asalRujukan", words.ORIGINS),
        referral_on=_day_text(referral, "tglRujukan"),
        referral_issuer=text(referral, "ppkRujukan", longest=12),
        control_doctor=text(control, "kodeDPJP", longest=12),
        phone=text(asked, "noTelp", longest=20),
        user=text(asked, "user", longest=80),
        note=text(asked, "catatan", longest=500),
        accident=accident(inner(asked, "jaminan")),
    )


def accident(told: Body) -> Accident:
    payer = inner(told, "penjamin")
    supplement = inner(payer, "suplesi")
    place = inner(supplement, "lokasiLaka")
    kind = int(listed(told, "lakaLantas", words.ACCIDENTS) or "0")
    on = _day_text(payer, "tglKejadian") if kind else ""
    if kind and not on:
        raise refused("tglKejadian diisi bila lakaLantas bukan 0")
    return Accident(
        kind=kind,
        police_report=text(told, "noLP", longest=40),
        on=on,
        words=text(payer, "keterangan", longest=300),
        is_supplement=yes(supplement, "suplesi"),
        first_letter=text(supplement, "noSepSuplesi", longest=19),
        province=text(place, "kdPropinsi", longest=10),
        regency=text(place, "kdKabupaten", longest=10),
        district=text(place, "kdKecamatan", longest=10),
    )


def discharge_body(asked: Body) -> DischargeBody:
    """Version 2.0 says how; 1.1 says only when (`tglPlg`, with a clock time)."""
    said = listed(asked, "statusPulang", words.DISCHARGES) or "1"
    on = day(asked, "tglPulang") or needed_day(asked, "tglPlg")
    died_on = day(asked, "tglMeninggal")
    if said == words.DIED and died_on is None:
        raise refused("tglMeninggal diisi bila statusPulang 4 (Meninggal)")
    left = Discharge(
        on=on,
        how=LEAVING[said],
        died_on=died_on if said == words.DIED else None,
        death_letter=text(asked, "noSuratMeninggal", longest=40),
        accident_report=text(asked, "noLPManual", longest=40),
    )
    return DischargeBody(number=needed(asked, "noSep"), discharge=left)


def approval_body(asked: Body) -> ApprovalBody:
    kind = listed(asked, "jnsPengajuan", words.APPROVALS) or "1"
    return ApprovalBody(
        card=needed(asked, "noKartu"),
        on=needed_day(asked, "tglSep"),
        care_kind=CARE[listed(asked, "jnsPelayanan", words.CARE_NAMES, needed=True)],
        kind=_APPROVALS[kind],
        reason=text(asked, "keterangan", longest=300),
        user=text(asked, "user", longest=80),
    )


def _class_right(asked: Body) -> str:
    """`klsRawatHak`, or version 1.1's bare `klsRawat`."""
    ward = inner(asked, "klsRawat")
    if ward:
        return listed(ward, "klsRawatHak", words.CLASSES)
    return listed(asked, "klsRawat", words.CLASSES)


def _doctor(asked: Body) -> str:
    return text(asked, "dpjpLayan") or text(inner(asked, "skdp"), "kodeDPJP")


def _day_text(body: Body, name: str) -> str:
    found = day(body, name)
    return found.isoformat() if found else ""
