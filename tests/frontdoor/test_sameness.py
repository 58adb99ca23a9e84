"""Known and unknown people get the same answers, by the same statements."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import StatementBudget
from tests.factories.frontdoor import (
    Member,
    a_visitor,
    an_unknown_nik,
    codes_sent_to,
    make_member,
    worker_runs,
)
from titian.frontdoor.models import SignIn
from titian.kernel import clock
from titian.notifications.models import Message
from titian.notifications.types import Channel

ONE = (Channel.WHATSAPP,)
_VALUES = re.compile(r"'[^']*'|\d+|NULL|%s|\\x[0-9a-f]+", re.DOTALL)
_MASKS = re.compile(r"••••\d{4}|\w•••@\w•••|\d\d\.\d\d|value=\"[^\"]*\"")


def an_unknown_member() -> Member:
    """Nobody; but with a decoy of the same shape as a record with WhatsApp only."""
    while True:
        stranger = Member(0, an_unknown_nik(), "", date(1990, 3, 17), "")
        phone = a_visitor()
        phone.post("/masuk/", stranger.identity)
        if [way[0] for way in SignIn.objects.latest("id").ways] == list(ONE):
            return stranger


def walk(phone: Client, member: Member) -> tuple[list[str], list[str], list[int]]:
    """Statements (without values), pages (without masks) and statuses of a whole attempt."""
    with CaptureQueriesContext(connection) as captured:
        answers = [
            phone.post("/masuk/", member.identity),
            phone.get("/masuk/jalan/"),
            phone.post("/masuk/jalan/", {"channel": "whatsapp"}),
            phone.get("/masuk/kode/"),
            phone.post("/masuk/kode/", {"code": "000000"}),
        ]
    statements = [_VALUES.sub("?", query["sql"]) for query in captured]
    pages = [_MASKS.sub("?", answer.content.decode()) for answer in answers]
    return statements, pages[:4], [answer.status_code for answer in answers]


@pytest.fixture
def no_channel_has_a_history(committed_db: None) -> None:
    """What other tests sent ages from page to page: a channel turns unwell between two walks."""
    Message.objects.all().delete()


@pytest.mark.usefixtures("no_channel_has_a_history")
def test_a_known_and_an_unknown_nik_are_answered_alike() -> None:
    known = make_member(*ONE, at=clock.now())
    unknown = an_unknown_member()

    seen, guessed = walk(a_visitor(), known), walk(a_visitor(), unknown)

    assert seen[2] == guessed[2] == [303, 200, 303, 200, 422]
    assert seen[0] == guessed[0]
    assert seen[1] == guessed[1]


def test_a_wrong_birth_date_is_answered_like_an_unknown_nik(committed_db: None) -> None:
    known = make_member(*ONE, at=clock.now())
    wrong = replace(known, born=date(1990, 3, 18))
    phone = a_visitor()

    phone.post("/masuk/", wrong.identity)

    assert SignIn.objects.latest("id").person_id is None
    assert phone.get("/masuk/jalan/").status_code == 200


@pytest.mark.django_db
def test_a_decoy_shows_the_same_masks_each_time() -> None:
    stranger = Member(0, an_unknown_nik(), "", date(1980, 1, 1), "")
    phone, other = a_visitor(), a_visitor()

    phone.post("/masuk/", stranger.identity)
    other.post("/masuk/", stranger.identity)

    first, second = SignIn.objects.order_by("-id")[:2]
    assert first.ways == second.ways


@pytest.mark.django_db
def test_the_nik_typed_is_kept_nowhere() -> None:
    siti, phone = make_member(*ONE, at=clock.now()), a_visitor()
    phone.post("/masuk/", siti.identity)
    phone.post("/masuk/jalan/", {"channel": "whatsapp"})

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(t, ' ') FROM (SELECT s::text AS t FROM frontdoor_sign_in s"
            " UNION ALL SELECT facts::text FROM outbox_event"
            " UNION ALL SELECT data::text FROM audit_entry) AS everything"
        )
        written = cursor.fetchone()[0]

    assert siti.nik not in written
    assert "081234501234" not in written


@pytest.mark.django_db
def test_getting_in_costs_few_statements(statements: type[StatementBudget]) -> None:
    siti, phone = make_member(*ONE, at=clock.now()), a_visitor()

    with statements.at_most(4):
        phone.post("/masuk/", siti.identity)
    with statements.at_most(5):
        phone.post("/masuk/jalan/", {"channel": "whatsapp"})
    worker_runs(clock.now())
    code = codes_sent_to(siti)[0][1]
    with statements.at_most(10):
        answer = phone.post("/masuk/kode/", {"code": code})

    assert answer.status_code == 303
