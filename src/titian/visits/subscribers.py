"""What visits does because something happened: whoever was treated is told, once."""

from datetime import datetime

from titian.platform.outbox.services import subscribe
from titian.visits import services as visits
from titian.visits.events import LetterIssued, VisitRecorded


@subscribe(VisitRecorded, name="visits.tell_recorded")
def tell_recorded(event: VisitRecorded, *, at: datetime) -> None:
    visits.tell_recorded(visit_id=event.visit_id, at=at)


@subscribe(LetterIssued, name="visits.tell_letter")
def tell_letter(event: LetterIssued, *, at: datetime) -> None:
    visits.tell_letter(number=event.number, at=at)
