"""What a member and the staff see where a facility keeps the line itself."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.factories.accounts import signed_in_member, signed_in_staff
from tests.factories.outside import Elsewhere, ask, booked, carry, lines, make_elsewhere, sent
from tests.factories.queue import MORNING, NOON, make_clinic, make_person
from titian.kernel import clock
from titian.kernel.scopes import Grant, Scope
from titian.queue import services as queue
from titian.queue.models import Errand, Ticket
from titian.queue.pages.words import acts_word, odd_word
from titian.queue.ports import FacilityRefuses, NotReached
from titian.queue.rules.reconciling import KINDS
from titian.queue.types import ErrandKind, Side

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _friday_noon(settings: Settings) -> Iterator[None]:
    settings.TITIAN_FACILITY_QUEUES = "tests.factories.outside.line_of"
    with clock.fixed(NOON):
        yield


@pytest.fixture
def place() -> Elsewhere:
    return make_elsewhere()


def page(client: Client, path: str, **query: str) -> str:
    answer = client.get(path, query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def hold_and_ask(client: Client, place: Elsewhere, person: int) -> str:
    """Through the pages, as a thumb would; returns where it leads."""
    sent_to = client.post(reverse("queue:hold"), {"sesi": place.session.pk, "orang": person})
    held = client.get(sent_to["Location"])
    hold_id = sent_to["Location"].split("?")[0].rstrip("/").split("/")[-1]
    key = held.context["held"].client_key
    answer = client.post(reverse("queue:confirm", args=[hold_id]), {"kunci": str(key)})
    assert answer.status_code == 303
    return str(answer["Location"])


def test_the_page_says_that_we_are_asking_and_then_shows_the_ticket(
    client: Client, place: Elsewhere
) -> None:
    person = make_person()
    signed_in_member(client, person)

    address = hold_and_ask(client, place, person)
    waiting = client.get(address)
    carry()
    then = client.get(address)

    assert "Kami sedang meminta nomor ke RS Contoh" in waiting.content.decode()
    assert waiting["Refresh"]
    assert then.status_code == 303
    ticket = page(client, then["Location"])
    assert "RS#1" in ticket
    assert ">A-1<" in ticket


def test_a_facility_that_is_away_is_said_to_be(client: Client, place: Elsewhere) -> None:
    person = make_person()
    place.line.raises.append(NotReached("no_connection"))
    errand = ask(place, person)
    signed_in_member(client, person)
    carry()

    text = page(client, reverse("queue:asking", args=[errand.pk]))

    assert "Sistem mereka sedang tidak menjawab." in text


def test_a_refusal_shows_their_words_and_a_code(client: Client, place: Elsewhere) -> None:
    person = make_person()
    place.line.raises.append(FacilityRefuses(201, "Pendaftaran ke Poli Ini Sedang Tutup"))
    errand = ask(place, person)
    signed_in_member(client, person)
    carry()

    text = page(client, reverse("queue:asking", args=[errand.pk]))

    errand.refresh_from_db()
    assert "Pendaftaran ke Poli Ini Sedang Tutup" in text
    assert errand.receipt in text


def test_the_home_page_shows_what_is_being_asked(client: Client, place: Elsewhere) -> None:
    person = make_person()
    place.line.raises.append(NotReached("no_connection"))
    errand = ask(place, person)
    signed_in_member(client, person)
    before = page(client, "/")
    carry()
    away = page(client, "/")
    carry(at=NOON + MINUTE)
    given = page(client, "/")

    assert "Nomor sedang kami mintakan" in before
    assert reverse("queue:asking", args=[errand.pk]) in before
    assert "Sistem mereka sedang tidak menjawab." in away
    assert "Nomor sedang kami mintakan" not in given
    assert ">A-1<" in given


def test_the_home_page_shows_a_refusal_until_something_else_is_asked(
    client: Client, place: Elsewhere
) -> None:
    person = make_person()
    place.line.raises.append(FacilityRefuses(201, "Pendaftaran ke Poli Ini Sedang Tutup"))
    errand = ask(place, person)
    signed_in_member(client, person)
    carry()
    refused = page(client, "/")
    ask(place, person)
    asked_again = page(client, "/")

    errand.refresh_from_db()
    assert "Pendaftaran ke Poli Ini Sedang Tutup" in refused
    assert errand.receipt in refused
    assert errand.receipt not in asked_again
    assert "Nomor sedang kami mintakan" in asked_again


def test_the_home_page_shows_nothing_that_others_asked(client: Client, place: Elsewhere) -> None:
    ask(place, make_person())
    signed_in_member(client, make_person())

    assert "Nomor sedang kami mintakan" not in page(client, "/")


def test_nobody_else_sees_what_is_asked(client: Client, place: Elsewhere) -> None:
    errand = ask(place, make_person())
    signed_in_member(client, make_person())

    assert client.get(reverse("queue:asking", args=[errand.pk])).status_code == 404
    assert client.get(reverse("queue:asking_live", args=[errand.pk])).status_code == 404


def test_the_live_page_follows_the_steps(client: Client, place: Elsewhere) -> None:
    person = make_person()
    ticket = booked(place, person)
    signed_in_member(client, person)
    address = reverse("queue:live", args=[ticket.code])
    with clock.fixed(MORNING):
        look = client.get(reverse("queue:ticket", args=[ticket.code])).context["ticket"].view.look
        queue.note_task(key=place.key("RS#1"), task=4, told_at=MORNING, by=place.bridge, at=MORNING)

        live = client.get(address, {"s": look}).json()
        text = page(client, reverse("queue:ticket", args=[ticket.code]))

    assert live["reload"] is True
    assert "Silakan masuk" in text
    assert "Di ruang dokter ✓" in text


def test_giving_back_and_arriving_are_passed_on(client: Client, place: Elsewhere) -> None:
    person = make_person()
    ticket = booked(place, person)
    signed_in_member(client, person)
    with clock.fixed(MORNING):
        client.post(reverse("queue:arrive", args=[ticket.code]))
        text = page(client, reverse("queue:ticket", args=[ticket.code]))
        assert "Kedatangan Anda sedang kami sampaikan" in text
        carry(at=MORNING)
        client.post(reverse("queue:cancel", args=[ticket.code]))

    kinds = Errand.objects.filter(ticket_ref=ticket.pk).values_list("kind", "state")
    assert sorted(kinds) == [("cancel", "asking"), ("check_in", "done"), ("take", "done")]


@pytest.mark.parametrize("is_linked", [True, False])
def test_where_nobody_can_be_told_of_the_arrival_the_ticket_says_to_go_to_the_counter(
    client: Client, place: Elsewhere, is_linked: bool
) -> None:
    person = make_person()
    ticket = booked(place, person)
    place.line.offers = frozenset({ErrandKind.TAKE, ErrandKind.CANCEL})
    if not is_linked:
        del lines[ticket.facility_id]
    signed_in_member(client, person)
    address = reverse("queue:ticket", args=[ticket.code])

    before = page(client, address)
    with clock.fixed(MORNING):
        today = page(client, address)

    assert "lapor ke loket pendaftaran" not in before
    assert "Kalau sudah sampai di RS Contoh, lapor ke loket pendaftaran." in today
    assert "Saya sudah datang" not in today
    assert "Batalkan" in today


def test_where_the_pharmacy_gives_no_numbers_none_is_offered(
    client: Client, place: Elsewhere
) -> None:
    person = make_person()
    ticket = booked(place, person)
    Ticket.objects.filter(pk=ticket.pk).update(state="done")
    signed_in_member(client, person)
    address = reverse("queue:ticket", args=[ticket.code])

    offered = page(client, address)
    place.line.offers = frozenset({ErrandKind.TAKE, ErrandKind.CANCEL})
    then = page(client, address)

    assert "Ambil nomor farmasi" in offered
    assert "Ambil nomor farmasi" not in then


def test_a_hospital_asks_for_a_paper_first(client: Client, place: Elsewhere) -> None:
    facility = place.clinic.facility
    facility.kind = "hospital"
    facility.save()
    person = make_person()
    signed_in_member(client, person)

    text = page(client, reverse("queue:choose"), faskes=facility.code)

    assert "Rumah sakit perlu rujukan atau surat kontrol." in text


def test_a_paper_nobody_has_leads_nowhere(client: Client) -> None:
    signed_in_member(client, make_person())

    answer = client.get(reverse("queue:choose"), {"acuan": "0301R0011126B000001"})

    assert answer.status_code == 409


def test_the_report_says_what_does_not_match_and_who_acts(client: Client, place: Elsewhere) -> None:
    facility = place.clinic.facility
    first, second = make_person(), make_person()
    booked(place, first)
    booked(place, second)
    told = sent(place, "RS#1", person_id=first)
    queue.take_sent(sent=told, by=place.bridge, at=NOON)
    with pytest.raises(Exception, match="already_in_line"):
        queue.take_sent(sent=sent(place, "RS#7", person_id=first), by=place.bridge, at=NOON)

    with clock.fixed(NOON + 30 * MINUTE):
        signed_in_staff(client, (Grant("desk", Scope("facility", facility.code)),))
        address = reverse("queue:reconciliation", args=[facility.code])
        text = page(client, address, hari="2026-11-23")
        table = client.get(f"{address}csv", {"hari": "2026-11-23"}).content.decode()

    assert "1 (50%)" in text
    assert "Satu orang, dua nomor" in text
    assert "Nomor peserta belum dikabarkan balik" in text
    assert "RS#7" in table
    assert len(table.strip().splitlines()) == 3
    assert "Siti" not in text


def test_another_facilitys_desk_may_not_read_it(client: Client, place: Elsewhere) -> None:
    other = make_clinic()
    signed_in_staff(client, (Grant("desk", Scope("facility", other.facility.code)),))

    answer = client.get(reverse("queue:reconciliation", args=[place.clinic.facility.code]))

    assert answer.status_code in (403, 404)


@pytest.mark.parametrize(
    "grant", [Grant("branch", Scope("region", "35.73")), Grant("operator", Scope("all"))]
)
def test_branch_and_operators_may_read_it(client: Client, place: Elsewhere, grant: Grant) -> None:
    signed_in_staff(client, (grant,))

    assert "Semua cocok." in page(
        client, reverse("queue:reconciliation", args=[place.clinic.facility.code])
    )


def test_every_word_of_the_report_is_said() -> None:
    assert all(odd_word(kind) != f"queue.odd.{kind}" for kind in KINDS)
    assert all(acts_word(side) != f"queue.acts.{side}" for side in Side)
