"""A case gets a guess when it is filed; an officer says whether the guess was right."""

from datetime import datetime

from django.db import transaction

from titian.complaints.models import Case, CaseSuggestion
from titian.complaints.rules.urgency import urgency_of
from titian.complaints.selectors.placing import place_in
from titian.complaints.selectors.suggesting import triage
from titian.complaints.services import moving
from titian.complaints.types import Category
from titian.kernel.actors import Actor
from titian.platform.audit import services as audit
from titian.platform.db.transactions import require_transaction


def suggest(case: Case, words: str) -> None:
    """The person's own choice stays the case's category until an officer decides."""
    require_transaction()
    model = triage()
    guess = model.predict(words)[0]
    place = None if case.facility_id else place_in(words, region=case.region_id or "")
    CaseSuggestion.objects.create(
        case=case,
        category=guess.label,
        percent=round(100 * guess.probability),
        version=model.version,
        facility_id=place.facility_id if place else None,
        facility_percent=place.percent if place else 0,
        urgency=urgency_of(words),
    )


@transaction.atomic
def decide_category(
    *, number: str, category: Category, is_facility_right: bool | None, by: Actor, at: datetime
) -> None:
    """What the officer says is the case's category from now on; the guess stays, so that figures
    can say how often it was right. Saying the same again changes nothing. Raises
    NotComplaintOfficer, CaseGone.
    """
    row = moving.reached(number, by)
    kept = CaseSuggestion.objects.get(case=row)
    if (kept.decided, kept.is_facility_right) == (category, is_facility_right):
        return

    kept.decided, kept.is_facility_right, kept.by, kept.at = category, is_facility_right, by.ref, at
    kept.save(update_fields=["decided", "is_facility_right", "by", "at"])
    row.category = category
    row.save(update_fields=["category"])

    said: dict[str, object] = {"was_right": kept.category == category}
    audit.record(audit.Entry(by, "complaints.category_decided", f"complaint:{row.pk}", said), at=at)
