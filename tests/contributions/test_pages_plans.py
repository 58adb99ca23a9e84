"""Arrears by instalments: choose, agree, follow, give up; refused with a reason and a way."""

import re
from collections.abc import Iterator
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from tests.factories.accounts import signed_in_member
from tests.factories.contributions import PayingFamily, noon, paying_family, suspended_family
from titian.contributions.models import Plan
from titian.kernel import clock
from titian.kernel.money import rupiah

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DAY = date(2026, 11, 12)


@pytest.fixture(autouse=True)
def a_thursday() -> Iterator[None]:
    with clock.fixed(noon(DAY)):
        yield


@pytest.fixture
def family(client: Client) -> PayingFamily:
    """Two people of class III, fourteen months in arrears; its head is signed in."""
    owing = suspended_family(14, on=DAY)
    signed_in_member(client, owing.head)
    return owing


def agree(client: Client, family: PayingFamily, parts: int = 12, key: str = "") -> int:
    form = {
        "orang": family.head,
        "kunci": key or str(uuid4()),
        "skema": "rehab",
        "bagian": parts,
    }
    return client.post("/iuran/cicilan/setuju/", form).status_code


def test_the_page_of_dues_offers_instalments_for_long_arrears(
    client: Client, family: PayingFamily
) -> None:
    page = client.get("/iuran/").content.decode()

    assert "Tunggakan bisa dicicil. Namanya program REHAB." in page


def test_the_parts_are_chosen_and_then_shown_one_by_one(
    client: Client, family: PayingFamily
) -> None:
    choice = client.get("/iuran/cicilan/").content.decode()
    table = client.get("/iuran/cicilan/?pilih=rehab-12").content.decode()

    assert "12 kali, Rp81.666 tiap bulan" in choice
    assert len(re.findall(r'<th scope="row">\d+</th>', table)) == 12
    assert "Tunggakan Rp980.000 dibagi 12 sama besar." in table
    assert "Kartu baru aktif setelah semua cicilan dan iuran bulan berjalan lunas." in table


def test_agreeing_twice_with_one_key_is_one_plan(client: Client, family: PayingFamily) -> None:
    key = str(uuid4())

    answers = [agree(client, family, key=key) for _ in range(2)]

    assert answers == [303, 303]
    assert Plan.objects.filter(family=family.family_id).count() == 1


def test_the_running_plan_shows_what_is_paid_and_what_comes(
    client: Client, family: PayingFamily
) -> None:
    agree(client, family)
    paid = family.pays(DAY)

    page = client.get("/iuran/cicilan/").content.decode()
    dues = client.get("/iuran/").content.decode()
    receipt = client.get(f"/iuran/bukti/{paid.payment_id}/").content.decode()
    home = client.get("/").content.decode()

    assert "1 dari 12 cicilan sudah lunas" in page
    assert "Berhenti mencicil" in page
    assert "Cicilan 2 dari 12 Rp81.666, paling lambat Kamis 10 Desember." in dues
    assert "Tidak ada iuran yang perlu dibayar sekarang." not in dues + home
    assert "Cicilan 1 dari 12 lunas. Kartu aktif setelah semua cicilan lunas." in receipt
    assert "Cicilan bulan ini lunas. Kartu aktif setelah semua cicilan lunas." in home


def test_a_part_says_that_the_card_waits_for_the_last(client: Client, family: PayingFamily) -> None:
    agree(client, family)

    page = client.get("/iuran/bayar/").content.decode()

    assert "halaman ini berubah sendiri jadi Lunas" in page
    assert "langsung AKTIF" not in page


def test_giving_up_asks_once_and_makes_the_rest_due_again(
    client: Client, family: PayingFamily
) -> None:
    agree(client, family)
    asked = client.get("/iuran/cicilan/berhenti/").content.decode()

    client.post("/iuran/cicilan/berhenti/", {"orang": family.head})
    page = client.get("/iuran/").content.decode()

    assert "Yang sudah dibayar tetap dihitung." in asked
    assert "Rp1.050.000" in page


def test_who_has_money_pays_the_rest_at_once_and_is_active(
    client: Client, family: PayingFamily
) -> None:
    agree(client, family)
    family.pays(DAY)
    plan = client.get("/iuran/cicilan/").content.decode()
    asked = client.get("/iuran/cicilan/berhenti/").content.decode()

    answer = client.post("/iuran/cicilan/berhenti/", {"orang": family.head, "lalu": "bayar"})
    dues = client.get("/iuran/").content.decode()
    family.pays(DAY)

    rest = 980_000 - 980_000 // 12
    assert f"sekaligus: {rupiah(rest)}. Begitu dibayar, kartu langsung aktif." in plan
    assert f"Bayar sekaligus {rupiah(rest)}" in asked
    assert answer.headers["Location"] == f"/iuran/bayar/?orang={family.head}"
    assert "Sudah dibayar Rp11.666 lewat cicilan. Sisanya Rp58.334." in dues
    assert "12 bulan × Rp70.000 = Rp840.000" in dues
    assert family.statuses == {"AKTIF"}


def test_giving_up_what_is_not_there_says_so(client: Client, family: PayingFamily) -> None:
    answer = client.post("/iuran/cicilan/berhenti/", {"orang": family.head})

    assert answer.status_code == 409
    assert "Tidak ada cicilan yang berjalan." in answer.content.decode()


def test_short_arrears_are_refused_with_the_reason_and_the_button_to_pay(client: Client) -> None:
    family = suspended_family(2, on=DAY)
    signed_in_member(client, family.head)

    page = client.get("/iuran/cicilan/").content.decode()

    assert "Tunggakannya belum cukup lama untuk dicicil." in page
    assert "Bayar Rp210.000" in page


def test_after_the_28th_one_reads_when_to_come_again(client: Client, family: PayingFamily) -> None:
    with clock.fixed(noon(date(2026, 11, 29))):
        answer = agree(client, family), client.get("/iuran/cicilan/").content.decode()

    assert answer[0] == 409
    assert "Coba lagi mulai tanggal 1." in answer[1]


def test_nobody_agrees_for_a_family_that_is_not_theirs(client: Client) -> None:
    other = suspended_family(14, on=DAY)
    signed_in_member(client, paying_family().head)

    assert agree(client, other) == 404
    assert not Plan.objects.filter(family=other.family_id).exists()


def test_a_form_of_our_own_that_is_broken_is_a_bad_request(
    client: Client, family: PayingFamily
) -> None:
    answer = client.post("/iuran/cicilan/setuju/", {"orang": family.head, "skema": "lain"})

    assert answer.status_code == 400
