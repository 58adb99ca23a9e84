"""A member whose messages do not arrive reads it on the first page, and the counter sees it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.test import Client

from tests.factories.accounts import signed_in_member, signed_in_staff
from tests.factories.members import make_family, new_person
from titian.kernel.actors import Actor
from titian.kernel.scopes import EVERYWHERE, Grant, Scope
from titian.members import selectors as members_read
from titian.members import services as members
from titian.members.models import Person
from titian.members.types import NewContact, Relation
from titian.notifications import services as notifications
from titian.notifications.models import Message
from titian.notifications.types import State, Urgency

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 18, 3, 0, tzinfo=UTC)
DAY = timedelta(days=1)
BY = Actor.system("tests")
LOST = "Pesan terakhir kami (18 November 2026) tidak sampai. Periksa nomor HP Anda."
NO_NUMBER = "Kami belum punya nomor HP Anda."


@pytest.fixture
def siti() -> int:
    (person_id,) = make_family(new_person("Siti Aminah"))
    return person_id


def has_number(person_id: int, at: datetime, to: str = "+628120001234") -> None:
    contacts = (NewContact("whatsapp", to),)
    members.replace_contacts(person_id=person_id, contacts=contacts, by=BY, at=at)


def told(person_id: int, key: str, *, at: datetime, state: State | None = None) -> None:
    """Something was said; it ended as `state` says, or as it does by itself."""
    with transaction.atomic():
        number = notifications.tell(
            to=members_read.recipient_of(person_id),
            template="notifications/messages/trial.txt",
            data={"code": "1"},
            urgency=Urgency.NORMAL,
            key=key,
            by=BY,
            at=at,
        )
    if state is not None:
        Message.objects.filter(pk=number).update(state=state)


def home(client: Client, person_id: int) -> str:
    signed_in_member(client, person_id, "Siti Aminah")
    return client.get("/").content.decode()


def test_who_was_not_reached_reads_it_on_the_first_page_with_the_way_to_another_number(
    client: Client, siti: int
) -> None:
    has_number(siti, AT - DAY)
    assert LOST not in home(client, siti)

    told(siti, "lost", at=AT, state=State.FAILED)

    page = home(client, siti)
    assert LOST in page
    assert 'href="/ubah/telepon/"' in page


def test_it_goes_away_when_a_later_message_arrives(client: Client, siti: int) -> None:
    has_number(siti, AT - DAY)
    told(siti, "lost", at=AT, state=State.EXPIRED)
    told(siti, "later", at=AT + DAY, state=State.SENT)

    assert LOST not in home(client, siti)


def test_it_goes_away_when_the_number_changes(client: Client, siti: int) -> None:
    has_number(siti, AT - DAY)
    told(siti, "lost", at=AT, state=State.FAILED)

    has_number(siti, AT + DAY, "+628120005678")

    assert LOST not in home(client, siti)


def test_who_has_no_number_at_all_is_asked_for_one(client: Client, siti: int) -> None:
    told(siti, "nowhere", at=AT)

    page = home(client, siti)

    assert NO_NUMBER in page
    assert "Isi nomor HP" in page


def test_a_child_is_told_at_the_heads_number(client: Client) -> None:
    head, child = make_family(new_person(), new_person(relation=Relation.CHILD))
    has_number(head, AT - DAY)
    told(child, "lost", at=AT, state=State.FAILED)

    assert LOST in home(client, child)
    assert LOST not in home(client, head)
    has_number(head, AT + DAY, "+628120005678")
    assert LOST not in home(client, child)


def test_the_counter_sees_it_when_the_record_is_opened(client: Client, siti: int) -> None:
    signed_in_staff(client, (Grant("branch", Scope(EVERYWHERE)),))
    card = Person.objects.get(pk=siti).card_sealed
    before = client.post("/petugas/peserta/", {"cari": card}).content.decode()
    has_number(siti, AT - DAY)
    told(siti, "lost", at=AT, state=State.FAILED)

    lost = client.post("/petugas/peserta/", {"cari": card}).content.decode()

    assert "tidak sampai" not in before
    assert "Pesan terakhir (18 November 2026) tidak sampai." in lost


def test_the_counter_sees_that_there_is_no_number(client: Client, siti: int) -> None:
    signed_in_staff(client, (Grant("branch", Scope(EVERYWHERE)),))
    told(siti, "nowhere", at=AT)

    page = client.post("/petugas/peserta/", {"cari": Person.objects.get(pk=siti).card_sealed})

    assert "Belum ada nomor HP." in page.content.decode()
