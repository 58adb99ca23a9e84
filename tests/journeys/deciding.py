"""A social office with its morning's cases: an urgent one, one that agrees, one that differs."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from tests.factories.accounts import make_staff
from tests.factories.enrolment import CITY, Case, make_city, new_application, submitted
from titian.enrolment.models import Check
from titian.enrolment.types import ApplicationKind, CheckState
from titian.kernel import clock
from titian.kernel.scopes import Grant, Scope

SOCIAL = (Grant("agency", Scope("office", f"{CITY}/social")),)
_FACTS = {"on_national_list": False, "decile": 3}


@dataclass(frozen=True, slots=True)
class Morning:
    urgent: Case
    agrees: Case
    differs: Case

    def step(self, case: Case) -> int:
        return case.step("social").pk


@transaction.atomic
def a_morning_of_the_social_office() -> Morning:
    """In one transaction: no register is asked before its answer stands here."""
    make_city()
    at = clock.now() - timedelta(minutes=10)
    letter = at - timedelta(hours=1)
    urgent = submitted(new_application(ApplicationKind.URGENT, hospital_letter_at=letter), at=at)
    morning = Morning(urgent, submitted(at=at), submitted(at=at))
    _answered(morning.urgent, CheckState.DIFFERS, listed=True)
    _answered(morning.agrees, CheckState.AGREES, listed=False)
    _answered(morning.differs, CheckState.DIFFERS, listed=True)
    make_staff(SOCIAL, display_name="Pak Joko (contoh)")
    return morning


def _answered(case: Case, state: CheckState, *, listed: bool) -> None:
    """Only this office's register has answered: no other is asked while a test looks."""
    Check.objects.filter(step=case.step("social")).update(
        state=state,
        evidence="CONTOH-4711",
        facts={**_FACTS, "on_national_list": listed},
        answered_at=clock.now(),
        next_at=None,
        is_sample=True,
    )
