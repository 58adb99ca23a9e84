"""Pages of requests to change: people whom the registry does not settle, and their papers."""

from dataclasses import dataclass, replace
from io import BytesIO
from uuid import uuid4

from django.test import Client

from tests.factories.accounts import signed_in_member
from tests.factories.members import at_facility, make_facility, make_family, new_person
from tests.factories.uploads import a_photo
from titian.facilities.models import Facility
from titian.kernel.scopes import Grant, Scope
from titian.members.types import NewContact, NewPerson, Relation, Sex

MARRIED = "/ubah/nama/?alasan=marriage"
NEW_NAME = "Siti Aminah Prasetyo"


def doubted(person: NewPerson) -> NewPerson:
    """The sample registry knows another name for a NIK that ends so: an officer must look."""
    return replace(person, nik=f"{(person.nik or '')[:12]}{uuid4().int % 99 + 1:02}51")


@dataclass(frozen=True, slots=True)
class Couple:
    """A worker in a factory who heads the card, and his wife."""

    husband: int
    wife: int
    place: Facility

    @property
    def branch(self) -> tuple[Grant, ...]:
        return (Grant("branch", Scope("region", self.place.regency_id)),)


def a_couple(regency: str = "35.73", *, name: str = "Siti Aminah") -> Couple:
    place, phone = make_facility(regency=regency), f"62800{uuid4().int % 10**8:08}"
    husband = new_person("Budi Prasetyo", sex=Sex.MALE)
    wife = new_person(name, relation=Relation.SPOUSE, contacts=(NewContact("whatsapp", phone),))
    ids = make_family(at_facility(husband, place), at_facility(doubted(wife), place))
    return Couple(ids[0], ids[1], place)


def a_paper(body: bytes | None = None, name: str = "foto.jpg") -> BytesIO:
    paper = BytesIO(body or a_photo())
    paper.name = name
    return paper


def married(**more: object) -> dict[str, object]:
    """What the form of a new name after a wedding sends."""
    return {
        "kunci": uuid4(),
        "full_name": NEW_NAME,
        "berkas_ktp": a_paper(),
        "berkas_kk": a_paper(),
        "berkas_marriage": a_paper(),
        **more,
    }


def asks_for_a_new_name(person_id: int, **more: object) -> int:
    """By the page, as the person does it; the id of the request."""
    client = Client()
    signed_in_member(client, person_id)
    answer = client.post(MARRIED, married(**more))
    assert answer.status_code == 303, answer.content.decode()
    return int(answer["Location"].rstrip("/").rpartition("/")[2])
