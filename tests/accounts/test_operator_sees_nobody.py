"""Who runs the system opens no page with a member's data: the addresses are walked, not listed.

Addresses with something in them come from the tables of the browser's tests, which open the same
rows with the role that may: here each is refused.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.test import Client

from tests.factories.accounts import signed_in_staff
from tests.factories.enrolment import make_city, signer
from tests.factories.letters import SIGNED, a_letter, approved
from tests.factories.outreach import planned
from tests.journeys import complaining, reporting, talking, test_claims
from tests.journeys import test_staff_dues as dues
from tests.journeys import test_staff_routes as desk
from tests.journeys import test_staff_routes_of_a_city as city
from tests.journeys import test_staff_routes_of_care as care
from tests.journeys.addresses import routes
from tests.journeys.changing import requests_under_way
from tests.journeys.claiming import claims_in_every_hand
from tests.journeys.deciding import a_morning_of_the_social_office
from tests.journeys.enrolling import applications_under_way
from tests.journeys.listing import a_list_with_the_dead_and_the_missing
from tests.journeys.losing import numbers_under_way
from tests.journeys.owing import a_family_that_may_be_fined
from tests.journeys.reconciled import a_day_of_a_bank
from tests.journeys.referring import papers_of_a_family
from tests.journeys.scenes import Desk, a_desk_at_work, a_request_about_data
from tests.journeys.treating import somebody_treated
from titian.claims.models import ClaimPaper
from titian.enrolment.models import Paper
from titian.kernel import clock
from titian.kernel.scopes import EVERYWHERE, Grant, Scope
from titian.queue.models import Ticket

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

OPERATOR = (Grant("operator", Scope(EVERYWHERE)),)
STAFF_ADDRESSES = ("petugas/", "loket/")
# The operator's own work, and what is of everybody or of nobody: no member on any of them.
OPENS = {
    "web:staff", "helpdesk:lessons_officers",
    # oneself and colleagues
    "accounts:staff_sign_in", "accounts:still_here", "accounts:resume", "accounts:unlock",
    "accounts:pin", "accounts:password", "accounts:history", "accounts:join", "accounts:people",
    "accounts:people_table", "accounts:person", "accounts:review", "accounts:invite",
    "accounts:invitations", "accounts:approvals",
    # figures, troubles, failures, calls: counted, told by code, never by name
    "bridging:calls", "complaints:figures", "complaints:figures_table",
    "complaints:answers_alike", "complaints:desk_incidents", "complaints:desk_incident_new",
    "complaints:desk_incident", "enrolment:staff_figures", "helpdesk:desk_log",
    "helpdesk:desk_log_file", "helpdesk:report_list", "helpdesk:report_case",
    "queue:reconciliation", "queue:reconciliation_csv", "queue:room_desk",
    # places, their hours, and the files one brought oneself
    "facilities:beds_kept", "facilities:schedule", "queue:proposals", "queue:proposal",
    "imports:files", "imports:one", "imports:broken", "imports:template", "imports:places",
    "imports:place_new", "imports:place", "imports:hours", "imports:contact",
    # words for everybody, and answers without a case: written by who has the role
    "announcements:write", "complaints:templates", "complaints:template_new",
}  # fmt: skip
NO_PERSON_THERE = ("announcements:", "facilities:", "enrolment:procedure")  # beds, hours, words
PRESSES_ONLY = 405
NAMES = ("Siti Aminah", "Orang Contoh", "Sulastri", "Rahasia Contoh")
Table = Mapping[str, Callable[[Any], str]]
OUTREACH: Table = {
    "helpdesk:outreach_visits": lambda _: "/petugas/jemput-bola/",
    "helpdesk:outreach_visit": lambda code: f"/petugas/jemput-bola/{code}/",
}
COUNTER: Table = {
    **desk.STAFF,
    "queue:desk_revision": lambda d: f"/loket/{d.session.pk}/revisi",
    "queue:desk_walk_in": lambda d: f"/loket/{d.session.pk}/baru/",
    "queue:desk_doctor": lambda d: f"/loket/{d.session.pk}/dokter/",
    "queue:desk_cancel": lambda d: f"/loket/{d.session.pk}/batal/",
    "queue:desk_close": lambda d: f"/loket/{d.session.pk}/tutup/",
    "queue:desk_reserve": lambda d: f"/loket/{d.session.pk}/cadangan/",
    "queue:desk_slip": lambda d: f"/loket/{d.session.pk}/karcis/{_ticket(d)}/",
}
PAPERS: Table = {
    **desk.CHANGES,
    "members:desk_paper": lambda c: f"/petugas/perubahan/berkas/{c.paper}/",
}
NUMBERS: Table = {
    **desk.FAMILY,
    "members:desk_recovery_code": lambda n: f"/petugas/ganti-nomor/{n.waiting}/",
}
VILLAGE: Table = {
    **city.ENROLLING,
    "enrolment:desk_paper": lambda e: f"/petugas/pendaftaran/{e.draft}/berkas/{_newest(Paper)}/",
}
LETTERS: Table = {
    "enrolment:letters": lambda _: "/petugas/surat/",
    "enrolment:letter": lambda letter: f"/petugas/surat/{letter}/",
    "enrolment:letter_paper": lambda letter: f"/petugas/surat/{letter}/pdf/",
}
CLAIMS: Table = {
    **test_claims.ECLAIM,
    **test_claims.VERIFYING,
    "claims:paper": lambda _: f"/petugas/klaim/berkas/{_newest(ClaimPaper)}/",
}
CASES: Table = {
    **complaining.KEEPING,
    **complaining.ANSWERING,
    "complaints:photo": lambda c: f"/petugas/keluhan/{c.new.number}/foto/",
}
HELP_DESK: Table = {
    **reporting.WATCHING,
    **reporting.HELPING,
    "helpdesk:desk_card_file": lambda r: f"/petugas/pojok/{r.served}/kartu.pdf",
}


def _ticket(made: Desk) -> str:
    return Ticket.objects.filter(session=made.session).latest("pk").code


def _newest(papers: type[Paper] | type[ClaimPaper]) -> int:
    return int(papers._default_manager.latest("pk").pk)


def _a_letter() -> int:
    make_city()
    approved()
    return a_letter(signer(), at=SIGNED)


SCENES: dict[str, tuple[Callable[[], Any], Table]] = {
    "a desk": (a_desk_at_work, COUNTER),
    "a bank": (a_day_of_a_bank, desk.BANK),
    "changes": (requests_under_way, PAPERS),
    "own data": (a_request_about_data, desk.OWN_DATA),
    "numbers": (numbers_under_way, NUMBERS),
    "referrals": (papers_of_a_family, desk.PAPERS),
    "a village office": (applications_under_way, VILLAGE),
    "a list": (a_list_with_the_dead_and_the_missing, city.RECONCILING),
    "an agency": (a_morning_of_the_social_office, city.DECIDING),
    "a letter": (_a_letter, LETTERS),
    "care": (somebody_treated, {**care.CARE, **care.LETTERS, **care.AT_BRANCH}),
    "claims": (claims_in_every_hand, CLAIMS),
    "dues": (lambda: a_family_that_may_be_fined().head, dues.DUES),
    "complaints": (complaining.complaints_in_every_state, CASES),
    "a help desk": (reporting.reports_and_a_desk, HELP_DESK),
    "conversations": (talking.conversations_that_wait, talking.DESK),
    "outreach": (lambda: planned(clock.now()), OUTREACH),
}


@pytest.mark.parametrize("scene", SCENES)
def test_no_page_with_a_member_opens(client: Client, scene: str) -> None:
    make, table = SCENES[scene]
    made = make()
    signed_in_staff(client, OPERATOR)

    for route, address in table.items():
        name = _name(route)
        if not address(made).startswith(tuple(f"/{start}" for start in STAFF_ADDRESSES)):
            continue
        answer = client.get(address(made))
        if name in OPENS:
            assert answer.status_code == 200, route
            assert not any(one in answer.content.decode() for one in NAMES), route
        else:
            assert answer.status_code in (403, 404), route


def test_every_other_list_refuses_with_a_way_forward_and_no_address_is_forgotten(
    client: Client,
) -> None:
    signed_in_staff(client, OPERATOR)
    tried = OPENS | {_name(route) for _, table in SCENES.values() for route in table}

    for name, address in routes():
        if not address.startswith(STAFF_ADDRESSES) or ("<" in address and name in tried):
            continue
        answer = client.get(f"/{_filled(address)}")
        if answer.status_code == PRESSES_ONLY or name in OPENS:
            continue
        if "<" not in address:
            assert answer.status_code == 403, name
            assert 'role="alert"' in answer.content.decode(), name
            assert "Menu petugas" in answer.content.decode(), name
        elif not name.startswith(NO_PERSON_THERE):
            assert answer.headers.get("Location", "").startswith("/"), f"{name}: give it a row here"


def _name(route: str) -> str:
    """The tables tell two states of a page apart by a word after its name."""
    return route.partition(" ")[0]


def _filled(address: str) -> str:
    return re.sub(r"<\w+:\w+>", "tidak-ada", re.sub(r"<int:\w+>", "987654321", address))
