"""At the same moment, in threads: one approval, one edition, one publication, one message."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from uuid import uuid4

import pytest

from tests.factories.announcements import (
    MALANG,
    MONDAY,
    NOW,
    announced,
    edition,
    editor,
    proposed,
    scheduled,
    story,
    words,
)
from tests.factories.members import at_facility, make_facility, make_family, new_person
from tests.threads import all_at_once
from titian.announcements import services as announcements
from titian.announcements.errors import EditionTaken, OwnWords, SheetMovedMeanwhile, SheetSettled
from titian.announcements.models import Announcement, Edition, Move, Reader
from titian.announcements.types import Act, NewEdition, State
from titian.kernel.actors import Actor
from titian.members.types import NewContact
from titian.notifications.models import Message

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.slow]
MANY = 8


def end(row: Announcement) -> None:
    """Nothing of a test goes on being told by a worker of another."""
    Announcement.objects.filter(pk=row.pk).update(state=State.WITHDRAWN)


def test_of_many_editors_one_approves_and_the_others_are_told() -> None:
    row = proposed()

    answers = all_at_once([
        partial(
            announcements.approve, announcement_id=row.pk, seen=row.version, client_key=uuid4(),
            by=editor(MALANG), at=NOW,
        )
        for _ in range(MANY)
    ])  # fmt: skip

    assert answers.count(None) == 1
    refused = [one for one in answers if isinstance(one, SheetSettled | SheetMovedMeanwhile)]
    assert len(refused) == MANY - 1
    assert Move.objects.filter(subject=f"announcement:{row.pk}", act=Act.APPROVE).count() == 1
    end(row)


def test_one_press_sent_many_times_is_one_announcement() -> None:
    key, by = uuid4(), editor(MALANG)
    press = partial(announcements.draft, new=words(MALANG), client_key=key, by=by, at=NOW)

    answers = all_at_once([press] * MANY)

    assert len(set(answers)) == 1
    assert Move.objects.filter(client_key=key).count() == 1


def test_who_approves_and_who_withdraws_at_once_leave_one_state() -> None:
    row = proposed()
    approve = partial(
        announcements.approve, announcement_id=row.pk, seen=row.version, client_key=uuid4(),
        by=editor(MALANG), at=NOW,
    )  # fmt: skip
    withdraw = partial(
        announcements.withdraw, announcement_id=row.pk, seen=row.version, reason="Salah",
        client_key=uuid4(), by=editor(MALANG), at=NOW,
    )  # fmt: skip

    answers = all_at_once([approve, withdraw])

    assert answers.count(None) == 1
    end(row)


def test_a_week_is_begun_once_and_out_once() -> None:
    on = MONDAY.replace(year=2031)
    new = NewEdition("35", on, NOW)
    answers = all_at_once([
        partial(
            announcements.draft_edition, new=new, client_key=uuid4(), by=editor("35"), at=NOW
        )
        for _ in range(MANY)
    ])  # fmt: skip
    assert sum(isinstance(one, EditionTaken) for one in answers) == MANY - 1
    row = scheduled("35.07", week_on=on)

    all_at_once([partial(announcements.publish_due, at=NOW)] * MANY)

    out = Move.objects.filter(subject=f"edition:{row.pk}", act=Act.PUBLISH)
    assert out.count() == 1
    Edition.objects.filter(week_on__year=2031).update(state=State.WITHDRAWN)


def test_of_many_editors_one_approves_an_edition_and_its_writer_never() -> None:
    on, by = MONDAY.replace(year=2032), editor("36")
    row = edition("36", story(), week_on=on, by=by)
    announcements.propose_edition(
        edition_id=row.pk, seen=row.version, client_key=uuid4(), by=by, at=NOW
    )
    press = partial(announcements.approve_edition, edition_id=row.pk, seen=row.version + 1, at=NOW)

    answers = all_at_once([
        partial(press, client_key=uuid4(), by=who) for who in [by] * MANY + [editor("36")] * MANY
    ])  # fmt: skip

    assert answers.count(None) == 1
    assert all(isinstance(one, OwnWords | SheetSettled) for one in answers[:MANY])
    row.refresh_from_db()
    assert (row.state, row.decided_by == by.ref) == (State.APPROVED, False)
    Edition.objects.filter(week_on__year=2032).update(state=State.WITHDRAWN)


def test_returned_at_its_very_hour_it_is_either_out_or_a_draft() -> None:
    on = MONDAY.replace(year=2033)
    row = scheduled("36", week_on=on)
    returned = partial(
        announcements.return_edition, edition_id=row.pk, seen=row.version, reason="Salah",
        client_key=uuid4(), by=editor("36"), at=NOW,
    )  # fmt: skip

    acts: list[Callable[[], object]] = [returned, *[partial(announcements.publish_due, at=NOW)] * 4]

    all_at_once(acts)

    row.refresh_from_db()
    is_out = row.state == State.PUBLISHED
    assert is_out or row.state == State.DRAFT
    assert is_out == (row.published_at is not None)
    assert Move.objects.filter(subject=f"edition:{row.pk}").count() == row.version
    Edition.objects.filter(week_on__year=2033).update(state=State.WITHDRAWN)


def test_many_workers_tell_everybody_once() -> None:
    clinic = make_facility("Puskesmas Contoh", MALANG)
    mine = [
        make_family(
            at_facility(
                new_person("Sri", contacts=(NewContact("sms", f"+62899{uuid4().int % 10**8:08}"),)),
                clinic,
            )
        )[0]
        for _ in range(6)
    ]
    row = announced(words(MALANG, is_told=True))

    while any(all_at_once([partial(announcements.tell_some, at=NOW, at_once=50)] * 4)):
        pass

    said = Counter(
        Message.objects.filter(key=f"announcement:{row.pk}").values_list("recipient_ref", flat=True)
    )
    assert all(said[f"person:{one}"] == 1 for one in mine)
    end(row)


def test_one_reader_on_many_screens_is_one() -> None:
    row = announced(words(MALANG))
    look = partial(
        announcements.note_reader, announcement_id=row.pk, by=Actor.member("t", 77), at=NOW
    )

    all_at_once([look] * MANY)

    assert Reader.objects.filter(announcement=row).count() == 1
    end(row)
