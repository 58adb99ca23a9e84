"""Each answer of an office is compared with earlier ones, and the number kept."""

from datetime import datetime

from titian.complaints.models import AnswerSketch, Case, Message
from titian.complaints.selectors.similar import likeness, office_of
from titian.kernel.actors import Actor
from titian.kernel.language import shingles
from titian.platform.db.transactions import require_transaction


def compare(case: Case, message: Message, words: str, *, by: Actor, at: datetime) -> None:
    require_transaction()
    told = shingles(words)
    office = office_of(case)
    found = likeness(told, office=office, by=by.ref, at=at)
    AnswerSketch.objects.create(
        message=message,
        office=office,
        by=by.ref,
        at=at,
        runs=sorted(told.counts.elements()),
        like_own=found.own,
        like_office=found.office,
    )
