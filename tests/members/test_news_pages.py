"""What was said to me, and how I want to be told: mine, my child's, and nobody else's."""

from collections.abc import Iterator
from datetime import time, timedelta

import pytest
from django.db import transaction
from django.test import Client

from tests.conftest import StatementBudget
from tests.contracts.browsers import Browser
from tests.factories.accounts import signed_in_member
from tests.factories.members import (
    NOON,
    a_couple_and_a_child,
    acting_for,
    at_facility,
    make_facility,
    make_family,
    new_person,
)
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.members import selectors as members_read
from titian.members import services as members
from titian.members.models import Person
from titian.members.types import Help, NewContact
from titian.notifications import selectors as notifications_read
from titian.notifications import services as notifications
from titian.notifications.models import Message
from titian.notifications.types import Channel, Kind, Quiet, State, Urgency

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

CONTACTS = (NewContact("whatsapp", "6280000000884"), NewContact("email", "siti@contoh.test"))
FACTS: dict[str, str | int] = {"what": "phone"}


@pytest.fixture(autouse=True)
def a_friday() -> Iterator[None]:
    with clock.fixed(NOON):
        yield


@pytest.fixture
def siti() -> int:
    return make_family(at_facility(new_person(contacts=CONTACTS), make_facility()))[0]


def say(person: int, key: str = "one", *, minutes: int = 0) -> Message:
    with transaction.atomic():
        number = notifications.tell(
            to=members_read.recipient_of(person),
            template="notifications/messages/trial.txt",
            data={"code": "12"},
            urgency=Urgency.NORMAL,
            key=key,
            by=Actor.system("test"),
            at=NOON - timedelta(minutes=minutes),
        )
    return Message.objects.get(pk=number)


def page_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_was_said_is_read_with_its_way_and_looked_at_once(client: Client, siti: int) -> None:
    say(siti)
    signed_in_member(client, siti)
    assert "1 kabar baru untuk Anda" in page_of(client, "/")

    page = page_of(client, "/kabar/")

    assert "Ini pesan percobaan dari Titian" in page
    assert "lewat WhatsApp" in page
    assert "Baru</span>" in page
    assert "Baru</span>" not in page_of(client, "/kabar/")
    assert "kabar baru" not in page_of(client, "/")


def test_the_inbox_takes_few_statements_and_goes_on_page_by_page(
    client: Client, siti: int, statements: type[StatementBudget]
) -> None:
    for number in range(23):
        say(siti, f"m{number}", minutes=number)
    signed_in_member(client, siti)
    page_of(client, "/kabar/")

    with statements.at_most(8):
        first = page_of(client, "/kabar/")

    onward = first.partition("sebelum=")[2].partition('"')[0]
    assert first.count("<article") == 20
    assert page_of(client, f"/kabar/?sebelum={onward}").count("<article") == 3


def test_a_head_reads_a_childs_news_and_not_an_adults(client: Client) -> None:
    husband, wife, child = a_couple_and_a_child()
    say(child)
    signed_in_member(client, husband)

    assert "pesan percobaan" in page_of(client, f"/kabar/?orang={child}")
    for address in ("/kabar/", "/kabar/pilihan/", "/kabar/pilihan/jam/", "/kabar/pilihan/iuran/"):
        assert client.get(f"{address}?orang={wife}").status_code == 404


def test_a_helper_reads_nothing_and_chooses_nothing(client: Client, siti: int) -> None:
    helper = make_family(new_person("Rini Astuti"))[0]
    helps = (Help.SEE, Help.BOOK, Help.DUES, Help.CHANGES)
    code = members.make_help_code(helps=helps, by=acting_for(siti), at=NOON).code
    whose = Person.objects.get(pk=siti)
    members.take_help_code(
        nik=whose.nik_sealed or "",
        birth_date=whose.birth_date,
        code=code,
        by=acting_for(helper),
        at=NOON,
    )
    signed_in_member(client, helper)
    assert client.get(f"/kartu/{siti}/").status_code == 200

    assert client.get(f"/kabar/?orang={siti}").status_code == 404
    hours = {"orang": siti, "mulai": "1", "selesai": "2"}
    assert client.post("/kabar/pilihan/jam/", hours).status_code == 404


@pytest.mark.parametrize(
    "chosen,wished",
    [
        ("dulu-email", (Channel.EMAIL, Channel.WHATSAPP)),
        ("hanya-email", (Channel.EMAIL,)),
        ("tidak", ()),
        ("biasa", None),
    ],
)
def test_each_kind_has_its_own_page(
    client: Client, siti: int, chosen: str, wished: tuple[Channel, ...] | None
) -> None:
    signed_in_member(client, siti)

    answer = client.post("/kabar/pilihan/pengingat/", {"orang": siti, "cara": chosen})

    assert (answer.status_code, answer.headers["Location"]) == (
        303,
        f"/kabar/pilihan/?orang={siti}",
    )
    found = members_read.recipient_of(siti).wishes.channels
    assert found.get(Kind.REMINDER) == wished
    assert f'value="{chosen}" ' in page_of(client, "/kabar/pilihan/pengingat/")


def test_a_way_one_does_not_have_cannot_be_chosen(client: Client, siti: int) -> None:
    signed_in_member(client, siti)

    answer = client.post("/kabar/pilihan/pengingat/", {"orang": siti, "cara": "hanya-sms"})

    assert answer.status_code == 422
    for kind in ("kode", "keamanan", "lain"):
        assert client.get(f"/kabar/pilihan/{kind}/").status_code == 404


def test_the_way_that_changes_no_longer_take_hears_of_it(client: Client, siti: int) -> None:
    signed_in_member(client, siti)

    client.post("/kabar/pilihan/perubahan/", {"orang": siti, "cara": "hanya-email"})
    client.post("/kabar/pilihan/pengingat/", {"orang": siti, "cara": "hanya-email"})

    (warning,) = Message.objects.filter(template__contains="ways_given_up")
    assert (warning.channel, warning.state) == (Channel.WHATSAPP, State.PENDING)
    assert "Cara Anda dikabari diubah" in page_of(client, "/kabar/")


def test_own_quiet_hours_and_language(client: Client, siti: int) -> None:
    signed_in_member(client, siti)

    client.post("/kabar/pilihan/jam/", {"orang": siti, "mulai": "19", "selesai": "5"})
    client.post("/kabar/pilihan/bahasa/", {"orang": siti, "bahasa": "en"})

    wishes = members_read.recipient_of(siti).wishes
    assert (wishes.quiet, wishes.language) == (Quiet(time(19), time(5)), "en")
    assert "Jangan dari jam 19.00 sampai 05.00" in page_of(client, "/kabar/pilihan/")
    assert say(siti).language == "en"


def test_quiet_hours_of_a_whole_day_are_refused_with_a_receipt(client: Client, siti: int) -> None:
    signed_in_member(client, siti)

    answer = client.post("/kabar/pilihan/jam/", {"orang": siti, "mulai": "7", "selesai": "6"})

    assert answer.status_code == 422
    assert "Jam tenang paling lama 14 jam" in answer.content.decode()
    assert "Kode kendala" in answer.content.decode()


def given(endpoint: str) -> dict[str, str]:
    browser = Browser()
    return {"endpoint": endpoint, "p256dh": browser.p256dh, "auth": browser.auth}


def test_a_device_takes_pushes_until_it_is_stopped(client: Client, siti: int) -> None:
    signed_in_member(client, siti)

    answer = client.post("/kabar/pilihan/perangkat/", given("https://fcm.googleapis.com/x/1"))
    assert answer.status_code == 303
    (device,) = notifications_read.devices_of(f"person:{siti}")
    first = say(siti)
    client.post(f"/kabar/pilihan/perangkat/{device.id}/hapus/")

    assert first.channel == Channel.PUSH
    assert device.key_id == notifications_read.push_key()[1:13]
    assert say(siti, "two").channel == Channel.WHATSAPP


def test_a_device_elsewhere_is_refused(client: Client, siti: int) -> None:
    signed_in_member(client, siti)

    answer = client.post("/kabar/pilihan/perangkat/", given("https://169.254.169.254/latest"))

    assert answer.status_code == 422
    assert notifications_read.devices_of(f"person:{siti}") == []


def test_nobody_reads_news_without_signing_in(client: Client) -> None:
    for address in ("/kabar/", "/kabar/pilihan/", "/kabar/pilihan/perangkat/"):
        assert client.get(address).status_code == 302
