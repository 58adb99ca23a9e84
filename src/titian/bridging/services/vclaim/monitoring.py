"""VClaim Monitoring (§7.6): the caller's visits, claims, a patient's history with it."""

from datetime import date

from titian.bridging.rules.vclaim import accidents as accident_lines
from titian.bridging.rules.vclaim import claims as claim_lines
from titian.bridging.rules.vclaim import letters as said
from titian.bridging.rules.vclaim.asking import care_said, nothing, refused
from titian.bridging.rules.vclaim.letters import Payload
from titian.bridging.rules.wire_fields import day_said
from titian.bridging.services.vclaim import patients
from titian.bridging.types.wire import Call, Handler, Reply, Route, Wire, sealed
from titian.claims import selectors as claims_read
from titian.visits import selectors as visits_read

_LONGEST_DAYS = 366


def visits(call: Call) -> Reply:
    """Letters of a day."""
    found = visits_read.letters(
        facility_id=call.caller.facility_id,
        on=day_said(call.values["tgl"], "Tanggal"),
        care_kind=care_said(call.values["jenis"], "JnsPelayanan"),
        viewer=call.by,
    )
    people = patients.of_records(call, (one.person_id for one in found))
    rows = [said.monitored(one, people[one.person_id]) for one in found if one.person_id in people]
    return _listed("sep", rows)


def claims(call: Call) -> Reply:
    """Claims of those who left on a day, by how far they are."""
    found = claims_read.claims_left_on(
        facility_id=call.caller.facility_id,
        left_on=day_said(call.values["tgl"], "Tanggal"),
        care_kind=care_said(call.values["jenis"], "JnsPelayanan"),
        stage=claim_lines.stage_said(call.values["status"]),
        viewer=call.by,
        at=call.at,
    )
    return _listed("klaim", [claim_lines.claim_line(one) for one in found])


def history(call: Call) -> Reply:
    """One patient's letters at the caller's; what others did is not the caller's to see."""
    first, last = _period(call)
    whose = patients.by_card(call, call.values["noKartu"])
    found = visits_read.letters_of(
        whose.standing.person_id,
        facility_id=call.caller.facility_id,
        first=first,
        last=last,
        viewer=call.by,
        at=call.at,
    )
    return _listed("histori", [said.history_line(one, whose) for one in found])


def accidents(call: Call) -> Reply:
    """Letters after traffic accidents, with what the accident insurer said."""
    first, last = _period(call)
    found = visits_read.accident_covers(
        call.caller.facility_id,
        first=first,
        last=last,
        care_kind=care_said(call.values["jenis"], "JnsPelayanan"),
        viewer=call.by,
    )
    people = patients.of_records(call, (one.letter.person_id for one in found))
    rows = [
        accident_lines.covered(one, people[one.letter.person_id])
        for one in found
        if one.letter.person_id in people
    ]
    return _listed("jaminan", rows)


def _period(call: Call) -> tuple[date, date]:
    first, last = day_said(call.values["awal"], "tglMulai"), day_said(call.values["akhir"])
    if last < first:
        raise refused("tglAkhir tidak boleh sebelum tglMulai")
    if (last - first).days > _LONGEST_DAYS:
        raise refused("Rentang tanggal paling lama satu tahun")
    return first, last


def _listed(key: str, rows: list[Payload]) -> Reply:
    if not rows:
        raise nothing()
    return sealed({key: rows})


def _get(template: str, handle: Handler) -> Route:
    return Route(Wire.VCLAIM, ("GET",), f"/Monitoring/{template}", handle)


ROUTES = (
    _get("Kunjungan/Tanggal/{tgl}/JnsPelayanan/{jenis}", visits),
    _get("Klaim/Tanggal/{tgl}/JnsPelayanan/{jenis}/Status/{status}", claims),
    _get("HistoriPelayanan/NoKartu/{noKartu}/tglMulai/{awal}/tglAkhir/{akhir}", history),
    _get("HistoriPelayanan/NoKartu/{noKartu}/tglAwal/{awal}/tglAkhir/{akhir}", history),
    _get("JasaRaharja/JnsPelayanan/{jenis}/tglMulai/{awal}/tglAkhir/{akhir}", accidents),
)
