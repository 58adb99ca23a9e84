"""What every adapter of `SchemeIntake` and `SchemeList` promises, real or of the demo."""

import json
import threading
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from pytest_django import Settings

from tests.contracts.gateways import PATIENCE
from titian.bridging import intake as real
from titian.demo.intake import SampleIntake
from titian.enrolment.ports import LetterLine, RegisterAway, SchemeIntake, SchemeList
from titian.platform.db.transactions import InsideTransaction

pytestmark = pytest.mark.slow

GOOD, BOUNCES, AWAY = "3573004302870012", "3573004302870066", "3573004302870099"


def a_line(ref: str, nik: str = GOOD) -> LetterLine:
    return LetterLine(
        ref=ref,
        effect="enrol",
        nik=nik,
        kk_number="3573000101250001",
        full_name="Dewi Lestari",
        birth_date=date(1987, 2, 3),
        sex="P",
        address="Jalan Contoh 7",
        village_code="35.73.01.1006",
        facility_code="",
    )


@dataclass
class Rig:
    intake: SchemeIntake
    paid: SchemeList
    received: list[dict[str, Any]] = field(default_factory=list)
    says: list[str] = field(default_factory=list)


@pytest.fixture(params=["http", "demo"])
def rig(request: pytest.FixtureRequest) -> Iterator[Rig]:
    if request.param == "demo":
        sample = SampleIntake()
        yield Rig(sample, sample)
        return
    with _Gateway(("127.0.0.1", 0), _Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/"
        adapter = real.HttpIntake(url, "rahasia", timeout=PATIENCE)
        yield Rig(adapter, adapter, server.received, server.says)
        adapter.close()
        server.shutdown()


class _Gateway(ThreadingHTTPServer):
    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.received: list[dict[str, Any]] = []
        self.says: list[str] = []


class _Answers(BaseHTTPRequestHandler):
    server: _Gateway

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.received.append(
            {**body, "path": self.path, "token": self.headers["Authorization"]}
        )
        if any(line["nik"].endswith("99") for line in body["lines"]):
            self._say(503, "{}")
            return
        told = {
            "receipt": f"R-{body['number']}",
            "received_at": "2026-11-24T05:00:00+00:00",
            "lines": [_told(line) for line in body["lines"]],
        }
        self._say(200, self.server.says[0] if self.server.says else json.dumps(told))

    def do_GET(self) -> None:
        self.server.received.append({"path": self.path, "token": self.headers["Authorization"]})
        if "city=35.99" in self.path:
            self._say(503, "{}")
            return
        person = {
            "nik": GOOD,
            "full_name": "Dewi Lestari",
            "birth_date": "1987-02-03",
            "village_code": "35.73.01.1006",
        }
        told = json.dumps({"as_of": "2026-11-24", "people": [person]})
        self._say(200, self.server.says[0] if self.server.says else told)

    def _say(self, status: int, text: str) -> None:
        content = text.encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        """Tests are quiet."""


def _told(line: dict[str, Any]) -> dict[str, Any]:
    taken = not line["nik"].endswith("66")
    return {"ref": line["ref"], "taken": taken, "why": "" if taken else "Nama berbeda"}


def test_every_line_gets_an_answer(rig: Rig) -> None:
    lines = [a_line("1"), a_line("2", BOUNCES)]

    receipt = rig.intake.hand_over(number="0001/JKN", pdf=b"%PDF-1.7", lines=lines)

    assert receipt.number
    assert receipt.received_at.tzinfo is not None
    assert [(one.ref, one.taken) for one in receipt.lines] == [("1", True), ("2", False)]
    assert receipt.lines[1].why


def test_the_same_letter_again_gets_the_same_receipt(rig: Rig) -> None:
    first = rig.intake.hand_over(number="0002/JKN", pdf=b"%PDF-1.7", lines=[a_line("1")])
    again = rig.intake.hand_over(number="0002/JKN", pdf=b"%PDF-1.7", lines=[a_line("1")])

    assert first.number == again.number


def test_without_an_answer_it_is_away(rig: Rig) -> None:
    with pytest.raises(RegisterAway):
        rig.intake.hand_over(number="0003/JKN", pdf=b"%PDF-1.7", lines=[a_line("1", AWAY)])


@pytest.mark.parametrize("rig", ["http"], indirect=True)
def test_the_paper_goes_as_it_was_signed_with_our_token(rig: Rig) -> None:
    rig.intake.hand_over(number="0004/JKN", pdf=b"%PDF-1.7 signed", lines=[a_line("1")])

    [asked] = rig.received
    assert b64decode(asked["pdf"]) == b"%PDF-1.7 signed"
    assert (asked["path"], asked["token"]) == ("/letters", "Bearer rahasia")


@pytest.mark.parametrize("rig", ["http"], indirect=True)
@pytest.mark.parametrize(
    "said",
    [
        "no json",
        "[]",
        '{"receipt": "R", "received_at": "2026-11-24T05:00:00+00:00", "lines": []}',
        (
            '{"receipt": "", "received_at": "2026-11-24T05:00:00+00:00",'
            ' "lines": [{"ref": "1", "taken": true}]}'
        ),
        (
            '{"receipt": "R", "received_at": "2026-11-24T05:00:00",'
            ' "lines": [{"ref": "1", "taken": true}]}'
        ),
        (
            '{"receipt": "R", "received_at": "2026-11-24T05:00:00+00:00",'
            ' "lines": [{"ref": "1", "taken": "yes"}]}'
        ),
    ],
)
def test_half_an_answer_is_no_receipt(rig: Rig, said: str) -> None:
    rig.says.append(said)

    with pytest.raises(RegisterAway):
        rig.intake.hand_over(number="0005/JKN", pdf=b"%PDF-1.7", lines=[a_line("1")])


@pytest.mark.parametrize("rig", ["http"], indirect=True)
def test_nothing_is_handed_over_while_rows_are_locked(rig: Rig, committed_db: None) -> None:
    with transaction.atomic(), pytest.raises(InsideTransaction):
        rig.intake.hand_over(number="0006/JKN", pdf=b"%PDF-1.7", lines=[])


def test_an_address_without_a_token_is_a_mistake_of_the_set_up(settings: Settings) -> None:
    settings.TITIAN_INTAKE_URL, settings.TITIAN_INTAKE_TOKEN = "https://scheme.example", ""

    with pytest.raises(ImproperlyConfigured):
        real.configured()


NOVEMBER = date(2026, 11, 1)


def test_the_list_of_those_paid_for_has_whole_people(rig: Rig, committed_db: None) -> None:
    found = rig.paid.paid_by(city="35.73", month=NOVEMBER)

    assert found.people
    assert all(one.nik and one.full_name for one in found.people)
    assert all(isinstance(one.birth_date, date) for one in found.people)


@pytest.mark.parametrize("rig", ["http"], indirect=True)
def test_the_list_is_asked_for_by_city_and_month_with_our_token(rig: Rig) -> None:
    found = rig.paid.paid_by(city="35.73", month=NOVEMBER)

    [asked] = rig.received
    assert (asked["path"], asked["token"]) == ("/paid?city=35.73&month=2026-11", "Bearer rahasia")
    assert found.as_of == date(2026, 11, 24)
    assert found.people[0].village_code == "35.73.01.1006"


@pytest.mark.parametrize("rig", ["http"], indirect=True)
@pytest.mark.parametrize(
    "said", ["no json", "[]", '{"as_of": "2026-11-24"}', '{"as_of": "x", "people": []}']
)
def test_half_a_list_is_no_list(rig: Rig, said: str) -> None:
    rig.says.append(said)

    with pytest.raises(RegisterAway):
        rig.paid.paid_by(city="35.73", month=NOVEMBER)


@pytest.mark.parametrize("rig", ["http"], indirect=True)
def test_a_scheme_that_is_away_has_no_list(rig: Rig) -> None:
    with pytest.raises(RegisterAway):
        rig.paid.paid_by(city="35.99", month=NOVEMBER)
