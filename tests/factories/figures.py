"""Applications of a month with their ends, written as they would stand after it."""

from datetime import UTC, datetime, timedelta

from tests.factories.enrolment import PANDANWANGI, Case, candidate, new_application, submitted
from titian.enrolment.models import Application, Candidate, Move, Step
from titian.enrolment.types import Act, ApplicationKind, ApplicationState, StepState

FRIDAY = datetime(2025, 3, 7, 8, 0, tzinfo=UTC)  # three in the afternoon in Malang, a month apart
MONDAY = FRIDAY + timedelta(days=2, hours=18)  # nine in the morning: two hours of work later


def sent(
    people: int = 1,
    *,
    village: str = PANDANWANGI,
    kind: ApplicationKind = ApplicationKind.NEW,
    at: datetime = FRIDAY,
) -> Case:
    them = [candidate(f"Contoh {n}") for n in range(people)]
    return submitted(new_application(kind, *them, village=village), at=at)


def ended(
    case: Case,
    at: datetime = MONDAY,
    state: ApplicationState = ApplicationState.ACTIVE,
) -> Case:
    Application.objects.filter(pk=case.application_id).update(state=state, ended_at=at)
    Candidate.objects.filter(application=case.application_id).update(is_under_way=False)
    return case


def decided(case: Case, key: str, at: datetime = MONDAY) -> Case:
    Step.objects.filter(application=case.application_id, key=key).update(
        state=StepState.YES, decided_at=at, decided_by="account:figures"
    )
    return case


def returned(case: Case, reason: str = "paper_missing", at: datetime = MONDAY) -> Case:
    Move.objects.create(
        application=case.row,
        at=at,
        act=Act.RETURN,
        state=ApplicationState.RETURNED,
        actor="account:figures",
        reason=reason,
    )
    return case
