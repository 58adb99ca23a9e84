"""Saying to a member what a facility's own system answered, or that it does not answer."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from titian.queue.models import Errand, LineHealth, Ticket
from titian.queue.rules.outside import TELL_AFTER
from titian.queue.selectors.notices import tickets_with_sessions
from titian.queue.services.telling import Saying, Write, about, say
from titian.queue.services.wording import (
    Facts,
    again_facts,
    asking_facts,
    outside_facts,
    session_facts,
)
from titian.queue.types import LIVE, ErrandKind, ErrandState

_LABELS = ("session__facility", "session__service", "session__practitioner")


@transaction.atomic
def tell_outside_given(*, ticket_ids: Collection[int], at: datetime) -> int:
    """The facility's number and code, to each of many."""
    tickets = [t for t in tickets_with_sessions(ticket_ids) if t.state in LIVE]
    sayings = [
        about("outside_given", t, t.session, _numbers(t)) for t in tickets if hasattr(t, "outside")
    ]
    return say(sayings, at=at)


@transaction.atomic
def tell_outside_refused(*, errand_id: int, at: datetime) -> int:
    """No number came: with the code by which any counter helps."""
    found = Errand.objects.filter(pk=errand_id, state=ErrandState.REFUSED)
    return say([_saying("outside_refused", e, _refused(e)) for e in _with_labels(found)], at=at)


@transaction.atomic
def tell_waiting(*, at: datetime) -> int:
    """Who has waited for minutes because the facility does not answer learns that we go on."""
    away = LineHealth.objects.filter(failing_since__isnull=False).values("facility_id")
    due = Errand.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        state=ErrandState.ASKING,
        kind=ErrandKind.TAKE,
        told_waiting=False,
        asked_at__lte=at - TELL_AFTER,
        facility__in=away,
    )
    errands = list(_with_labels(due)[:200])
    told = say([_saying("outside_waiting", e, _waiting(e)) for e in errands], at=at)
    Errand.objects.filter(pk__in=[e.pk for e in errands]).update(told_waiting=True)
    return told


def _numbers(ticket: Ticket) -> Write:
    return lambda language: outside_facts(ticket, ticket.session, language)


def _saying(template: str, errand: Errand, write: Write) -> Saying:
    return Saying(
        template,
        errand.person_id or 0,
        errand.session,
        f"queue.{template}:{errand.pk}",
        write,
    )


def _refused(errand: Errand) -> Write:
    def write(language: str) -> Facts:
        return {
            **session_facts(errand.session, language),
            **again_facts(errand.session, errand.person_id or 0),
            "code": errand.receipt or "-",
        }

    return write


def _waiting(errand: Errand) -> Write:
    return lambda language: {
        **session_facts(errand.session, language),
        **asking_facts(errand.pk),
    }


def _with_labels(errands: "QuerySet[Errand]") -> "QuerySet[Errand]":
    return errands.select_related("session", *_LABELS)
