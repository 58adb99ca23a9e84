"""An elder who only writes: who they are, a number, another day, none; a form that is filled in."""

import re
import secrets
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.factories.frontdoor import Member
from tests.factories.members import SETUP, new_family, new_person
from tests.factories.queue import Clinic, make_clinic, make_session
from tests.journeys.looking import Watched, faults_of
from tests.journeys.test_front_door import code_for
from titian.facilities.models import Service
from titian.kernel import clock
from titian.kernel.periods import day_of
from titian.members import services as members
from titian.members.types import NewContact
from titian.notifications.types import Channel
from titian.queue.models import Ticket
from titian.queue.types import TicketState

MALANG = ZoneInfo("Asia/Jakarta")
BORN = date(1955, 8, 17)


def a_dental_clinic(today: date) -> Clinic:
    """With a dentist in the morning of each of the next days."""
    clinic = make_clinic("Puskesmas Story")
    gigi = Service.objects.create(
        facility=clinic.facility, code="002", name="Poli Gigi", letter="G"
    )
    dental = Clinic(clinic.facility, gigi, clinic.practitioner)
    for days in (1, 2, 3):
        begins = datetime.combine(today + timedelta(days=days), time(8), MALANG)
        make_session(dental, starts_at=begins)
    return dental


def an_elder(clinic: Clinic) -> Member:
    contact = NewContact(Channel.WHATSAPP, f"0812{secrets.randbelow(10**8):08}")
    person = new_person("Sumarni", born=BORN, facility_id=clinic.facility.pk, contacts=(contact,))
    (number,) = members.register_family(family=new_family(person), by=SETUP, at=clock.now())
    assert person.nik
    return Member(number, person.nik, person.card_number, BORN, "Sumarni")


def writes(page: Page, text: str, *, until: str | re.Pattern[str]) -> None:
    """One message, and the answer to it."""
    page.get_by_role("textbox").first.fill(text)
    page.get_by_role("button", name="Kirim pesan").click()
    expect(page.get_by_role("textbox").first).to_have_value("")
    last = page.locator("ol.steps > li").last
    for _ in range(200):
        page.goto(page.url.partition("#")[0])
        if last.get_by_text("Titian", exact=True).count():
            break
        page.wait_for_timeout(300)
    expect(last).to_contain_text(until)


def state_of(member: Member) -> list[str]:
    return list(
        Ticket.objects.filter(person=member.person_id)
        .order_by("pk")
        .values_list("state", flat=True)
    )


def test_an_elder_books_moves_and_cancels_by_writing(
    phone: Watched, as_member: Callable[..., Watched]
) -> None:
    siti = an_elder(a_dental_clinic(day_of(clock.now())))
    page = phone.page
    page.goto(f"/demo/whatsapp/?dari=0813{secrets.randbelow(10**8):08}")

    writes(page, "bu mau berobat gigi besok pagi", until="NIK")
    writes(page, f"{siti.nik} 17-08-1955", until="Kode 6 angka")
    writes(page, code_for(siti), until="Poli Gigi di Puskesmas Story")
    assert faults_of(phone) == []
    writes(page, "1", until="Nomor antrean: G-1")
    ticket = Ticket.objects.get(person=siti.person_id)
    own = as_member(siti.person_id, siti.name).page
    own.goto(f"/tiket/{ticket.code}/")
    expect(own.get_by_text("G-1").first).to_be_visible()

    writes(page, "pindah jadwal periksa ke lusa", until="Nomor lama tetap")
    assert state_of(siti) == [TicketState.BOOKED]
    writes(page, "1", until="Sudah dipindah")
    assert state_of(siti) == [TicketState.MOVED, TicketState.BOOKED]

    writes(page, "batal antrean saya", until="Yang mana")
    writes(page, "1", until="Sudah dibatalkan")
    assert state_of(siti) == [TicketState.MOVED, TicketState.CANCELLED]

    writes(page, "bayi saya baru lahir kemarin perempuan", until="Surat lahir")
    link = page.locator("ol.steps > li").last.get_by_role("link").first
    own.goto(str(link.get_attribute("href")))
    expect(own.get_by_label("Perempuan")).to_be_checked()
