"""Whoever is not reached can be told so where they look, until something arrives."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories.notifications import a_notice, a_recipient, told
from titian.notifications import selectors as notifications_read
from titian.notifications.models import Message
from titian.notifications.types import Recipient, State, Urgency

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def said(to: Recipient, state: State, *, at: datetime, urgency: Urgency = Urgency.NORMAL) -> None:
    message = told(a_notice(to, urgency=urgency), at)
    Message.objects.filter(pk=message.pk).update(state=state)


@pytest.mark.parametrize("lost", [State.FAILED, State.EXPIRED])
def test_the_newest_of_what_was_lost_counts(lost: State) -> None:
    to = a_recipient()
    said(to, lost, at=AT)
    said(to, lost, at=AT + HOUR)

    assert notifications_read.last_unreached(to.ref) == AT + HOUR
    assert notifications_read.last_unreached(a_recipient().ref) is None


def test_somebody_without_an_address_is_not_reached() -> None:
    nowhere = Recipient("test:nowhere", ())
    told(a_notice(nowhere, urgency=Urgency.NORMAL), AT)

    assert notifications_read.last_unreached(nowhere.ref) == AT


@pytest.mark.parametrize("arrived", [State.SENT, State.DELIVERED, State.READ])
def test_what_arrives_later_makes_up_for_it(arrived: State) -> None:
    to = a_recipient()
    said(to, State.FAILED, at=AT)
    said(to, arrived, at=AT - HOUR)
    assert notifications_read.last_unreached(to.ref) == AT

    said(to, arrived, at=AT + HOUR)

    assert notifications_read.last_unreached(to.ref) is None


@pytest.mark.parametrize("open_still", [State.PENDING, State.UNKNOWN])
def test_what_is_only_on_its_way_makes_up_for_nothing(open_still: State) -> None:
    to = a_recipient()
    said(to, State.FAILED, at=AT)
    said(to, open_still, at=AT + HOUR)

    assert notifications_read.last_unreached(to.ref) == AT


def test_a_code_that_came_too_late_was_seen_not_to_come() -> None:
    to = a_recipient()
    said(to, State.EXPIRED, at=AT, urgency=Urgency.CODE)

    assert notifications_read.last_unreached(to.ref) is None
