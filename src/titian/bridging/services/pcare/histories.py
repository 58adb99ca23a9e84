"""`/kunjungan/peserta` and `/kunjungan/rujukan`: visits of the caller's own patients, shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from titian.bridging.rules.pcare import people as people_shown
from titian.bridging.rules.pcare import visits as shown
from titian.bridging.rules.pcare.shapes import coded, listed, nothing, told
from titian.bridging.services.pcare.people import person_of
from titian.bridging.types.wire import Call, Reply, Route, Wire, sealed
from titian.facilities import selectors as facilities_read
from titian.facilities.types import PractitionerView
from titian.members import selectors as members_read
from titian.members.types import Participant
from titian.referrals import selectors as referrals_read
from titian.referrals.types import Coded, ReferralView
from titian.visits import selectors as visits_read
from titian.visits.types import CodeList, VisitView


def of_person(call: Call) -> Reply:
    whose = person_of(call, call.values["noKartu"])
    views = visits_read.visits_of(
        whose.standing.person_id,
        facility_id=call.caller.facility_id,
        viewer=call.by,
        at=call.at,
    )
    if not views:
        raise nothing()
    beside = _beside(call, views)
    return sealed(listed(_shown(call, view, whose, beside) for view in views))


def referral_of(call: Call) -> Reply:
    view = visits_read.visit_by_number(call.values["nomor"], viewer=call.by, at=call.at)
    if not view.referral_number:
        raise nothing()
    paper = referrals_read.referral(view.referral_number, viewer=call.by, at=call.at)
    whose = members_read.participant(view.person_id, viewer=call.by, on=call.on, at=call.at)
    doctor = _beside(call, [view]).doctor(view)
    return sealed(_referral_shown(view, paper, whose, doctor))


@dataclass(frozen=True, slots=True)
class _Beside:
    """What the rows name besides: papers by their number, doctors by id, own services by code."""

    papers: Mapping[str, ReferralView]
    doctors: Mapping[int, PractitionerView]
    services: Mapping[str, str]

    def doctor(self, view: VisitView) -> dict[str, object]:
        found = self.doctors.get(view.practitioner_id or 0)
        code = str(found.scheme_code) if found and found.scheme_code else ""
        return coded(code, view.practitioner_name, "Dokter")


def _beside(call: Call, views: Sequence[VisitView]) -> _Beside:
    """At most four statements, however many rows."""
    papers: list[ReferralView] = []
    if any(view.referral_number for view in views):
        person = views[0].person_id
        papers = referrals_read.referrals_of(person, viewer=call.by, at=call.at)
    doctors = {view.practitioner_id for view in views if view.practitioner_id}
    return _Beside(
        {paper.number: paper for paper in papers},
        facilities_read.practitioners_by_id(doctors),
        {one.code: one.name for one in facilities_read.services_of(call.caller.facility_id)},
    )


def _shown(call: Call, view: VisitView, whose: Participant, beside: _Beside) -> dict[str, object]:
    paper = beside.papers.get(view.referral_number)
    inside = str(view.notes.get("referred_inside", ""))
    return {
        "noKunjungan": view.number,
        "tglKunjungan": shown.day_told(view),
        "providerPelayanan": people_shown.provider(call.caller.scheme_code, call.caller.name),
        "peserta": people_shown.short(whose),
        "poli": shown.service(view.service_code, view.service_name),
        "progProlanis": coded("", "", "Program"),
        "keluhan": view.complaint,
        **_diagnoses(view),
        "kesadaran": _chosen(view, "consciousness", CodeList.CONSCIOUSNESS, "Sadar"),
        **shown.numbers(view),
        "catatan": str(view.notes.get("remark", "")),
        "rujukBalik": int(bool(view.notes.get("is_back_referral"))),
        "providerAsalRujuk": people_shown.provider(call.caller.scheme_code, call.caller.name),
        "providerRujukLanjut": _sent_to(paper),
        "pemFisikLain": str(view.notes.get("history", "")),
        "dokter": beside.doctor(view),
        "statusPulang": _leaving(view),
        "tkp": _place(view),
        "poliRujukInternal": shown.service(inside, beside.services.get(inside, "")),
        "poliRujukLanjut": _sent_for(paper),
        "tglPulang": told(view.ended_on),
    }


def _referral_shown(
    view: VisitView, paper: ReferralView, whose: Participant, doctor: Mapping[str, object]
) -> dict[str, object]:
    to, standing = paper.to_facility, whose.standing
    second, third = (*view.diagnoses, None, None, None)[1:3]
    exception = str(view.notes.get("exception", ""))
    return {
        "noRujukan": paper.number,
        "ppk": _hospital(to.id if to else None),
        "tglKunjungan": shown.day_told(view),
        "poli": coded(paper.specialty.code, paper.specialty.name, "Poli"),
        "nokaPst": whose.card_number,
        "nmPst": standing.full_name,
        "tglLahir": told(standing.birth_date),
        "pisa": str(int(standing.relation)),
        "ketPisa": people_shown.RELATIONS[standing.relation],
        "sex": standing.sex.value,
        "diag1": coded(paper.diagnosis.code, paper.diagnosis.name, "Diag"),
        "diag2": coded(second.code, second.name, "Diag") if second else None,
        "diag3": coded(third.code, third.name, "Diag") if third else None,
        "catatan": paper.note,
        "dokter": doctor,
        "tacc": {
            "nmTacc": visits_read.code_name(CodeList.EXCEPTION, exception) or None,
            "alasanTacc": view.notes.get("exception_reason"),
        },
        "infoDenda": "",
    }


def _hospital(facility_id: int | None) -> dict[str, object]:
    """The hospital with the office that looks after its regency; of offices nothing is known."""
    if facility_id is None:
        return {"kdPPK": None, "nmPPK": None, "alamat": None, "kc": None}
    place = facilities_read.facility(facility_id)
    unknown = {"alamat": None, "telp": None, "fax": None}
    regency = {
        "kdProp": place.regency_code[:2],
        "kdDati": place.regency_code,
        "nmDati": place.regency_name,
    }
    office = {
        "kdKC": None,
        "nmKC": None,
        **unknown,
        "dati": regency,
        "kdKR": {"kdKR": None, "nmKR": None, **unknown},
    }
    return {
        "kdPPK": place.scheme_code,
        "nmPPK": place.name,
        "alamat": place.address_note or None,
        "kc": office,
    }


def _sent_to(paper: ReferralView | None) -> dict[str, object]:
    to = paper.to_facility if paper else None
    return people_shown.provider(to.scheme_code if to else "", to.name if to else "")


def _sent_for(paper: ReferralView | None) -> dict[str, object]:
    return shown.service(
        paper.specialty.code if paper else "", paper.specialty.name if paper else ""
    )


def _diagnoses(view: VisitView) -> dict[str, object]:
    three: tuple[Coded | None, ...] = (*view.diagnoses, None, None, None)[:3]
    return {
        f"diagnosa{place}": shown.diagnosis(
            one, non_specialist=bool(one and visits_read.is_first_care(one.code))
        )
        for place, one in enumerate(three, start=1)
    }


def _chosen(view: VisitView, name: str, which: CodeList, prefix: str) -> dict[str, object]:
    code = str(view.notes.get(name, ""))
    return coded(code, visits_read.code_name(which, code), prefix)


def _leaving(view: VisitView) -> dict[str, object]:
    code = shown.leaving_code(view)
    names = (CodeList.LEAVING_OUTPATIENT, CodeList.LEAVING_INPATIENT)
    found = (visits_read.code_name(which, code) for which in names)
    return coded(code, next((name for name in found if name), ""), "StatusPulang")


def _place(view: VisitView) -> dict[str, object]:
    code = shown.place_of_care(view)
    return coded(code, visits_read.code_name(CodeList.PLACE_OF_CARE, code), "Tkp")


ROUTES = (
    Route(Wire.PCARE, ("GET",), "/kunjungan/peserta/{noKartu}", of_person),
    Route(Wire.PCARE, ("GET",), "/kunjungan/rujukan/{nomor}", referral_of),
    Route(Wire.PCARE, ("GET",), "/kunjungan/v1/rujukan/{nomor}", referral_of),
)
