"""What `t_rujukan` asks for (bpjs-protocols §7.3), of version 2.0 and of the older one."""

from collections.abc import Mapping

from titian.bridging.rules.vclaim import words
from titian.bridging.rules.vclaim.asking import REFERRAL, care_said, listed, refused
from titian.bridging.rules.wire_fields import day, inner, items, needed, text
from titian.bridging.types.vclaim import ReferralBody
from titian.referrals.types import ReferralKind

Body = Mapping[str, object]


def t_rujukan(body: Body) -> dict[str, object]:
    found = inner(body, "request", "t_rujukan")
    if not found:
        raise refused("Isi permintaan tidak memuat request.t_rujukan")
    return found


def new_referral(asked: Body) -> ReferralBody:
    return _referral(asked, number="", letter=needed(asked, "noSep"))


def changed_referral(asked: Body) -> ReferralBody:
    return _referral(asked, number=needed(asked, "noRujukan"), letter="")


def special(body: Body) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Number, diagnoses, procedures. The body is not wrapped; some clients wrap it anyway.

    Official examples write a diagnosis as "P;N18" (P main, S further): what stands after is taken.
    """
    asked = inner(body, "request", "t_rujukan") or inner(body, "request") or dict(body)
    diagnoses = _codes(asked, "diagnosa")
    if not diagnoses:
        raise refused("diagnosa belum diisi")
    return needed(asked, "noRujukan"), diagnoses, _codes(asked, "procedure")


def _codes(asked: Body, name: str) -> tuple[str, ...]:
    found = (text(one, "kode").rpartition(";")[2].strip() for one in items(asked, name))
    return tuple(code for code in found if code)


def _referral(asked: Body, *, number: str, letter: str) -> ReferralBody:
    kind = REFERRAL[listed(asked, "tipeRujukan", words.REFERRAL_KINDS, needed=True)]
    specialty = text(asked, "poliRujukan")
    if kind is not ReferralKind.BACK and not specialty:
        raise refused("poliRujukan belum diisi")
    return ReferralBody(
        number=number,
        letter=letter,
        issued_on=day(asked, "tglRujukan"),
        planned_on=day(asked, "tglRencanaKunjungan"),
        to_code=needed(asked, "ppkDirujuk"),
        care_kind=care_said(needed(asked, "jnsPelayanan")),
        note=text(asked, "catatan", longest=500),
        diagnosis_code=needed(asked, "diagRujukan"),
        kind=kind,
        specialty_code="" if kind is ReferralKind.BACK else specialty,
    )
