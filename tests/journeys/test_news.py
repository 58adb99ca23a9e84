"""News on a phone: read with the ways it took, and the ways chosen, also without the script."""

from uuid import uuid4

import pytest
from django.db import transaction
from playwright.sync_api import expect

from tests.factories.members import at_facility, make_facility, make_family, new_person
from tests.journeys.acting import press
from tests.journeys.conftest import OpenPage
from tests.journeys.looking import faults_of
from tests.journeys.pictures import picture
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.members import selectors as members_read
from titian.members.types import NewContact, Relation
from titian.notifications import selectors as notifications_read
from titian.notifications import services as notifications
from titian.notifications.types import Channel, Kind, Urgency

TRIAL = "notifications/messages/trial.txt"


@pytest.fixture
def siti(committed_db: None) -> int:
    """With a phone, an e-mail address and a child; two things were said to her."""
    number = uuid4().int % 10**8
    contacts = (
        NewContact("whatsapp", f"62812{number:08}"),
        NewContact("email", f"siti{number}@contoh.test"),
    )
    place = make_facility("Puskesmas Contoh Dinoyo")
    person, _ = make_family(
        at_facility(new_person("Siti Aminah", contacts=contacts), place),
        at_facility(new_person("Rina Aminah", relation=Relation.CHILD), place),
    )
    with transaction.atomic():
        for key, urgency in (("news", Urgency.NORMAL), ("code", Urgency.CODE)):
            notifications.tell(
                to=members_read.recipient_of(person),
                template=TRIAL,
                data={"code": "12"},
                urgency=urgency,
                key=key,
                by=Actor.system("test"),
                at=clock.now(),
            )
    return person


def test_news_is_read_and_the_way_chosen(as_member: OpenPage, siti: int) -> None:
    phone = as_member(siti, "Siti Aminah")
    page = phone.page
    page.goto("/")
    page.get_by_role("link", name="1 kabar baru untuk Anda").click()
    expect(page.get_by_role("heading", name="Pesan percobaan dari Titian")).to_be_visible()
    expect(page.get_by_text("Kami mengirim kode. Kodenya tidak disimpan.")).to_be_visible()
    picture(page, "news", "1-inbox")
    assert faults_of(phone) == []

    page.get_by_role("link", name="Atur cara dikabari").click()
    picture(page, "news", "2-choices")
    page.get_by_role("link", name="Perubahan data").click()
    page.get_by_label("Hanya E-mail").check()
    picture(page, "news", "3-way")
    assert faults_of(phone) == []
    press(page, "Simpan")

    expect(page.get_by_role("link", name="Perubahan data Hanya E-mail")).to_be_visible()
    assert members_read.recipient_of(siti).wishes.channels == {Kind.CHANGE: (Channel.EMAIL,)}
    page.goto("/kabar/")
    expect(page.get_by_role("heading", name="Cara Anda dikabari diubah")).to_be_visible()


def test_quiet_hours_are_chosen_without_the_script(as_member: OpenPage, siti: int) -> None:
    page = as_member(siti, "Siti Aminah", java_script_enabled=False).page
    page.goto("/kabar/pilihan/jam/")
    page.get_by_label("Mulai jam berapa kami diam?").select_option("20")
    page.get_by_label("Sampai jam berapa?").select_option("5")
    page.get_by_role("button", name="Simpan").click()

    expect(page.get_by_text("Jangan dari jam 20.00 sampai 05.00")).to_be_visible()
    page.goto("/kabar/pilihan/perangkat/")
    expect(page.get_by_text("Tidak ada tombol?")).to_be_visible()
    expect(page.get_by_role("button", name="Nyalakan di HP ini")).to_be_hidden()


GIVES = """
PushManager.prototype.subscribe = async function (asked) {
  window.asked = asked;
  return { toJSON: () => ({ endpoint: "https://fcm.googleapis.com/fcm/send/" + window.told,
    keys: { p256dh: "B" + "A".repeat(86), auth: "a".repeat(22) } }) };
};
"""


def test_a_device_is_turned_on_and_stopped(as_member: OpenPage, siti: int) -> None:
    phone = as_member(siti, "Siti Aminah")
    page = phone.page
    page.goto("/kabar/pilihan/perangkat/")
    picture(page, "news", "4-devices")
    page.evaluate(f"window.told = '{uuid4()}'; {GIVES}")

    page.get_by_role("button", name="Nyalakan di HP ini").click()
    expect(page.get_by_role("button", name="Hentikan di sini")).to_be_visible()
    (device,) = notifications_read.devices_of(f"person:{siti}")
    picture(page, "news", "5-on")
    press(page, "Hentikan di sini")

    expect(page.get_by_text("Belum ada HP yang menerima pemberitahuan.")).to_be_visible()
    assert device.key_id == notifications_read.push_key()[1:13]
