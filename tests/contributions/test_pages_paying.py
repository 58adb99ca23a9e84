"""Paying: the number and the exact amount, then the receipt, on the screen and as a document."""

from datetime import date, timedelta

import pytest
from django.test import Client, override_settings

from tests.factories.accounts import signed_in_member
from tests.factories.contributions import (
    BANK,
    PayingFamily,
    covered_family,
    money,
    noon,
    paying_family,
    suspended_family,
    waiting_family,
)
from titian.contributions import services as contributions
from titian.kernel import clock
from titian.kernel.clock import JAKARTA
from titian.members import services as members
from titian.members.types import Change, Happening

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def today() -> date:
    return clock.now().astimezone(JAKARTA).date()


def pay_now(family: PayingFamily) -> int:
    """The bank says at this moment that all was paid; the payment's id."""
    due = family.owes(today()).amount
    paid = contributions.pay(
        customer_no=family.customer_no, received=money(due, today()), by=BANK, at=clock.now()
    )
    return paid.payment_id


def test_the_number_to_pay_to_is_the_end_of_the_card_behind_the_banks_own(client: Client) -> None:
    family = paying_family()
    signed_in_member(client, family.head)

    page = client.get("/iuran/bayar/").content.decode()
    mandiri = client.get("/iuran/bayar/?bank=Mandiri").content.decode()

    assert f'data-copy="88888{family.customer_no}"' in page
    assert f'data-copy="89888{family.customer_no}"' in mandiri
    assert 'data-copy="70000"' in page
    assert f"{family.customer_no} adalah 11 angka terakhir nomor kartu." in page


def test_an_unknown_bank_gives_the_first_number(client: Client) -> None:
    family = paying_family()
    signed_in_member(client, family.head)

    page = client.get("/iuran/bayar/?bank=tidak-ada").content.decode()

    assert f'data-copy="88888{family.customer_no}"' in page


def test_who_owes_nothing_is_not_shown_a_number_to_pay_to(client: Client) -> None:
    family = covered_family()
    signed_in_member(client, family.head)

    answer = client.get("/iuran/bayar/")

    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/iuran/?orang={family.head}"


def test_who_is_too_early_is_led_to_the_days_of_the_first_payment(client: Client) -> None:
    family = waiting_family(registered_on=today() - timedelta(days=2))
    signed_in_member(client, family.head)

    page = client.get("/iuran/bayar/", follow=True).content.decode()

    assert "Bayar mulai" in page


def test_once_paid_the_same_address_leads_to_a_receipt_that_says_active(client: Client) -> None:
    family = suspended_family(3, on=today())
    signed_in_member(client, family.head)
    assert client.get("/iuran/bayar/").status_code == 200

    payment_id = pay_now(family)
    answer = client.get("/iuran/bayar/", follow=True)

    assert answer.redirect_chain == [(f"/iuran/bukti/{payment_id}/", 303)]
    page = answer.content.decode()
    assert "<h1>Lunas</h1>" in page
    assert "Kartu AKTIF" in page
    assert "Rp280.000" in page


def test_somebody_on_the_card_who_is_not_active_is_named_on_the_receipt(client: Client) -> None:
    family = paying_family(2)
    payment_id = pay_now(family)
    members.record_event(
        person_id=family.people[1],
        happening=Happening(Change.WENT_ABROAD, today()),
        reason="tests",
        by=BANK,
        at=clock.now(),
    )
    signed_in_member(client, family.head)

    page = client.get(f"/iuran/bukti/{payment_id}/").content.decode()

    assert "Kartu AKTIF" not in page
    assert "Sudah kami terima" in page


def test_the_receipt_as_a_document_holds_a_name_and_the_end_of_a_number(client: Client) -> None:
    family = paying_family()
    payment_id = pay_now(family)
    signed_in_member(client, family.head)

    answer = client.get(f"/iuran/bukti/{payment_id}/simpan/")

    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert family.card_number.encode() not in answer.content


def test_nobody_else_sees_a_receipt(client: Client) -> None:
    payment_id = pay_now(paying_family())
    signed_in_member(client, paying_family().head)

    assert client.get(f"/iuran/bukti/{payment_id}/").status_code == 403
    assert client.get(f"/iuran/bukti/{payment_id}/simpan/").status_code == 403
    assert client.get("/iuran/bukti/12345/").status_code == 403


def test_all_receipts_stand_on_one_page_the_latest_first(client: Client) -> None:
    family = paying_family()
    signed_in_member(client, family.head)
    empty = client.get("/iuran/bukti/").content.decode()
    payment_id = pay_now(family)

    page = client.get("/iuran/bukti/").content.decode()

    assert "Belum ada pembayaran yang tercatat." in empty
    assert f"/iuran/bukti/{payment_id}/" in page


@override_settings(TITIAN_QRIS="")
def test_without_a_qris_maker_there_is_no_word_of_qris(client: Client) -> None:
    signed_in_member(client, paying_family().head)

    assert "QRIS" not in client.get("/iuran/bayar/").content.decode()


@override_settings(TITIAN_QRIS="titian.demo.qris.qris")
def test_a_sample_of_qris_says_that_it_is_a_simulation(client: Client) -> None:
    signed_in_member(client, paying_family().head)

    page = client.get("/iuran/bayar/").content.decode()

    assert "SIMULASI. Kode ini hanya contoh dan tidak bisa dibayar." in page
    assert "<svg" in page


def test_the_home_has_the_amount_and_one_button_to_pay(client: Client) -> None:
    family = paying_family()
    signed_in_member(client, family.head)

    page = client.get("/").content.decode()

    assert "Rp70.000" in page
    assert f'href="/iuran/bayar/?orang={family.head}"' in page


@pytest.mark.parametrize(
    "day, said",
    [
        (date(2026, 11, 9), "Bayar paling lambat Selasa 10 November."),
        (date(2026, 11, 11), "Bayar sebelum 1 Desember. Kalau tidak, kartu tidak aktif."),
    ],
)
def test_the_home_never_names_a_day_that_is_over(client: Client, day: date, said: str) -> None:
    with clock.fixed(noon(day)):
        family = paying_family()
        signed_in_member(client, family.head)

        page = client.get("/").content.decode()

    assert said in page


def test_the_home_of_whom_others_pay_for_has_no_box_of_dues(client: Client) -> None:
    signed_in_member(client, covered_family().head)

    page = client.get("/").content.decode()

    assert "/iuran/bayar/" not in page
    assert 'href="/iuran/?orang=' in page
