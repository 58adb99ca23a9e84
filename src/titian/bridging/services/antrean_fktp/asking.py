"""Whom a clinic's words mean."""

from titian.bridging.errors import WireRefused
from titian.bridging.rules.antrean_fktp import REFUSED, SaidNumber
from titian.bridging.types.wire import Call
from titian.members import selectors as members_read
from titian.members.errors import PersonUnknown
from titian.members.types import Participant


def by_card(call: Call, card: str) -> Participant:
    return members_read.participant_by_card(card, viewer=call.by, on=call.on, at=call.at)


def whose_number(call: Call, said: SaidNumber) -> Participant | None:
    """None for a patient who pays: nobody of the scheme has that NIK."""
    if not said.card:
        try:
            return members_read.participant_by_nik(said.nik, viewer=call.by, on=call.on, at=call.at)
        except PersonUnknown:
            return None
    whose = by_card(call, said.card)
    if said.nik and whose.nik and said.nik != whose.nik:
        raise WireRefused(REFUSED, "NIK dan nomor kartu bukan milik orang yang sama")
    return whose
