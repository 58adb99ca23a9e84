"""The pages of one's own data: for the owner in plain words, for officers the list."""

import re
from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tests.conftest import StatementBudget
from tests.factories.accounts import signed_in_member
from tests.factories.members import (
    NOON,
    a_couple_and_a_child,
    at_facility,
    make_facility,
    make_family,
    new_person,
    staff_of,
)
from titian.accounts.models import Session
from titian.kernel import clock
from titian.members import selectors as members_read
from titian.members.models import DataExport, Restriction
from titian.members.pages.own_data_presenters import pdf_of
from titian.members.pages.own_data_wording import held_word, kept_word
from titian.members.services import exporting
from titian.members.types import NewContact
from titian.platform.db.holdings import holdings
from titian.platform.db.personal import Kept

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PHONE = NewContact("whatsapp", "6280000000884")


@pytest.fixture(autouse=True)
def a_friday() -> Iterator[None]:
    with clock.fixed(NOON):
        yield


@pytest.fixture
def siti() -> int:
    return make_family(at_facility(new_person(contacts=(PHONE,)), make_facility()))[0]


def sent(person: int, **more: str) -> dict[str, str]:
    return {"orang": str(person), "kunci": str(uuid4()), **more}


def test_the_first_page_says_everything_in_few_statements(
    client: Client, siti: int, statements: type[StatementBudget]
) -> None:
    clerk = staff_of(make_facility())
    for _ in range(30):
        members_read.standing(siti, viewer=clerk, on=NOON.date())
    signed_in_member(client, siti)

    with statements.at_most(12):
        page = client.get("/data-saya/").content.decode()

    assert "Siapa yang melihat" in page
    assert "Buat salinan data" in page
    assert page.count("<dt>") == 3
    assert "Lihat semuanya" in page


def test_all_looks_are_turned_page_by_page(
    client: Client, siti: int, statements: type[StatementBudget]
) -> None:
    clerk = staff_of(make_facility())
    for _ in range(23):
        members_read.standing(siti, viewer=clerk, on=NOON.date())
    signed_in_member(client, siti)

    with statements.at_most(10):
        first = client.get("/data-saya/dilihat/").content.decode()
    onward = re.search(r'href="(/data-saya/dilihat/\?orang=\d+&amp;sebelum=[^"]+)"', first)
    assert onward is not None
    second = client.get(onward[1].replace("&amp;", "&")).content.decode()

    assert first.count("<dt>") == 20
    assert second.count("<dt>") >= 3


def test_the_pages_are_the_members_own(client: Client, siti: int) -> None:
    stranger = make_family()[0]
    assert client.get("/data-saya/").status_code == 302

    signed_in_member(client, stranger)

    for page in ("/data-saya/", "/data-saya/dilihat/", "/data-saya/minta/cabut/"):
        assert client.get(f"{page}?orang={siti}").status_code == 404
    assert client.post("/data-saya/salinan/", sent(siti)).status_code == 404
    assert not DataExport.objects.exists()


def test_a_head_sees_a_pill_for_a_child_and_none_for_an_adult(client: Client) -> None:
    budi, dewi, putri = a_couple_and_a_child()
    signed_in_member(client, budi)

    page = client.get("/data-saya/").content.decode()

    assert f"/data-saya/?orang={putri}" in page
    assert f"/data-saya/?orang={dewi}" not in page


def test_a_copy_is_asked_for_by_one_press_and_pressed_twice_is_one(
    client: Client, siti: int
) -> None:
    signed_in_member(client, siti)
    form = sent(siti)

    answers = [client.post("/data-saya/salinan/", form) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert DataExport.objects.count() == 1
    assert "Salinan sedang dibuat" in client.get(answers[1]["Location"]).content.decode()


def test_the_copy_is_taken_only_after_a_fresh_proof(client: Client, siti: int) -> None:
    actor = signed_in_member(client, siti)
    client.post("/data-saya/salinan/", sent(siti))
    row = DataExport.objects.get()
    exporting.make_export(export_id=row.pk, at=NOON)
    address = f"/data-saya/salinan/{row.pk}/data-saya.json"

    fresh = client.get(address)
    Session.objects.filter(account=int(actor.ref.removeprefix("account:"))).update(
        proved_at=NOON - timedelta(hours=1)
    )
    stale = client.get(address)

    assert fresh.json()["schema"] == "titian.own-data"
    assert "no-store" in fresh["Cache-Control"]
    assert "attachment" in fresh["Content-Disposition"]
    assert stale.status_code == 302
    assert stale["Location"].startswith("/buktikan/")


def test_the_copy_to_read_is_a_pdf(client: Client, siti: int) -> None:
    signed_in_member(client, siti)
    client.post("/data-saya/salinan/", sent(siti))
    row = DataExport.objects.get()
    exporting.make_export(export_id=row.pk, at=NOON)

    answer = client.get(f"/data-saya/salinan/{row.pk}/data-saya.pdf")

    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Type"] == "application/pdf"


def test_a_strangers_copy_is_not_there(client: Client, siti: int) -> None:
    signed_in_member(client, siti)
    client.post("/data-saya/salinan/", sent(siti))
    row = DataExport.objects.get()
    exporting.make_export(export_id=row.pk, at=NOON)

    signed_in_member(client, make_family()[0])

    for kind in ("json", "pdf"):
        answer = client.get(f"/data-saya/salinan/{row.pk}/data-saya.{kind}")
        assert answer.status_code == 404


@pytest.mark.parametrize("slug", ["istirahatkan", "cabut"])
def test_what_needs_nobody_is_done_at_once(client: Client, siti: int, slug: str) -> None:
    signed_in_member(client, siti)

    assert client.get(f"/data-saya/minta/{slug}/").status_code == 200
    answer = client.post(f"/data-saya/minta/{slug}/", sent(siti), follow=True)

    assert "Langsung dilakukan." in answer.content.decode()
    assert Restriction.objects.exists() is (slug == "istirahatkan")


def test_resting_data_are_used_again_by_one_press(client: Client, siti: int) -> None:
    signed_in_member(client, siti)
    client.post("/data-saya/minta/istirahatkan/", sent(siti))

    answer = client.post("/data-saya/pakai-lagi/", sent(siti), follow=True)

    assert "Data diistirahatkan" not in answer.content.decode()
    assert Restriction.objects.filter(lifted_at__isnull=False).count() == 1


def test_a_correction_needs_words_and_says_by_when(client: Client, siti: int) -> None:
    signed_in_member(client, siti)

    empty = client.post("/data-saya/minta/betulkan/", sent(siti, kata="  "))
    answer = client.post("/data-saya/minta/betulkan/", sent(siti, kata="Lahir salah"), follow=True)

    assert empty.status_code == 422
    assert "Tulis data apa yang salah." in empty.content.decode()
    assert "Dijawab paling lambat Senin 23 November, 12.00 WIB." in answer.content.decode()


def test_the_same_twice_is_said_on_the_page(client: Client, siti: int) -> None:
    signed_in_member(client, siti)
    client.post("/data-saya/minta/betulkan/", sent(siti, kata="Lahir salah"))

    again = client.post("/data-saya/minta/betulkan/", sent(siti, kata="Lahir salah"))

    assert again.status_code == 409
    assert "sedang diurus" in again.content.decode()
    assert "Lahir salah" in again.content.decode()


def test_what_the_law_keeps_is_said_before_deletion_is_asked_for(client: Client, siti: int) -> None:
    signed_in_member(client, siti)

    page = client.get("/data-saya/minta/hapus/").content.decode()

    assert "Iuran dan pembayaran: 10 tahun." in page
    assert "25 tahun" in page


def test_a_right_that_does_not_exist_is_not_there(client: Client, siti: int) -> None:
    signed_in_member(client, siti)

    assert client.get("/data-saya/minta/lupakan/").status_code == 404


@pytest.mark.parametrize("place", ["x", "99999999999999999-1", "12-", "1-2-3"])
def test_a_made_up_place_in_the_list_is_no_fault(client: Client, siti: int, place: str) -> None:
    signed_in_member(client, siti)

    assert client.get(f"/data-saya/dilihat/?sebelum={place}").status_code in (200, 400)


def test_every_table_and_reason_has_its_words() -> None:
    for holding in holdings():
        table = holding.model._meta.db_table
        assert held_word(table) != f"held.{table}"
    for kept in Kept:
        assert kept_word(kept) != f"kept.{kept}"


def test_a_long_copy_is_still_a_document() -> None:
    row = '{"at": "2026-11-20T05:00:00+00:00", "actor": "another", "action": "members.looked"}'
    rows = ",".join([row] * 1500)
    body = (
        '{"schema": "titian.own-data", "version": 1, "made_at": "2026-11-20T05:00:00+00:00",'
        f' "parts": [{{"name": "audit_entry", "kept": "trail", "rows": [{rows}]}}]}}'
    )

    assert pdf_of(body).startswith(b"%PDF")
