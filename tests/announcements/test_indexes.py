"""What grows with every announcement, reader and edition is reached by index."""

from collections.abc import Callable
from copy import copy
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.announcements import MALANG, MONDAY, NOW, announced, editor, published, words
from tests.factories.crowd import read_whole
from titian.announcements import selectors as announcements_read
from titian.announcements import services as announcements
from titian.announcements.models import Announcement
from titian.kernel.actors import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LARGE = ("announcement", "announce_edition", "announce_article", "announce_move", "member_person")


def reads_what_is_told(_: int) -> None:
    announcements_read.for_region(MALANG, at=NOW)


def opens_one(number: int) -> None:
    announcements_read.announcement(number, region=MALANG, segment="", at=NOW)


def opens_one_as_editor(number: int) -> None:
    announcements_read.announcement_for_editing(number, viewer=editor(MALANG))


def is_counted(number: int) -> None:
    announcements.note_reader(announcement_id=number, by=Actor.member("t", 5), at=NOW)


def tells(_: int) -> None:
    announcements.tell_some(at=NOW)


def reads_the_week(_: int) -> None:
    announcements_read.latest_edition(MALANG)
    announcements_read.archive(MALANG)
    announcements_read.editions_out(MALANG, weeks=8)


def publishes(_: int) -> None:
    announcements.publish_due(at=NOW)


@pytest.mark.parametrize(
    "does",
    [
        reads_what_is_told,
        opens_one,
        opens_one_as_editor,
        is_counted,
        tells,
        reads_the_week,
        publishes,
    ],
)
def test_no_large_table_is_read_from_end_to_end(does: Callable[[int], None]) -> None:
    row = announced(words(MALANG, is_told=True))
    published(MALANG, week_on=MONDAY - timedelta(weeks=52))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    with CaptureQueriesContext(connection) as asked:
        does(row.pk)

    assert read_whole([one["sql"] for one in asked], LARGE) == []


def test_of_a_thousand_that_hold_each_region_reads_its_own_in_one_statement_a_minute() -> None:
    first, code = announced(words(MALANG)), "91.71"
    last = announced(words(code, title="Loket Jayapura", ends_at=NOW + timedelta(minutes=5)))
    held = Announcement.objects.get(pk=first.pk)
    copies = []
    for _ in range(1_000):
        held.pk, held.client_key = None, uuid4()
        copies.append(copy(held))
    Announcement.objects.bulk_create(copies)
    announcements_read.forget()

    with CaptureQueriesContext(connection) as asked:
        there = announcements_read.for_region(code, at=NOW)
        here = announcements_read.for_person(MALANG, "", at=NOW + timedelta(seconds=30))

    assert last.pk in {one.id for one in there}
    assert {one.pk for one in copies} <= {one.id for one in here}
    assert len(asked) == 1
