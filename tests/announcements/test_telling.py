"""Said by message to everybody it is for: once each, in parts, whatever is killed between."""

from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories.announcements import JAYAPURA, MALANG, NOW, announced, editor, words
from tests.factories.members import acting_for, at_facility, make_facility, make_family, new_person
from titian.announcements import services as announcements
from titian.announcements.models import Announcement
from titian.announcements.types import Text
from titian.members import selectors as members_read
from titian.members.errors import LookNotAllowed
from titian.members.services import own_data
from titian.members.types import DataRight, NewContact, Relation, Segment
from titian.notifications.models import Message

pytestmark = pytest.mark.django_db


def phone() -> NewContact:
    return NewContact("whatsapp", f"+62811{uuid4().int % 10**8:08}")


def people(
    count: int, regency: str = MALANG, segment: Segment = Segment.PBI_JK, *, reachable: bool = True
) -> list[int]:
    clinic = make_facility("Puskesmas Contoh", regency)
    contacts = (phone(),) if reachable else ()
    return [
        make_family(at_facility(new_person("Sri", segment=segment, contacts=contacts), clinic))[0]
        for _ in range(count)
    ]


def told(row: Announcement) -> list[str]:
    found = Message.objects.filter(key=f"announcement:{row.pk}")
    return sorted(found.values_list("recipient_ref", flat=True))


def tell_all(at_once: int = 500) -> None:
    while announcements.tell_some(at=NOW, at_once=at_once):
        pass


def test_everybody_it_is_for_is_told_once_and_nobody_else() -> None:
    mine = people(5)
    people(1, JAYAPURA)
    people(1, segment=Segment.PPU_BU)
    people(1, reachable=False)
    row = announced(words(MALANG, segments=("PBI_JK",), is_told=True))

    tell_all(at_once=2)
    tell_all(at_once=2)

    assert told(row) == sorted(f"person:{one}" for one in mine)
    row.refresh_from_db()
    assert (row.told_count, row.told_at) == (5, NOW)


def test_a_family_that_shares_the_heads_address_is_told_once() -> None:
    clinic = make_facility("Puskesmas Contoh", MALANG)
    head, _ = make_family(
        at_facility(new_person("Budi", contacts=(phone(),)), clinic),
        at_facility(new_person("Putri", relation=Relation.CHILD), clinic),
    )
    row = announced(words(MALANG, is_told=True))

    tell_all()

    assert told(row) == [f"person:{head}"]


def test_a_kill_between_two_parts_loses_and_repeats_nothing() -> None:
    mine = people(6)
    row = announced(words(MALANG, is_told=True))
    announcements.tell_some(at=NOW, at_once=2)
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        announcements.tell_some(at=NOW, at_once=2)
        raise KeyboardInterrupt
    row.refresh_from_db()
    assert row.told_count == 2

    tell_all(at_once=2)

    assert Counter(told(row)) == Counter(f"person:{one}" for one in mine)


def test_even_told_from_the_beginning_again_it_is_said_once() -> None:
    people(3)
    row = announced(words(MALANG, is_told=True))
    tell_all()
    Announcement.objects.filter(pk=row.pk).update(told_after=0, told_at=None)

    tell_all()

    assert len(told(row)) == 3


def test_it_waits_for_its_first_minute_and_ends_when_it_is_withdrawn_or_over() -> None:
    people(4)
    row = announced(words(MALANG, starts_at=NOW + timedelta(hours=1), is_told=True))
    assert announcements.tell_some(at=NOW) == 0

    later = NOW + timedelta(hours=1)
    announcements.tell_some(at=later, at_once=2)
    announcements.withdraw(
        announcement_id=row.pk,
        seen=row.version,
        reason="Salah",
        client_key=uuid4(),
        by=editor(MALANG),
        at=later,
    )

    assert announcements.tell_some(at=later, at_once=2) == 0
    assert len(told(row)) == 2


def test_nothing_is_said_in_quiet_hours_nor_after_it_is_over() -> None:
    people(1)
    night = NOW.replace(hour=15)  # 22.00 in Malang
    row = announced(words(MALANG, starts_at=night, is_told=True))

    announcements.tell_some(at=night)

    message = Message.objects.get(key=f"announcement:{row.pk}")
    assert f"{message.next_attempt_at:%d %H:%M}" == "24 00:00"  # 07.00 in Malang
    assert message.expires_at == row.ends_at


def test_whose_data_rest_is_not_told() -> None:
    (siti,) = people(1)
    own_data.ask(
        person_id=siti,
        right=DataRight.RESTRICT,
        words="",
        client_key=uuid4(),
        by=acting_for(siti),
        at=NOW,
    )
    row = announced(words(MALANG, is_told=True))

    tell_all()

    assert told(row) == []


def test_only_the_title_goes_out_in_the_language_of_each() -> None:
    people(1)
    english = Text("The desk opens earlier", "From 7 a.m.")
    row = announced(words(MALANG, is_told=True, english=english))

    tell_all()

    data = Message.objects.get(key=f"announcement:{row.pk}").data or ""
    assert "Loket Dinoyo buka lebih pagi" in data
    assert f"/pengumuman/{row.pk}/" in data
    assert "KTP" not in data


def test_who_is_many_is_for_rules_alone() -> None:
    with pytest.raises(LookNotAllowed):
        members_read.audience(regions=[MALANG], segments=[], after=0, limit=5, viewer=editor(""))


@pytest.mark.slow
def test_a_part_costs_the_same_few_statements_however_many_it_tells() -> None:
    people(60)
    announced(words(MALANG, is_told=True))
    spent = []
    for at_once in (5, 50):
        with CaptureQueriesContext(connection) as asked:
            assert announcements.tell_some(at=NOW, at_once=at_once) == at_once
        spent.append(len([one for one in asked if "SAVEPOINT" not in one["sql"]]))

    assert spent[0] == spent[1] <= 7


def test_two_announcements_are_told_after_each_other() -> None:
    people(3)
    rows = [announced(words(MALANG, is_told=True)) for _ in range(2)]

    tell_all(at_once=2)

    assert [len(told(row)) for row in rows] == [3, 3]
