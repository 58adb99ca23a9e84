"""Whether somebody is covered is said in the same words wherever it is said."""

import re
from collections.abc import Iterator
from datetime import date, datetime

import pytest
from django.test import Client

from tests.factories.accounts import signed_in_member
from tests.factories.counter import at_desk
from tests.factories.frontdoor import Member, a_visitor, make_member
from tests.factories.members import SETUP, at_facility, make_facility, make_family, new_person
from tests.factories.queue import NOON, make_clinic
from titian.kernel import clock
from titian.members import services as members
from titian.members.types import Change, Happening

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def friday_noon() -> Iterator[None]:
    with clock.fixed(NOON):
        yield


def said_on(page: str) -> tuple[str, str]:
    """The word of the status card and what it says to do next."""
    card = r'class="card status.*?</svg>\s*([^<]+)</strong>\s*<p>(.*?)</p>'
    (found,) = re.finditer(card, page, re.DOTALL)
    return found[1], found[2]


def on_every_page(client: Client, member: Member) -> dict[str, tuple[str, str]]:
    """Home and card of the member, the public check, the look-up at a counter."""
    signed_in_member(client, member.person_id, member.name)
    pages = {"home": client.get("/"), "card": client.get("/kartu/")}
    pages["public"] = a_visitor().post("/cek-status/", member.identity)
    counter = a_visitor()
    at_desk(counter, make_clinic())
    pages["counter"] = counter.post("/petugas/peserta/", {"cari": member.card_number})
    return {name: said_on(page.content.decode()) for name, page in pages.items()}


def test_who_is_covered_reads_the_same_on_home_card_check_and_counter(client: Client) -> None:
    said = on_every_page(client, make_member(at=NOON))

    assert set(said.values()) == {
        ("Aktif", "Bisa berobat hari ini. Bawa KTP atau kartu JKN."),
    }


def test_who_is_not_covered_reads_why_and_a_stranger_reads_only_that(client: Client) -> None:
    member = make_member(at=NOON)
    left = Happening(Change.LEFT_SEGMENT, date(2026, 10, 1))
    members.record_event(person_id=member.person_id, happening=left, by=SETUP, at=NOON)

    said = on_every_page(client, member)

    told_a_stranger = said.pop("public")
    assert {word for word, _ in said.values()} == {told_a_stranger[0]} == {"Tidak aktif"}
    (why,) = {step for _, step in said.values()}
    assert why.startswith("Tidak lagi dibayar pemerintah.")
    assert told_a_stranger[1] not in why


@pytest.mark.parametrize(
    "zone, when",
    [
        ("Asia/Jakarta", "pukul 12.00 WIB"),
        ("Asia/Makassar", "pukul 13.00 WITA"),
        ("Asia/Jayapura", "pukul 14.00 WIT"),
    ],
)
def test_the_moment_is_told_on_the_clock_of_the_persons_clinic(
    client: Client, zone: str, when: str
) -> None:
    facility = make_facility()
    facility.timezone = zone
    facility.save()
    (siti,) = make_family(at_facility(new_person(), facility))
    signed_in_member(client, siti)

    pages = [client.get(address).content.decode() for address in ("/", "/kartu/")]

    assert all(re.search(f"{when}\\s*<", page) for page in pages)


def test_near_midnight_the_day_is_the_one_at_the_clinic(client: Client) -> None:
    facility = make_facility()
    facility.timezone = "Asia/Jayapura"
    facility.save()
    (siti,) = make_family(at_facility(new_person(), facility))
    late = datetime.fromisoformat("2026-11-20T22:30:00+07:00")

    with clock.fixed(late):
        signed_in_member(client, siti)
        page = client.get("/kartu/").content.decode()

    assert "Data Sabtu 21 Nov, pukul 00.30 WIT" in page


def test_without_a_clinic_the_clock_is_jakartas_and_says_so(client: Client) -> None:
    (siti,) = make_family(new_person())
    signed_in_member(client, siti)

    assert "pukul 12.00 WIB" in client.get("/kartu/").content.decode()
