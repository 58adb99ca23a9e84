"""Reports and a desk at work, for the browser: the open pages, and those of staff."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from tests.factories.members import make_family, new_person
from tests.factories.queue import make_session
from tests.factories.reports import CODES, fails, make_party
from titian.helpdesk import services as helpdesk
from titian.helpdesk.models import Party, Report
from titian.helpdesk.types import Cause, Outcome, Service
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.scopes import EVERYWHERE, Grant, Scope

OPERATOR = (Grant("operator", Scope(EVERYWHERE)),)


@dataclass(frozen=True, slots=True)
class Reporting:
    token: str
    number: str
    serving: int
    code_only: int
    served: int
    grants: tuple[Grant, ...]


REPORTING: dict[str, Callable[[Reporting], str]] = {
    "helpdesk:reports": lambda _: "/laporan/",
    "helpdesk:report": lambda r: f"/laporan/{r.number}/",
    "helpdesk:report_answer": lambda r: f"/jawab-laporan/{r.token}/",
}
WATCHING: dict[str, Callable[[Reporting], str]] = {
    "helpdesk:report_list": lambda _: "/petugas/laporan/",
    "helpdesk:report_case": lambda r: f"/petugas/laporan/{r.number}/",
    "helpdesk:desk_log": lambda _: "/petugas/pojok/catatan/",
}
HELPING: dict[str, Callable[[Reporting], str]] = {
    "helpdesk:desk_find": lambda _: "/petugas/pojok/",
    "helpdesk:desk_serve": lambda r: f"/petugas/pojok/{r.serving}/",
    "helpdesk:desk_serve code": lambda r: f"/petugas/pojok/{r.code_only}/",
    "helpdesk:desk_card": lambda r: f"/petugas/pojok/{r.served}/kartu/",
    "helpdesk:desk_log own": lambda _: "/petugas/pojok/catatan/",
    "helpdesk:desk_today": lambda _: "/petugas/pojok/hari-ini/",
}


def a_cause() -> Cause:
    """Another one each time: the worker may be faster, and reports of others count as well."""
    return Cause(f"frontdoor:journey_{uuid4().hex[:8]}", CODES.reason, CODES.side, CODES.place)


def grouped(cause: Cause) -> Report:
    """Five people met it, and it has been sent; by us or by the worker, once."""
    if not Party.objects.filter(kind="gateway", place="").exists():
        make_party()
    at = clock.now()
    fails(cause, at=at - timedelta(minutes=1))
    helpdesk.group_failures(at=at)
    row = Report.objects.get(feature=cause.feature)
    operator = Actor.staff("journey", OPERATOR)
    helpdesk.send_report(number=row.number, client_key=uuid4(), by=operator, at=at)
    return Report.objects.get(pk=row.pk)


def reports_and_a_desk() -> Reporting:
    report, at = grouped(a_cause()), clock.now()
    facility = make_session(starts_at=at + timedelta(days=1)).facility
    grants = (Grant("desk", Scope("facility", facility.code)),)
    by = Actor.staff("journey-desk", grants)
    (siti,) = make_family(new_person("Siti Aminah"))
    (code,) = fails(a_cause(), times=1, at=at)
    place = facility.code
    serving, served = (
        helpdesk.begin_serving(
            facility_code=place, client_key=uuid4(), by=by, at=at, person_id=siti
        )
        for _ in range(2)
    )
    code_only = helpdesk.begin_serving(
        facility_code=place, client_key=uuid4(), by=by, at=at, failure_code=code
    )
    helpdesk.hand_back(
        served_id=served, service=Service.BOOKING, outcome=Outcome.TAUGHT, by=by, at=at
    )
    return Reporting(report.token_sealed, report.number, serving, code_only, served, grants)
