"""Where an application is, for whoever holds its code and knows a birth date on the card."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from titian.enrolment.errors import ApplicationGone
from titian.enrolment.models import Application
from titian.enrolment.rules.asking import asked
from titian.enrolment.selectors.procedures import procedure_version
from titian.enrolment.selectors.views import view
from titian.enrolment.types import ApplicationState, Tracked
from titian.kernel.actors import Actor
from titian.kernel.identifiers import tidy_code
from titian.platform.audit import services as audit


def asks_where(text: str) -> bool:
    """Whether a message asks where an application is: enrolment answers it, nobody else."""
    return asked(text) is not None


@transaction.atomic
def tracked(code: str, birth_date: date, *, by: Actor, at: datetime) -> Tracked:
    """Raises ApplicationGone alike for an unknown code, a draft and a wrong birth date."""
    found = Application.objects.select_related("village", "city").filter(code=tidy_code(code))
    row = found.exclude(state=ApplicationState.DRAFT).first()
    if row is None:
        raise ApplicationGone
    whole = view(row, at)
    if birth_date not in {one.birth_date for one in whole.people}:
        raise ApplicationGone

    audit.record(audit.Entry(by, "enrolment.tracked", f"enrolment:{row.pk}"), at=at)
    told = procedure_version(row.procedure_id).procedure.told
    return Tracked(
        application_id=row.pk,
        code=whole.code,
        city=whole.city,
        title=whole.title,
        state=whole.state,
        told=told.get(whole.state, ""),
        village_name=whole.village_name,
        timezone=row.city.timezone,
        submitted_at=whole.submitted_at,
        promised_at=whole.promised_at,
        urgent_until=whole.urgent_until,
        ended_at=whole.ended_at,
        reason=whole.reason,
        repairs=whole.repairs,
        steps=tuple(replace(step, words="", checks=()) for step in whole.steps),
        moves=whole.moves,
    )
