"""Autodebit on the screen: opened after proving oneself, closed at any time."""

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client, override_settings

from tests.factories.accounts import signed_in_member
from tests.factories.contributions import PayingFamily, noon, paying_family
from titian.contributions.models import Mandate
from titian.contributions.ports import DebitResult

pytestmark = pytest.mark.django_db


@pytest.fixture
def family(client: Client) -> PayingFamily:
    paying = paying_family()
    signed_in_member(client, paying.head)
    return paying


def asked(family: PayingFamily, **changed: str) -> dict[str, object]:
    return {
        "orang": family.head,
        "kunci": str(uuid4()),
        "rekening": "1234 5678 90",
        "pemilik": "Siti Aminah",
        **changed,
    }


def test_the_form_says_that_it_is_free_to_choose(client: Client, family: PayingFamily) -> None:
    page = client.get("/iuran/autodebit/").content.decode()

    assert "Tidak wajib. Bayar sendiri tetap bisa." in page
    assert "Kami hanya menyimpan 4 angka terakhir rekening." in page


@pytest.mark.parametrize(
    "wrong, said",
    [
        ({"rekening": "12"}, "Nomor rekening biasanya 10 sampai 16 angka."),
        ({"pemilik": " "}, "wrong"),
    ],
)
def test_a_wrong_entry_is_said_beside_its_field(
    client: Client, family: PayingFamily, wrong: dict[str, str], said: str
) -> None:
    answer = client.post("/iuran/autodebit/", asked(family, **wrong))

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Mandate.objects.exists()


def test_it_is_opened_once_for_one_key_and_closed_again(
    client: Client, family: PayingFamily
) -> None:
    form = asked(family)

    opened = [client.post("/iuran/autodebit/", form).status_code for _ in range(2)]
    page = client.get("/iuran/autodebit/").content.decode()
    client.post("/iuran/autodebit/tutup/", {"orang": family.head})
    after = client.get("/iuran/autodebit/").content.decode()

    assert opened == [303, 303]
    assert "Dari rekening •••• 7890" in page
    assert "1234567890" not in page
    assert "Setuju, pakai autodebit" in after


def test_the_sample_bank_is_marked_as_a_simulation(client: Client, family: PayingFamily) -> None:
    page = client.get("/iuran/autodebit/").content.decode()

    assert "SIMULASI." in page
    assert "Tidak ada uang yang diambil." in page


def test_another_account_can_be_taken_back_the_same_day(
    client: Client, family: PayingFamily
) -> None:
    client.post("/iuran/autodebit/", asked(family, rekening="11112222"))
    client.post("/iuran/autodebit/", asked(family, rekening="33334444"))
    before = client.get("/iuran/autodebit/").content.decode()

    answer = client.post("/iuran/autodebit/kembali/", {"orang": family.head}, follow=True)

    assert "Dari rekening •••• 4444" in before
    assert "Kembali ke rekening •••• 2222" in before
    assert "Dari rekening •••• 2222" in answer.content.decode()
    assert "Kembali ke" not in answer.content.decode()


def test_where_nothing_can_be_taken_back_the_page_says_so(
    client: Client, family: PayingFamily
) -> None:
    client.post("/iuran/autodebit/", asked(family))

    answer = client.post("/iuran/autodebit/kembali/", {"orang": family.head})

    assert answer.status_code == 409
    assert "Ganti rekening di halaman Autodebit." in answer.content.decode()


@override_settings(TITIAN_AUTODEBIT="")
def test_where_no_bank_is_set_up_the_page_says_so_and_names_the_other_way(
    client: Client, family: PayingFamily
) -> None:
    answer = client.post("/iuran/autodebit/", asked(family))

    assert answer.status_code == 409
    assert "Bayar lewat nomor bayar di halaman Iuran." in answer.content.decode()


def test_a_form_without_its_key_is_a_bad_request(client: Client, family: PayingFamily) -> None:
    assert client.post("/iuran/autodebit/", asked(family, kunci="x")).status_code == 400


def test_who_was_refused_by_the_bank_reads_it_with_another_way_to_pay(
    client: Client, family: PayingFamily
) -> None:
    client.post("/iuran/autodebit/", asked(family))
    mandate = Mandate.objects.get()
    mandate.closed_at = noon(date(2026, 11, 7))
    mandate.save()
    mandate.attempts.create(
        day=date(2026, 11, 7), amount=70_000, result=DebitResult.REFUSED,
        asked_at=noon(date(2026, 11, 7)),
    )  # fmt: skip

    page = client.get("/iuran/autodebit/").content.decode()

    assert "Autodebit dihentikan" in page
    assert "Bank menolak rekening •••• 7890 pada 7 November 2026." in page
    assert "Setuju, pakai autodebit" in page
