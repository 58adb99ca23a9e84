"""The page of dues: what is due, until when, what happens otherwise, and how it came about."""

from datetime import date, timedelta

import pytest
from django.test import Client

from tests.factories.accounts import signed_in_member
from tests.factories.contributions import (
    SETUP,
    PayingFamily,
    covered_family,
    paying_family,
    registered,
    suspended_family,
    waiting_family,
)
from titian.contributions import services as contributions
from titian.kernel import clock
from titian.kernel.clock import JAKARTA
from titian.members.types import Change, Happening, Segment, WardClass

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def today() -> date:
    return clock.now().astimezone(JAKARTA).date()


def page_of(client: Client, family: PayingFamily, address: str = "/iuran/") -> str:
    signed_in_member(client, family.head)
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_visitor_signs_in_first(client: Client) -> None:
    answer = client.get("/iuran/")

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/masuk/?lanjut=%2Fiuran%2F"


def test_an_unpaid_month_says_the_amount_and_what_happens_otherwise(client: Client) -> None:
    page = page_of(client, paying_family(3))

    assert "Rp105.000" in page
    assert "Belum dibayar" in page
    assert "kartu tidak aktif" in page
    assert "Bayar Rp105.000" in page


def test_each_amount_is_unfolded_into_people_tariff_and_subsidy(client: Client) -> None:
    page = page_of(client, paying_family(3))

    assert "Kelas III: Rp42.000 seorang. Pemerintah membantu Rp7.000. Sisanya Rp35.000." in page
    assert "3 orang × Rp35.000 = Rp105.000 sebulan" in page


def test_a_worker_reads_who_pays_what_of_the_wage_also_for_a_parent(client: Client) -> None:
    family = covered_family(Segment.PPU_BU)
    contributions.employ(
        employer_code="00000001",
        employer_name="PT Contoh",
        person_id=family.head,
        wage=5_000_000,
        started_on=today() - timedelta(days=90),
        extra_members=1,
        by=SETUP,
        at=clock.now(),
    )

    page = page_of(client, family)

    assert "4% × Rp5.000.000 = Rp200.000. 1% × Rp5.000.000 = Rp50.000." in page
    assert "Tambahan 1 orang (1% seorang)" in page


def test_who_joined_during_the_month_has_a_bill_of_their_own(client: Client) -> None:
    happened = [
        Happening(Change.REGISTERED_UNPAID, date(2024, 1, 1), Segment.PBPU, WardClass.THIRD)
    ]
    paid = Happening(Change.FIRST_PAYMENT, date(2024, 1, 17))
    waits = Happening(
        Change.REGISTERED_UNPAID, today() - timedelta(days=16), Segment.PBPU, WardClass.THIRD
    )
    family = registered([(*happened, paid), (waits,)])
    contributions.bill_month(month=today().replace(day=1), by=SETUP, at=clock.now())

    page = page_of(client, family)

    assert "Ini untuk anggota keluarga yang baru terdaftar bulan ini." in page
    assert page.count("1 orang × Rp35.000 = Rp35.000 sebulan") == 2


def test_a_class_without_help_of_the_government_says_no_word_of_it(client: Client) -> None:
    page = page_of(client, paying_family(1, ward=WardClass.FIRST))

    assert "Kelas I: Rp150.000 seorang." in page
    assert "Pemerintah membantu" not in page


def test_months_that_cost_the_same_stand_together(client: Client) -> None:
    page = page_of(client, suspended_family(5, on=today()))

    assert "Kartu tidak aktif" in page
    assert "Menunggak 5 bulan." in page
    assert "Begitu dibayar, kartu langsung aktif." in page
    assert "6 bulan × Rp70.000 = Rp420.000" in page


def test_what_is_older_than_24_months_is_not_asked_for_and_the_page_says_so(
    client: Client,
) -> None:
    page = page_of(client, suspended_family(30, on=today()))

    assert "Rp1.750.000" in page
    assert "Yang ditagih paling banyak 24 bulan. Tunggakan lain, 6 bulan, tidak ditagih." in page


@pytest.mark.parametrize(
    "segment, said",
    [
        (Segment.PBI_JK, "Anda tidak perlu membayar iuran. Pemerintah pusat"),
        (Segment.PBPU_PEMDA, "Anda tidak perlu membayar iuran. Pemerintah kota"),
        (Segment.PPU_BU, "Tempat kerja membayar tiap bulan."),
    ],
)
def test_whom_others_pay_for_reads_that_there_is_nothing_to_pay(
    client: Client, segment: Segment, said: str
) -> None:
    page = page_of(client, covered_family(segment))

    assert said in page
    assert 'href="/iuran/bayar/' not in page
    assert ("Pengingat iuran" in page) is (segment is Segment.PPU_BU)


def test_a_new_family_reads_from_when_until_when_it_can_pay(client: Client) -> None:
    page = page_of(client, waiting_family(registered_on=today() - timedelta(days=3)))

    assert "Belum bisa dibayar" in page
    assert "Bayar mulai" in page
    assert 'href="/iuran/bayar/' not in page


def test_a_first_payment_that_is_open_says_until_when(client: Client) -> None:
    page = page_of(client, waiting_family(registered_on=today() - timedelta(days=20)))

    assert "Bayar iuran pertama" in page
    assert "Kalau lewat, harus mendaftar lagi." in page


def test_a_first_payment_that_lapsed_says_where_to_register_again(client: Client) -> None:
    page = page_of(client, waiting_family(registered_on=today() - timedelta(days=40)))

    assert "Waktu bayar sudah lewat" in page
    assert 'href="tel:165"' in page


def test_after_paying_there_is_nothing_due_and_the_next_month_is_named(client: Client) -> None:
    family = paying_family(2)
    family.pays(today())

    page = page_of(client, family)

    assert "Tidak ada iuran yang perlu dibayar sekarang." in page
    assert "Rp70.000, paling lambat" in page
    assert "2 orang × Rp35.000 = Rp70.000 sebulan" in page
    assert "Sudah dibayar" in page


def test_a_stranger_sees_nobody_elses_dues(client: Client) -> None:
    other, mine = paying_family(), paying_family()
    signed_in_member(client, mine.head)

    assert client.get(f"/iuran/?orang={other.head}").status_code == 404


def test_the_open_page_hears_that_something_changed_in_half_a_kilobyte(client: Client) -> None:
    family = paying_family()
    page = page_of(client, family)
    look = page.partition("&amp;s=")[2][:8]
    address = f"/iuran/kabar?orang={family.head}&s={look}"
    before = client.get(address)
    again = client.get(address, headers={"If-None-Match": before.headers["ETag"]})

    family.pays(today())
    after = client.get(address, headers={"If-None-Match": before.headers["ETag"]})

    assert before.json() == {"fields": {}, "reload": False}
    assert again.status_code == 304
    assert after.json()["reload"] is True
    assert len(after.content) < 512


def test_the_words_are_said_in_english_too(client: Client) -> None:
    client.cookies["bahasa"] = "en"

    page = page_of(client, paying_family(3))

    assert "Not paid yet" in page
    assert "3 × Rp35.000 = Rp105.000 a month" in page
