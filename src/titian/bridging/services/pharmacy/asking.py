"""Whose a prescription is."""

from titian.bridging.types.wire import Call
from titian.members import selectors as members_read
from titian.members.types import Participant


def whose(call: Call, person_id: int) -> Participant:
    return members_read.participant(person_id, viewer=call.by, on=call.on, at=call.at)
