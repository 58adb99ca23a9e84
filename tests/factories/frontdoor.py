"""Members with addresses on record, visitors of their own network, and the worker's part."""

import json
import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.test import Client

from tests.factories.members import new_family, new_person
from titian.kernel.actors import Actor
from titian.members import services as members
from titian.members.types import NewContact
from titian.notifications.models import Message
from titian.notifications.types import Channel
from titian.platform.outbox import services as outbox

SETUP = Actor.system("tests")
BORN = date(1990, 3, 17)
_ADDRESSES = {
    Channel.WHATSAPP: "081234501234",
    Channel.EMAIL: "siti@gmail.com",
    Channel.SMS: "081234505678",
}


@dataclass(frozen=True, slots=True)
class Member:
    """A member and what she knows of herself."""

    person_id: int
    nik: str
    card_number: str
    born: date
    name: str

    @property
    def identity(self) -> dict[str, str]:
        return {"nik": self.nik, "birth_date": f"{self.born:%d-%m-%Y}"}


def make_member(*channels: Channel, at: datetime, name: str = "Siti Aminah") -> Member:
    """Somebody alone on a family card, with a verified address for each channel named."""
    contacts = tuple(NewContact(channel, _ADDRESSES[channel]) for channel in channels)
    person = new_person(name, born=BORN, contacts=contacts)
    (number,) = members.register_family(family=new_family(person), by=SETUP, at=at)
    assert person.nik
    return Member(number, person.nik, person.card_number, person.birth_date, name)


def a_visitor() -> Client:
    """A browser on a network of its own, so that tests do not slow each other down."""
    return Client(REMOTE_ADDR=f"2001:db8:{secrets.token_hex(2)}:{secrets.token_hex(2)}::1")


def worker_runs(at: datetime) -> None:
    """What the worker does within the next second: relay events, run subscribers."""
    while outbox.relay(at) + outbox.deliver_due(at):
        """Until nothing waits: other tests leave events behind."""


def codes_sent_to(member: Member) -> list[tuple[str, str]]:
    """Channel and code of each message to her, the oldest first."""
    said = Message.objects.filter(recipient_ref=f"person:{member.person_id}").order_by("id")
    return [(message.channel, json.loads(message.data or "{}")["code"]) for message in said]


def an_unknown_nik() -> str:
    return f"35730010{secrets.randbelow(10**8):08d}"
