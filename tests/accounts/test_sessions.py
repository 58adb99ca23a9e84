from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from tests.conftest import StatementBudget
from tests.factories.accounts import SETUP, make_staff
from titian.accounts import selectors as accounts_read
from titian.accounts import services as accounts
from titian.accounts.errors import SessionEnded
from titian.accounts.models import Session
from titian.accounts.types import Newcomer, NewSession
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope
from titian.platform.audit.selectors import entries_about

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def open_for(subject: str, device: str = "Chrome, Android") -> NewSession:
    return accounts.open_member_session(
        subject=subject, display_name="Siti Aminah", device=device, by=SETUP, at=AT
    )


def member(session: NewSession, subject: str) -> Actor:
    return Actor.member(session.account_id, subject)


def test_a_session_is_found_by_its_token_in_one_statement(
    statements: type[StatementBudget],
) -> None:
    opened = open_for("41")

    with statements.at_most(1):
        live = accounts_read.find_live_session(opened.token, AT)

    assert live is not None
    assert live.actor == Actor.member(opened.account_id, "41")
    assert live.display_name == "Siti Aminah"


def test_staff_bring_their_grants_in_the_same_statement(statements: type[StatementBudget]) -> None:
    grants = (Grant("desk", Scope("facility", "P1")), Grant("branch", Scope("region", "35")))
    staff = make_staff(grants)
    opened = accounts.open_session(account=staff.account_id, device="PC", by=SETUP, at=AT)

    with statements.at_most(1):
        live = accounts_read.find_live_session(opened.token, AT)

    assert live is not None
    assert live.actor.grants == grants
    assert live.actor.may("branch", Scope("region", "35.73"))


def test_the_token_itself_is_in_no_table() -> None:
    opened = open_for("42")

    with connection.cursor() as cursor:
        cursor.execute("SELECT s::text FROM account_session s WHERE id = %s", [opened.session_id])
        row = cursor.fetchone()[0]

    assert opened.token not in row
    assert opened.token.encode().hex() not in row


def test_a_session_ends_after_ninety_days_without_use() -> None:
    opened = open_for("43")

    assert accounts_read.find_live_session(opened.token, AT + timedelta(days=89))
    assert accounts_read.find_live_session(opened.token, AT + timedelta(days=90)) is None


def test_use_moves_the_end_on() -> None:
    opened = open_for("44")

    accounts.keep_alive(session=opened.session_id, at=AT + timedelta(days=60))

    assert accounts_read.find_live_session(opened.token, AT + timedelta(days=149))


def test_two_phones_are_signed_in_at_once() -> None:
    first, second = open_for("45", "Chrome, Android"), open_for("45", "Safari, iPhone")

    devices = accounts_read.devices(member(first, "45"), at=AT)

    assert first.account_id == second.account_id
    assert {device.device for device in devices} == {"Chrome, Android", "Safari, iPhone"}


def test_the_owner_removes_a_device_a_stranger_cannot() -> None:
    owner, other, stranger = open_for("46"), open_for("46"), open_for("47")

    with pytest.raises(SessionEnded):
        accounts.close_device(session=other.session_id, by=member(stranger, "47"), at=AT)
    assert accounts_read.find_live_session(other.token, AT)
    accounts.close_device(session=other.session_id, by=member(owner, "46"), at=AT)

    assert accounts_read.find_live_session(other.token, AT) is None
    assert accounts_read.find_live_session(owner.token, AT)


def test_signing_out_everywhere_ends_ones_own_sessions_only() -> None:
    phone, tablet, stranger = open_for("48"), open_for("48"), open_for("49")

    closed = accounts.close_all(by=member(phone, "48"), at=AT)

    assert closed == 2
    assert accounts_read.find_live_session(tablet.token, AT) is None
    assert accounts_read.find_live_session(stranger.token, AT)


def test_a_thousand_members_are_signed_in_by_two_statements(
    statements: type[StatementBudget],
) -> None:
    newcomers = [Newcomer(f"9{number:05}", "Orang Contoh") for number in range(1000)]

    with statements.at_most(2):
        opened = accounts.open_member_sessions(newcomers, device="bench", by=SETUP, at=AT)

    assert len({session.token for session in opened}) == 1000
    live = accounts_read.find_live_session(opened[500].token, AT)
    assert live is not None
    assert live.actor.subject == newcomers[500].subject


def test_signing_in_is_written_down() -> None:
    opened = open_for("50")

    assert entries_about(f"account:{opened.account_id}")[0].action == "accounts.sign_in"


def test_what_has_run_out_is_swept_away() -> None:
    opened = open_for("51")

    accounts.sweep_out(AT + timedelta(days=91))

    assert not Session.objects.filter(pk=opened.session_id).exists()
