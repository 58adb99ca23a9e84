"""The copy of one's data under many hands at once: asked for once, made once."""

from uuid import uuid4

import pytest

from tests.factories.members import NOON, acting_for, make_family, new_person
from tests.threads import all_at_once
from titian.members.models import DataExport
from titian.members.services import exporting
from titian.members.types import NewContact
from titian.notifications.models import Message

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("committed_db")]

PHONE = NewContact("whatsapp", "6280000000883")


def export_of(person: int) -> int:
    return exporting.ask_export(
        person_id=person, client_key=uuid4(), by=acting_for(person), at=NOON
    )


def test_eight_workers_make_one_copy() -> None:
    person = make_family(new_person(contacts=(PHONE,)))[0]
    export_id = export_of(person)

    answers = all_at_once(
        [lambda: exporting.make_export(export_id=export_id, at=NOON) for _ in range(8)]
    )

    assert sorted(map(str, answers)) == ["False"] * 7 + ["True"]
    assert Message.objects.filter(key=f"export:{export_id}").count() == 1


def test_eight_presses_ask_for_one_copy() -> None:
    person = make_family(new_person())[0]

    answers = all_at_once([lambda: export_of(person) for _ in range(8)])

    assert len(set(answers)) == 1
    assert DataExport.objects.filter(person=person).count() == 1
