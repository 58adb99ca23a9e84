"""At the pages: a report is answered over its link, read by everybody, and moved by staff."""

import secrets
from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tests.conftest import StatementBudget
from tests.factories.accounts import signed_in_staff
from tests.factories.reports import CODES, EVENING, a_sent_report, fails, make_party, report_of
from titian.helpdesk import services as helpdesk
from titian.helpdesk.models import Report
from titian.helpdesk.types import Cause, ReportState
from titian.kernel import clock
from titian.kernel.scopes import EVERYWHERE, Grant, Scope

pytestmark = pytest.mark.django_db
OPERATOR = (Grant("operator", Scope(EVERYWHERE)),)
LATER = EVENING + timedelta(hours=12)


@pytest.fixture(autouse=True)
def the_next_morning() -> Iterator[None]:
    with clock.fixed(LATER):
        yield


@pytest.fixture
def office() -> Client:
    return Client(REMOTE_ADDR=f"2001:db8:{secrets.token_hex(2)}:{secrets.token_hex(2)}::1")


@pytest.fixture
def report() -> Report:
    make_party()
    return a_sent_report()


def said(report: Report, step: str, words: str = "Kami perbaiki malam ini.") -> dict[str, str]:
    seen = str(Report.objects.get(pk=report.pk).moves_made)
    return {"kunci": str(uuid4()), "dilihat": seen, "langkah": step, "isi": words}


def test_the_party_answers_over_its_link_and_everybody_reads_it(
    office: Client, report: Report
) -> None:
    link = f"/jawab-laporan/{report.token_sealed}/"
    assert "Sedikitnya" not in office.get(link).content.decode()

    answer = office.post(link, said(report, "answer"), follow=True)

    assert "Kami perbaiki malam ini." in answer.content.decode()
    page = office.get(f"/laporan/{report.number}/").content.decode()
    assert "Kami perbaiki malam ini." in page
    assert "Sedikitnya 5 orang." in page
    assert "Gerbang Pesan Contoh" in page
    assert "sudah dijawab" in office.get("/laporan/").content.decode()


def test_a_number_of_a_person_is_refused_and_the_words_stay(office: Client, report: Report) -> None:
    words = said(report, "answer", "Telepon 081234567890")

    answer = office.post(f"/jawab-laporan/{report.token_sealed}/", words)

    assert answer.status_code == 422
    assert "Telepon 081234567890" in answer.content.decode()
    assert report_of().state == ReportState.SENT


def test_a_link_that_opens_nothing_says_so_with_a_code(office: Client) -> None:
    answer = office.get("/jawab-laporan/tidak-ada/")

    assert answer.status_code == 404
    assert "Kode kendala" in answer.content.decode()
    assert office.get("/laporan/KXXXXXXX/").status_code == 404


def test_the_operator_sends_corrects_closes_and_merges(client: Client) -> None:
    make_party()
    fails()
    fails(Cause("frontdoor:status", CODES.reason, CODES.side, CODES.place))
    helpdesk.group_failures(at=EVENING + timedelta(minutes=1))
    signed_in_staff(client, OPERATOR)
    first = report_of()
    other = Report.objects.get(feature="frontdoor:status")
    case = f"/petugas/laporan/{first.number}/"
    assert first.number in client.get("/petugas/laporan/").content.decode()

    assert client.post(case, said(first, "send", "")).status_code == 303
    assert client.post(case, said(first, "answer")).status_code == 303
    assert client.post(case, said(first, "correct", "Yang benar: besok.")).status_code == 303
    merging = {**said(other, "merge", ""), "gabung": first.number}
    assert client.post(f"/petugas/laporan/{other.number}/", merging).status_code == 303
    assert client.post(case, said(first, "close", "Sudah baik.")).status_code == 303

    page = client.get(f"/laporan/{first.number}/").content.decode()
    assert "Yang benar: besok." in page
    assert "Sudah baik." in page
    assert report_of().state == ReportState.CLOSED


def test_a_desk_opens_no_reports(client: Client, report: Report) -> None:
    signed_in_staff(client, (Grant("desk", Scope("facility", "1033252")),))

    assert client.get("/petugas/laporan/").status_code == 403
    assert client.get(f"/petugas/laporan/{report.number}/").status_code == 403


def test_the_lists_ask_a_fixed_number_of_statements(
    client: Client, report: Report, statements: StatementBudget
) -> None:
    for n in range(4):
        a_sent_report(Cause(f"queue:page{n}", CODES.reason, CODES.side, CODES.place))
    signed_in_staff(client, OPERATOR)

    with statements.at_most(5):
        client.get("/laporan/")
    with statements.at_most(6):
        client.get("/petugas/laporan/")
