"""`/peserta`: who is insured, by card or NIK."""

from datetime import date

from titian.bridging.rules import wire_fields as fields
from titian.bridging.rules.pcare import people as shown
from titian.bridging.rules.pcare.shapes import refused
from titian.bridging.types.wire import Call, Reply, Route, Wire, sealed
from titian.contributions import selectors as contributions_read
from titian.kernel.errors import Refusal
from titian.members import selectors as members_read
from titian.members.types import Participant
from titian.visits import selectors as visits_read

_LAST_DIGITS = 11  # of a card, by which a family is known to banks


def by_card(call: Call) -> Reply:
    return _answered(call, person_of(call, call.values["noKartu"]))


def by_kind(call: Call) -> Reply:
    """`/peserta/nik/…` or `/peserta/noka/…`."""
    kind, number = call.values["jenis"].lower(), call.values["nomor"]
    if kind == "noka":
        return _answered(call, person_of(call, number))
    if kind != "nik":
        raise refused("Jenis kartu harus nik atau noka")
    nik = fields.digits({"nik": number}, "nik", 16)
    found = members_read.participant_by_nik(nik, viewer=call.by, on=call.on, at=call.at)
    return _answered(call, found)


def person_of(call: Call, card: str, *, on: date | None = None) -> Participant:
    """The person with a card in hand, as on that day; the look is recorded."""
    number = fields.digits({"noKartu": card}, "noKartu", 13)
    if not number:
        raise refused("noKartu belum diisi")
    return members_read.participant_by_card(number, viewer=call.by, on=on or call.on, at=call.at)


def whole(call: Call, whose: Participant) -> dict[str, object]:
    """A person with what dues and care know of them."""
    person_id = whose.standing.person_id
    plan = visits_read.living_plan(person_id)
    clubs = visits_read.club_programmes([person_id])
    beside = shown.Beside(
        club=clubs.get(person_id, ""),
        back_referral=plan.name if plan else "",
        arrears=_arrears(call, whose),
    )
    return shown.peserta(whose, beside)


def _answered(call: Call, whose: Participant) -> Reply:
    return sealed(whole(call, whose))


def _arrears(call: Call, whose: Participant) -> int:
    """What the family owes; only asked for those who are behind."""
    if not whose.standing.months_in_arrears:
        return 0
    try:
        owed, _ = contributions_read.outstanding_by_number(
            whose.card_number[-_LAST_DIGITS:], at=call.at
        )
    except Refusal:
        return 0
    return owed.amount


ROUTES = (
    Route(Wire.PCARE, ("GET",), "/peserta/{noKartu}", by_card),
    Route(Wire.PCARE, ("GET",), "/peserta/{jenis}/{nomor}", by_kind),
)
