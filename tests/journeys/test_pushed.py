"""A phone that is told, and one without a signal: what its service worker shows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.contracts.browsers import Browser
from tests.contracts.gateways import HttpGateway, http_gateway
from tests.factories.members import make_family, new_person
from tests.journeys.acting import press
from tests.journeys.conftest import OpenPage
from tests.journeys.looking import faults_of
from tests.journeys.pictures import picture
from tests.journeys.serving import Server
from tests.journeys.telling import JEMBER, Telling, told_in_every_state
from titian.bridging.transports.push import Push, Sender, keys
from titian.kernel import clock
from titian.notifications import selectors as notifications_read
from titian.notifications.ports import Outgoing
from titian.notifications.types import Channel, Device, Urgency

_READY = "() => navigator.serviceWorker.ready.then(() => true)"
_SHOWN = """() => navigator.serviceWorker.ready.then((worker) => worker.getNotifications())
  .then((shown) => shown.map((one) => [one.title, one.body, one.data]))"""
# A press on a notification: only a person's own finger may open a window, so it is told where.
_PRESSED = """async () => {
  const [shown] = await self.registration.getNotifications(), opened = [];
  self.clients.openWindow = async (address) => void opened.push(String(address));
  self.dispatchEvent(new NotificationEvent("notificationclick", { notification: shown }));
  return [opened, (await self.registration.getNotifications()).length];
}"""
_GIVES = """([endpoint, p256dh, auth]) => {
  const given = { toJSON: () => ({ endpoint, keys: { p256dh, auth } }) };
  PushManager.prototype.subscribe = async () => given;
}"""


@pytest.fixture
def gateway() -> Iterator[HttpGateway]:
    with http_gateway() as service:
        service.read = lambda raw: {"raw": raw}
        yield service


@pytest.fixture
def siti(committed_db: None) -> int:
    return make_family(new_person("Siti Aminah"))[0]


@pytest.fixture
def telling(committed_db: None) -> Telling:
    return told_in_every_state()


def outgoing(ref: str, at: datetime) -> Outgoing:
    return Outgoing(
        message_id=1,
        ref="101",
        recipient_ref=ref,
        channel=Channel.PUSH,
        to=ref,
        template="queue/messages/booked.txt",
        data={"number": "A-12"},
        subject="Tiket A-12",
        text="Tiket A-12 di Puskesmas Contoh.",
        urgency=Urgency.NORMAL,
        language="id",
        at=at,
    )


def pushed(gateway: HttpGateway, ref: str) -> bytes:
    """As it leaves for the push service of this person's devices."""

    def here(devices_of: str) -> list[Device]:
        found = notifications_read.devices_of(devices_of)
        return [
            replace(one, subscription=replace(one.subscription, endpoint=f"{gateway.url}/push"))
            for one in found
        ]

    sender = Sender(keys(), "mailto:it@contoh.test", lambda _: True, here)
    push = Push(sender)
    try:
        push.send(outgoing(ref, clock.now()))
    finally:
        push._client.close()
    (body,) = gateway.received
    return bytes(body["raw"])


def registration_of(page: Page, cdp: CDPSession, origin: str) -> str:
    """The browser tells of its workers a moment after it was asked."""
    found: list[str] = []

    def note(told: dict[str, list[dict[str, str]]]) -> None:
        mine = [one for one in told["registrations"] if one["scopeURL"].startswith(origin)]
        found.extend(one["registrationId"] for one in mine)

    cdp.on("ServiceWorker.workerRegistrationUpdated", note)
    cdp.send("ServiceWorker.enable")
    for _ in range(600):
        if found:
            break
        page.wait_for_timeout(50)
    return found[-1]


def test_a_phone_is_told_and_a_press_opens_the_news(
    as_member: OpenPage, siti: int, server: Server, gateway: HttpGateway
) -> None:
    """From our sealed bytes to the words on a locked screen."""
    page, browser = as_member(siti, "Siti Aminah").page, Browser()
    page.context.grant_permissions(["notifications"], origin=server.origin)
    page.goto("/kabar/pilihan/perangkat/")
    page.evaluate(_READY)
    there = f"https://fcm.googleapis.com/fcm/send/{uuid4()}"
    page.evaluate(_GIVES, [there, browser.p256dh, browser.auth])
    page.get_by_role("button", name="Nyalakan di HP ini").click()
    expect(page.get_by_role("button", name="Hentikan di sini")).to_be_visible()

    words = browser.read(pushed(gateway, f"person:{siti}")).decode()
    cdp = page.context.new_cdp_session(page)
    where = {"origin": server.origin, "registrationId": registration_of(page, cdp, server.origin)}
    cdp.send("ServiceWorker.deliverPushMessage", {**where, "data": words})
    page.wait_for_function(f"async () => (await ({_SHOWN})()).length")

    assert page.evaluate(_SHOWN) == [["Ada kabar baru", "Buka Titian untuk membaca.", "/kabar/"]]
    (worker,) = page.context.service_workers
    assert worker.evaluate(_PRESSED) == [[f"{server.origin}/kabar/"], 0]
    page.goto("/kabar/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kabar")
    page.goto("/kabar/pilihan/perangkat/")
    press(page, "Hentikan di sini")
    expect(page.get_by_text("Belum ada HP yang menerima pemberitahuan.")).to_be_visible()


def is_kept(page: Page, path: str) -> None:
    page.wait_for_function(
        "async (path) => { const kept = await (await caches.open('titian-orang')).keys();"
        " return kept.some((one) => new URL(one.url).pathname === path); }",
        arg=path,
    )


def test_what_is_told_to_many_is_read_again_without_a_signal(
    as_member: OpenPage, siti: int, telling: Telling
) -> None:
    phone = as_member(siti, "Siti Aminah")
    page = phone.page
    page.goto("/")
    page.evaluate(_READY)
    read = ("/pekan-ini/", f"/pekan-ini/tulisan/{telling.article}/", "/pengumuman/")
    for path in (*read, f"/pengumuman/{telling.told}/"):
        page.goto(f"{path}?daerah={JEMBER}")
        is_kept(page, path)

    page.context.set_offline(True)
    page.goto("/pekan-ini/")

    expect(page.locator("main")).to_contain_text("Senam Prolanis di Jember")
    expect(page.locator("[data-offline]")).to_contain_text("Data pukul")
    picture(page, "pushed", "offline-week")
    page.goto("/pengumuman/")
    expect(page.locator("main")).to_contain_text("Sistem antrean mati Sabtu malam")
    expect(page.locator("[data-offline]")).to_contain_text("Data pukul")
    page.locator(f"a[href^='/pengumuman/{telling.told}/']").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sistem antrean mati Sabtu malam")
    picture(page, "pushed", "offline-announcement")
    page.goto(f"/pekan-ini/tulisan/{telling.article}/")
    expect(page.locator("[data-offline]")).to_contain_text("Data pukul")
    assert faults_of(phone) == []
