"""A ticket as another system's calendar sees it: no name, no number of anybody."""

from dataclasses import dataclass
from datetime import datetime

from titian.queue.types.line import TicketState


@dataclass(frozen=True, slots=True)
class AppointmentView:
    """A person's number in a facility's line; `person_id` None is somebody without a record."""

    ticket_id: int
    code: str
    label: str
    state: TicketState
    person_id: int | None
    session_id: int
    service_code: str
    service_name: str
    practitioner_name: str
    starts_at: datetime
    ends_at: datetime
    booked_at: datetime
