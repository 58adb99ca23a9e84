"""The statements of every 200 ms and of the sign-in page are answered from an index."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from tests.factories.notifications import every_lane
from titian.notifications import selectors as notifications_read
from titian.notifications import services as notifications

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)

_MANY = """
INSERT INTO message (recipient_ref, key, template, data, addresses, address_no, address_count,
  channel, language, timezone, urgency, state, told_by, told_at, next_attempt_at, expires_at,
  attempts, tries, unknowns, last_error)
SELECT 'test:' || n, 'many', 't', '\\x00', '\\x00', 0, 1, 'sms', 'id', 'Asia/Jakarta', 'normal',
  CASE WHEN n %% 2 = 0 THEN 'sent' ELSE 'pending' END, 'system:test', %s, %s, %s, 0, 0, 0, ''
FROM generate_series(1, 100000) AS n
"""
_TRIED = """
INSERT INTO message_attempt (message_id, number, address_no, channel, due_at, started_at,
  ended_at, outcome, error, provider_ref, parts)
SELECT id, 1, 0, 'sms', %s, %s, %s, 'sent', '', 'p' || id, 1 FROM message WHERE key = 'many'
"""


@pytest.fixture
def a_hundred_thousand(db: None) -> None:
    tomorrow = AT + timedelta(hours=20)
    with connection.cursor() as cursor:
        cursor.execute(_MANY, [AT, tomorrow, tomorrow])
        cursor.execute(_TRIED, [AT, AT, AT])
        cursor.execute("ANALYZE message, message_attempt")


def plan_of(statement: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {statement}")
        return "\n".join(row[0] for row in cursor.fetchall())


@pytest.mark.slow
@pytest.mark.usefixtures("a_hundred_thousand")
def test_the_sweeps_find_what_is_due_among_a_hundred_thousand_by_index(
    settings: Settings,
) -> None:
    settings.TITIAN_WHATSAPP_DELIVERED_WITHIN = 120
    with CaptureQueriesContext(connection) as captured:
        notifications.claim(every_lane(), at=AT)
        notifications.reclaim(AT)
        notifications_read.channel_health(AT)
        notifications.report_silence(AT)
        notifications_read.last_unreached("test:77")

    plans = [plan_of(query["sql"]) for query in captured]
    for plan in plans:
        assert "Seq Scan on message" not in plan
    assert "message_due" in plans[0]
    assert "message_leased" in plans[1]
    assert "message_attempt_recent" in plans[2]
    assert "message_silent" in plans[-2]
    assert "message_unreached" in plans[-1]


@pytest.mark.django_db
def test_an_inbox_is_read_and_counted_by_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    with CaptureQueriesContext(connection) as captured:
        notifications_read.inbox("test:77", before=(AT, 9))
        list(notifications_read.unread("test:77"))

    plans = [plan_of(query["sql"]) for query in captured]
    assert "message_inbox" in plans[1]
    assert "Sort" not in plans[1]
    assert "message_inbox" in plans[2]
