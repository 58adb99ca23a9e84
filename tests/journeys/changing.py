"""Requests to change on their way: one waits for an officer, one must be mended, one is set."""

from dataclasses import dataclass
from uuid import uuid4

from django.test import Client

from tests.factories.accounts import signed_in_member, signed_in_staff
from tests.factories.changing import Couple, a_couple, a_paper, asks_for_a_new_name
from tests.factories.requests import code_of
from titian.members.models import ChangePaper

DESK = "/petugas/perubahan/"


@dataclass(frozen=True, slots=True)
class Changing:
    couple: Couple
    waits: int
    mends: int
    is_set: int

    @property
    def paper(self) -> int:
        return ChangePaper.objects.filter(request=self.waits).values_list("pk", flat=True)[0]


def requests_under_way(regency: str = "35.73") -> Changing:
    couple = a_couple(regency)
    waits = asks_for_a_new_name(couple.wife)
    hers, officers = Client(), Client()
    signed_in_member(hers, couple.wife)
    signed_in_staff(officers, couple.branch)
    abroad = {"leaves_on": "01-01-2027", "returns_on": "01-12-2027"}
    sent = {"kunci": uuid4(), **abroad, "berkas_travel": a_paper()}
    mends = _sent(hers, "/ubah/luar-negeri/", sent)
    asked = {"putusan": "repair", "alasan": "paper_unreadable", "kurang": ["travel", "returns_on"]}
    answer = officers.post(f"{DESK}{mends}/", {"kunci": uuid4(), **asked})
    assert answer.status_code == 303, answer.content.decode()
    number = f"0812{uuid4().int % 10**8:08}"
    phone = {"kunci": uuid4(), "channel": "sms", "phone": number}
    is_set = _sent(hers, "/ubah/telepon/", phone)
    answer = hers.post(f"/ubah/permintaan/{is_set}/", {"code": code_of(is_set)})
    assert answer.status_code == 303, answer.content.decode()
    return Changing(couple, waits, mends, is_set)


def _sent(client: Client, address: str, typed: dict[str, object]) -> int:
    answer = client.post(address, typed)
    assert answer.status_code == 303, answer.content.decode()
    return int(answer["Location"].rstrip("/").rpartition("/")[2])
