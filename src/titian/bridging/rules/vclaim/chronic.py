"""The back-referral programme (PRB) on the wire (bpjs-protocols §7.6)."""

from collections.abc import Mapping

from titian.bridging.rules.vclaim.asking import refused
from titian.bridging.rules.vclaim.control import brief_sex
from titian.bridging.rules.vclaim.letters import Payload
from titian.bridging.rules.wire_fields import inner, items, needed, text
from titian.members.types import Participant
from titian.visits.types import (
    NewPlan,
    PlanCandidate,
    PlanChange,
    PlanMedicine,
    PlanView,
)

Body = Mapping[str, object]

LONGEST_PERIOD = 31  # days asked for at once


def t_prb(body: Body) -> dict[str, object]:
    found = inner(body, "request", "t_prb")
    if not found:
        raise refused("Isi permintaan tidak memuat request.t_prb")
    return found


def new_plan(asked: Body, practitioner_id: int | None, medicines: Mapping[str, str]) -> NewPlan:
    return NewPlan(
        letter_number=needed(asked, "noSep"),
        programme=_programme(asked),
        practitioner_id=practitioner_id,
        medicines=lines(asked, medicines),
        address=text(asked, "alamat", longest=300),
        email=text(asked, "email", longest=120),
        note=text(asked, "keterangan", longest=500),
        advice=text(asked, "saran", longest=500),
        user=_user(asked),
    )


def changed_plan(
    asked: Body, practitioner_id: int | None, medicines: Mapping[str, str]
) -> PlanChange:
    """What the body does not name stays as it was."""
    told = {name.lower() for name in asked}
    return PlanChange(
        practitioner_id=practitioner_id,
        medicines=lines(asked, medicines) if "obat" in told else None,
        address=_told(asked, "alamat", told),
        email=_told(asked, "email", told),
        note=_told(asked, "keterangan", told),
        advice=_told(asked, "saran", told),
        user=_user(asked) or None,
    )


def codes(asked: Body) -> tuple[str, ...]:
    """The medicines' codes, to be named from the list before anything is written."""
    return tuple(needed(one, "kdObat") for one in items(asked, "obat"))


def lines(asked: Body, names: Mapping[str, str]) -> tuple[PlanMedicine, ...]:
    return tuple(
        PlanMedicine(
            code=(code := needed(one, "kdObat")),
            name=names[code],
            times=text(one, "signa1", longest=10),
            each=text(one, "signa2", longest=10),
            amount=text(one, "jmlObat", longest=10),
        )
        for one in items(asked, "obat")
    )


def written(plan: PlanView, whose: Participant, doctor: Mapping[str, str]) -> Payload:
    """The answer to an insert."""
    return {
        "DPJP": dict(doctor),
        "keterangan": plan.note,
        "noSRB": plan.number,
        "obat": {
            "list": [
                {
                    "jmlObat": one.amount,
                    "nmObat": one.name,
                    "signa": f"{one.times} x {one.each}",
                }
                for one in plan.medicines
            ]
        },
        "peserta": person(plan, whose),
        "programPRB": plan.programme.name,
        "saran": plan.advice,
        "tglSRB": plan.written_on.isoformat(),
    }


def detail(plan: PlanView, whose: Participant, doctor: Mapping[str, str]) -> Payload:
    medicines = [
        {
            "jmlObat": one.amount,
            "kdObat": one.code,
            "nmObat": one.name,
            "signa1": one.times,
            "signa2": one.each,
        }
        for one in plan.medicines
    ]
    return {
        **_heading(plan, doctor),
        "obat": {"obat": medicines},
        "peserta": person(plan, whose),
    }


def line(plan: PlanView, whose: Participant, doctor: Mapping[str, str]) -> Payload:
    whole = person(plan, whose)
    kept = ("alamat", "email", "nama", "noKartu", "noTelepon")
    return {**_heading(plan, doctor), "peserta": {name: whole[name] for name in kept}}


def person(plan: PlanView, whose: Participant) -> Payload:
    standing = whose.standing
    return {
        "alamat": plan.address,
        "asalFaskes": {"kode": whose.facility_scheme_code, "nama": standing.facility_name},
        "email": plan.email,
        "kelamin": brief_sex(whose),
        "nama": standing.full_name,
        "noKartu": whose.card_number,
        "noTelepon": whose.phone,
        "tglLahir": standing.birth_date.isoformat(),
    }


def candidate(one: PlanCandidate, whose: Participant) -> Payload:
    return {
        "NamaPeserta": whose.standing.full_name,
        "NomorKartu": whose.card_number,
        "NOSEP": one.letter_number,
        "TanggalPelayanan": one.on.isoformat(),
        "DiagnosaPotensiPRB": one.diagnosis.said,
        "KategoriPenyakitPRB": one.programme.name,
    }


def _heading(plan: PlanView, doctor: Mapping[str, str]) -> Payload:
    return {
        "DPJP": dict(doctor),
        "noSEP": plan.letter_number,
        "noSRB": plan.number,
        "programPRB": {"kode": plan.programme.code, "nama": plan.programme.name},
        "keterangan": plan.note,
        "saran": plan.advice,
        "tglSRB": plan.written_on.isoformat(),
    }


def _programme(asked: Body) -> str:
    """ "01", "1" or the official list's "01 "."""
    return needed(asked, "programPRB").zfill(2)


def _user(asked: Body) -> str:
    said = text(asked, "user", longest=80)
    if said and not (said.isascii() and said.isdecimal()):
        raise refused("user harus diisi angka")
    return said


def _told(asked: Body, name: str, told: set[str]) -> str | None:
    return text(asked, name, longest=500) if name in told else None
