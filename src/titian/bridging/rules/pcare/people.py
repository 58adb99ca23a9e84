"""`peserta` of PCare. What no record here holds (blood group, other insurers) is null."""

from collections.abc import Mapping
from dataclasses import dataclass

from titian.bridging.rules.pcare.shapes import told
from titian.bridging.rules.status_words import SCHEME_WORDS
from titian.bridging.rules.vclaim.participants import class_right, kind
from titian.members.types import Participant, Relation, Status

RELATIONS: Mapping[Relation, str] = {
    Relation.HEAD: "Peserta",
    Relation.SPOUSE: "Suami/Istri",
    Relation.CHILD: "Anak",
    Relation.PARENT: "Orang Tua",
    Relation.OTHER: "Tambahan",
}


@dataclass(frozen=True, slots=True)
class Beside:
    """What other records say of the person: programmes, and what the family owes in rupiah."""

    club: str = ""  # the programme of the club the person meets with
    back_referral: str = ""  # the chronic programme the person was referred back for
    arrears: int = 0


def peserta(whose: Participant, beside: Beside) -> dict[str, object]:
    """The whole object, as `/peserta` answers it."""
    right, segment = class_right(whose), kind(whose)
    standing = whose.standing
    return {
        **short(whose),
        "kdProviderPst": provider(whose.facility_scheme_code, standing.facility_name),
        "kdProviderGigi": provider("", ""),
        "jnsKelas": {"nama": right["keterangan"], "kode": right["kode"]},
        "jnsPeserta": {"nama": segment["keterangan"], "kode": segment["kode"]},
        "golDarah": None,
        "pstProl": beside.club,
        "pstPrb": beside.back_referral,
        "ketAktif": SCHEME_WORDS[whose.status],
        "asuransi": {"kdAsuransi": None, "nmAsuransi": None, "noAsuransi": None, "cob": False},
        "tunggakan": beside.arrears,
    }


def short(whose: Participant) -> dict[str, object]:
    """As inside a registration or a visit. While cover lasts, no end of it is known."""
    standing, is_active = whose.standing, whose.status is Status.AKTIF
    return {
        "noKartu": whose.card_number,
        "nama": standing.full_name,
        "hubunganKeluarga": RELATIONS[standing.relation],
        "sex": standing.sex.value,
        "tglLahir": told(standing.birth_date),
        "tglMulaiAktif": told(whose.since if is_active else whose.began_on),
        "tglAkhirBerlaku": None if is_active else told(whose.since),
        "noHP": whose.phone or None,
        "noKTP": whose.nik or None,
        "aktif": is_active,
    }


def provider(code: str, name: str) -> dict[str, object]:
    return {"kdProvider": code or None, "nmProvider": name or None}
