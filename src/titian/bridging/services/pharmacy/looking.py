"""Reading: letters, prescriptions, what a patient was given, the month's sums."""

from calendar import monthrange
from datetime import date

from titian.bridging.errors import WireRefused
from titian.bridging.rules.pcare.people import RELATIONS
from titian.bridging.rules.pharmacy import prescriptions as shapes
from titian.bridging.rules.vclaim.participants import kind
from titian.bridging.rules.wire_fields import day_said
from titian.bridging.services.pharmacy.asking import whose
from titian.bridging.services.pharmacy.references import nothing
from titian.bridging.types.wire import Call, Reply, Route, Wire, sealed
from titian.facilities import selectors as facilities_read
from titian.members import selectors as members_read
from titian.members.types import Participant
from titian.referrals.types import CareKind
from titian.visits import selectors as visits_read
from titian.visits.types import CodeList, LetterView, PrescriptionView

_VERIFIED = "1"


def letter(call: Call) -> Reply:
    found = visits_read.letter(call.values["noSep"], viewer=call.by, at=call.at)
    return sealed(_letter_shown(call, found, whose(call, found.person_id)))


def medicines_of(call: Call) -> Reply:
    view = visits_read.prescription(call.values["noSepApotek"], viewer=call.by, at=call.at)
    name = visits_read.code_name(CodeList.MEDICINE_KIND, view.said.kind)
    return sealed({"detailsep": shapes.detail(view, whose(call, view.person_id), name)})


def given_to(call: Call) -> Reply:
    """What this pharmacy gave a patient in a span of days."""
    patient = members_read.participant_by_card(
        call.values["noKartu"], viewer=call.by, on=call.on, at=call.at
    )
    found = visits_read.prescriptions(
        call.caller.facility_id,
        first=day_said(call.values["awal"]),
        last=day_said(call.values["akhir"]),
        person_id=patient.standing.person_id,
        viewer=call.by,
        at=call.at,
    )
    if not found:
        raise nothing()
    return sealed({"list": shapes.history(found, patient)})


def of_days(call: Call) -> Reply:
    said = shapes.listing(call.body)
    found = visits_read.prescriptions(
        call.caller.facility_id,
        first=said.first,
        last=said.last,
        kind=said.kind,
        by_day_written=said.by_day_written,
        viewer=call.by,
        at=call.at,
    )
    if not found:
        raise nothing()
    people = _people(call, found)
    origin = call.caller.scheme_code
    rows = [shapes.listed(one, people[one.person_id], origin) for one in found]
    return sealed({"resep": rows})


def month_of_claims(call: Call) -> Reply:
    """Nothing is verified here yet: what was verified is an empty month."""
    first, last = _month(call.values["tahun"], call.values["bulan"])
    chosen = call.values["jenis"]
    found = visits_read.prescriptions(
        call.caller.facility_id,
        first=first,
        last=last,
        kind="" if chosen in shapes.ALL_KINDS else chosen,
        viewer=call.by,
        at=call.at,
    )
    if call.values["status"] == _VERIFIED or not found:
        raise nothing()
    people = _people(call, found)
    rows = [_claimed(one, people[one.person_id]) for one in found]
    total = str(sum(one.cost for one in found))
    return sealed(
        {
            "rekap": {
                "jumlahdata": str(len(rows)),
                "totalbiayapengajuan": total,
                "totalbiayasetuju": "0",
                "listsep": rows,
            }
        }
    )


def month_of_plans(call: Call) -> Reply:
    """Back-referral plans that the facility wrote in a month."""
    first, last = _month(call.values["tahun"], call.values["bulan"])
    plans = visits_read.chronic_plans(
        call.caller.facility_id, first=first, last=last, viewer=call.by, at=call.at
    )
    if not plans:
        raise nothing()
    ids = {plan.person_id for plan in plans}
    people = members_read.participants(ids, viewer=call.by, on=call.on, at=call.at)
    doctors = facilities_read.practitioners_by_id(
        {plan.practitioner_id for plan in plans if plan.practitioner_id}
    )
    rows = [
        {
            "No": place,
            "NamaPeserta": people[plan.person_id].standing.full_name,
            "NomorKaPst": people[plan.person_id].card_number,
            "Alamat": plan.address,
            "TglSRB": plan.written_on.isoformat(),
            "Diagnosa": plan.programme.name,
            "Obat": ", ".join(one.name for one in plan.medicines),
            "DPJP": doctors[plan.practitioner_id].name if plan.practitioner_id else "",
            "AsalFaskes": call.caller.scheme_code,
        }
        for place, plan in enumerate(plans, start=1)
    ]
    return sealed({"list": rows})


def _letter_shown(call: Call, found: LetterView, patient: Participant) -> dict[str, object]:
    standing, segment = patient.standing, kind(patient)
    is_inpatient = found.care_kind is CareKind.INPATIENT
    left = found.discharge.on.isoformat() if found.discharge else found.issued_on.isoformat()
    plan = visits_read.living_plan(found.person_id)
    return {
        "noSep": found.number,
        "faskesasalresep": call.caller.scheme_code,
        "nmfaskesasalresep": found.facility_name,
        "nokartu": patient.card_number,
        "namapeserta": standing.full_name,
        "jnskelamin": standing.sex.value,
        "tgllhr": standing.birth_date.isoformat(),
        "pisat": RELATIONS[standing.relation],
        "kdjenispeserta": segment["kode"],
        "nmjenispeserta": segment["keterangan"],
        "kodebu": "",
        "namabu": "",
        "tglsep": found.issued_on.isoformat(),
        "tglplgsep": "" if is_inpatient and not found.discharge else left,
        "jnspelayanan": "RI" if is_inpatient else "RJTL",
        "nmdiag": found.diagnosis.said,
        "poli": found.specialty_code,
        "flagprb": "1" if plan else "0",
        "namaprb": plan.name if plan else "",
        "kodedokter": _doctor_code(found),
        "namadokter": found.practitioner_name or None,
    }


def _doctor_code(found: LetterView) -> str:
    if found.practitioner_id is None:
        return ""
    return str(facilities_read.practitioner(found.practitioner_id).scheme_code or "")


def _claimed(one: PrescriptionView, patient: Participant) -> dict[str, object]:
    said = one.said
    return {
        "nosepapotek": one.number,
        "nosepaasal": said.letter_number,
        "nokartu": patient.card_number,
        "namapeserta": patient.standing.full_name,
        "noresep": said.own_number,
        "jnsobat": visits_read.code_name(CodeList.MEDICINE_KIND, said.kind),
        "tglpelayanan": said.dispensed_on.isoformat(),
        "biayapengajuan": str(one.cost),
        "biayasetuju": "0",
    }


def _people(call: Call, found: list[PrescriptionView]) -> dict[int, Participant]:
    ids = {one.person_id for one in found}
    return members_read.participants(ids, viewer=call.by, on=call.on, at=call.at)


def _month(year: str, month: str) -> tuple[date, date]:
    if not (year.isdecimal() and month.isdecimal() and len(year) == 4 and len(month) <= 2):
        raise WireRefused(201, "Bulan atau tahun tidak sesuai")
    number = int(month)
    if not 1 <= number <= 12 or not 2014 <= int(year) <= 2100:
        raise WireRefused(201, "Bulan atau tahun tidak sesuai")
    first = date(int(year), number, 1)
    return first, first.replace(day=monthrange(first.year, number)[1])


ROUTES = (
    Route(Wire.PHARMACY, ("GET",), "/sep/{noSep}", letter),
    Route(Wire.PHARMACY, ("GET",), "/pelayanan/obat/daftar/{noSepApotek}", medicines_of),
    Route(Wire.PHARMACY, ("GET",), "/obat/daftar/{noSepApotek}", medicines_of),
    Route(Wire.PHARMACY, ("GET",), "/riwayatobat/{awal}/{akhir}/{noKartu}", given_to),
    Route(Wire.PHARMACY, ("POST",), "/daftarresep", of_days, reads=True),
    Route(
        Wire.PHARMACY,
        ("GET",),
        "/monitoring/klaim/{bulan}/{tahun}/{jenis}/{status}",
        month_of_claims,
    ),
    Route(Wire.PHARMACY, ("GET",), "/Prb/rekappeserta/tahun/{tahun}/bulan/{bulan}", month_of_plans),
)
