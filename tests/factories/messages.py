"""What was said to whom: people with addresses, events let through, words of messages."""

import json
from datetime import datetime
from itertools import count

from tests.factories.queue import NOON, SETUP, make_people
from titian.members import services as members
from titian.members.types import NewContact
from titian.notifications.models import Message
from titian.notifications.services.wording import worded
from titian.platform.outbox import services as outbox

_numbers = count(1000)


def reachable(person_id: int, channel: str = "whatsapp") -> int:
    contact = NewContact(channel, f"+62812000{next(_numbers)}")
    members.replace_contacts(person_id=person_id, contacts=(contact,), by=SETUP, at=NOON)
    return person_id


def people(number: int) -> list[int]:
    return [reachable(person) for person in make_people(number)]


def let_events_through(at: datetime = NOON) -> None:
    outbox.relay(at)
    outbox.deliver_due(at)


def said(name: str) -> list[Message]:
    return list(Message.objects.filter(template=f"queue/messages/{name}.txt").order_by("id"))


def words_of(message: Message, language: str = "id") -> str:
    subject, text = worded(message.template, json.loads(message.data or "{}"), language)
    return f"{subject}\n{text}"
