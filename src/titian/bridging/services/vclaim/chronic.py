"""VClaim PRB (§7.6): the stable chronically ill go back to their own clinic."""

from datetime import date

from titian.bridging.rules.vclaim import chronic as said
from titian.bridging.rules.vclaim.asking import month_said, nothing, refused
from titian.bridging.rules.wire_fields import day_said, needed, text
from titian.bridging.services.vclaim import patients
from titian.bridging.types.wire import Call, Reply, Route, Wire, sealed
from titian.visits import selectors as visits_read
from titian.visits import services as visits
from titian.visits.types import PlanState


def insert(call: Call) -> Reply:
    asked = said.t_prb(call.body)
    card = text(asked, "noKartu")
    letter = visits_read.letter(needed(asked, "noSep"), viewer=call.by, at=call.at)
    whose = patients.of_record(call, letter.person_id)
    if card and card != whose.card_number:
        raise refused("noKartu bukan peserta pada SEP ini")
    doctor = patients.find_doctor(call, text(asked, "kodeDPJP"), "kodeDPJP")
    new = said.new_plan(asked, doctor.id if doctor else None, _names(asked))
    plan = visits.enrol_chronic(plan=new, by=call.by, at=call.at)
    return sealed(said.written(plan, whose, patients.doctor_name(plan.practitioner_id)))


def update(call: Call) -> Reply:
    asked = said.t_prb(call.body)
    doctor = patients.find_doctor(call, text(asked, "kodeDPJP"), "kodeDPJP")
    change = said.changed_plan(asked, doctor.id if doctor else None, _names(asked))
    plan = visits.change_chronic(
        number=needed(asked, "noSrb"),
        letter_number=needed(asked, "noSep"),
        change=change,
        by=call.by,
        at=call.at,
    )
    return sealed(plan.number)


def delete(call: Call) -> Reply:
    asked = said.t_prb(call.body)
    number = needed(asked, "noSrb")
    visits.withdraw_chronic(
        number=number, letter_number=needed(asked, "noSep"), by=call.by, at=call.at
    )
    return sealed(number)


def one(call: Call) -> Reply:
    plan = visits_read.chronic_plan(patients.number(call, "noSrb"), viewer=call.by, at=call.at)
    is_its = plan.letter_number == patients.number(call, "noSep")
    if not is_its or plan.state is PlanState.WITHDRAWN:
        raise nothing()
    whose = patients.of_record(call, plan.person_id)
    doctor = patients.doctor_name(plan.practitioner_id)
    return sealed({"prb": said.detail(plan, whose, doctor)})


def of_days(call: Call) -> Reply:
    first, last = day_said(call.values["awal"], "tglMulai"), day_said(call.values["akhir"])
    if not 0 <= (last - first).days < said.LONGEST_PERIOD:
        raise refused(f"Rentang tanggal paling lama {said.LONGEST_PERIOD} hari")
    found = visits_read.chronic_plans(
        call.caller.facility_id, first=first, last=last, viewer=call.by, at=call.at
    )
    people = patients.of_records(call, (plan.person_id for plan in found))
    doctors = patients.doctor_names(plan.practitioner_id for plan in found)
    rows = [
        said.line(plan, people[plan.person_id], doctors[plan.practitioner_id])
        for plan in found
        if plan.person_id in people
    ]
    if not rows:
        raise nothing()
    return sealed({"prb": {"list": rows}})


def candidates(call: Call) -> Reply:
    """Who of a month's patients might be in the programme and is not."""
    year, month = month_said(call.values["bulan"], call.values["tahun"])
    found = visits_read.chronic_candidates(
        call.caller.facility_id, month=date(year, month, 1), viewer=call.by
    )
    people = patients.of_records(call, (who.person_id for who in found))
    rows = [said.candidate(who, people[who.person_id]) for who in found if who.person_id in people]
    if not rows:
        raise nothing()
    return sealed({"list": rows})


def _names(asked: said.Body) -> dict[str, str]:
    """The medicines as the formulary calls them; one that is not on it is refused."""
    names: dict[str, str] = {}
    for code in said.codes(asked):
        found = visits_read.listed_medicine(code)
        if found is None:
            raise refused(f"kdObat {code} tidak ada di daftar obat")
        names[code] = found.name
    return names


ROUTES = (
    Route(Wire.VCLAIM, ("POST",), "/PRB/insert", insert),
    Route(Wire.VCLAIM, ("PUT",), "/PRB/Update", update),
    Route(Wire.VCLAIM, ("DELETE",), "/PRB/Delete", delete),
    Route(Wire.VCLAIM, ("GET",), "/prb/{noSrb}/nosep/{noSep}", one),
    Route(Wire.VCLAIM, ("GET",), "/prb/tglMulai/{awal}/tglAkhir/{akhir}", of_days),
    Route(Wire.VCLAIM, ("GET",), "/prbpotensi/tahun/{tahun}/bulan/{bulan}", candidates),
)
