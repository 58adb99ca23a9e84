"""Pages of who looks after banks: who may open them, what is filtered, what is said of a file."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils.translation import gettext

from tests.factories.accounts import signed_in_staff
from tests.factories.banks import INQUIRY, Bank, key_of_tests, pem_of
from tests.factories.contributions import noon, paying_family
from titian.bridging.models import Bank as BankRow
from titian.bridging.templatetags import bridging_words
from titian.bridging.types import Oddity, SnapCase, SnapService
from titian.contributions.types import DifferenceKind, Settlement
from titian.kernel import clock
from titian.kernel.scopes import Grant, Scope

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)
HEAD = "partnerId,paymentRequestId,virtualAccountNo,amount,trxDateTime,referenceNo"


@pytest.fixture
def officer(client: Client) -> Client:
    signed_in_staff(client, (Grant("branch", Scope("region", "35.73")),))
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("address, to_operator", [("", 200), ("berkas/", 403)])
def test_the_branch_opens_them_and_the_operator_only_odd_calls(
    client: Client, address: str, to_operator: int
) -> None:
    page = f"/petugas/bank/{address}"
    assert client.get(page).status_code == 302
    signed_in_staff(client, (Grant("desk", Scope("facility", "1033252")),))
    assert client.get(page).status_code == 403
    signed_in_staff(client, (Grant("operator", Scope("all")),))
    answer = client.get(page)
    assert answer.status_code == to_operator
    assert 'href="/petugas/bank/berkas/"' not in answer.content.decode()
    signed_in_staff(client, (Grant("branch", Scope("region", "35.73")),))
    assert client.get(page).status_code == 200


def test_odd_calls_are_listed_and_filtered(officer: Client, bank: Bank) -> None:
    bank.call(INQUIRY, {}, Authorization="Bearer x", X_EXTERNAL_ID="70001")
    bank.inquire("99999999999", external_id="70002")

    assert "70001" in page(officer, f"/petugas/bank/?mitra={bank.partner_id}")
    assert "70001" not in page(officer, "/petugas/bank/?kode=404")
    assert "70002" in page(officer, "/petugas/bank/?kode=404")
    assert "70002" not in page(officer, "/petugas/bank/?mitra=LAIN")
    assert "70002" in page(officer, f"/petugas/bank/?hari={clock.today()}")
    assert "70002" not in page(officer, "/petugas/bank/?hari=2020-01-01")


def test_calls_that_went_well_are_not_listed(officer: Client, bank: Bank) -> None:
    with clock.fixed(noon(TODAY)):
        bank.signed_in().inquire(paying_family(1).customer_no, external_id="70003")

    assert "70003" not in page(officer, "/petugas/bank/")


@pytest.mark.parametrize(
    "query", ["?kode=abc", "?hari=kemarin", "?sebelum=-1", "?mitra=" + "x" * 99]
)
def test_a_strange_filter_is_said_and_harms_nothing(officer: Client, query: str) -> None:
    assert officer.get(f"/petugas/bank/{query}").status_code == 200


def send(client: Client, bank: Bank, text: str) -> tuple[int, str]:
    file = SimpleUploadedFile("bank.csv", text.encode(), "text/csv")
    given = {"bank": bank.partner_id, "berkas": file}
    answer = client.post("/petugas/bank/berkas/", given, follow=True)
    return answer.status_code, answer.content.decode()


def test_a_file_is_compared_and_each_wrong_line_is_said_in_words(
    officer: Client, bank: Bank
) -> None:
    family = paying_family(1)
    at = noon(clock.today()).isoformat().replace("+00:00", "+07:00")
    line = f"{bank.partner_id},q1,   88888{family.customer_no},35000.00,{at},r1"
    wrong = line.replace("35000.00", "banyak").replace("q1", "q2")

    status, said = send(officer, bank, f"{HEAD}\n{line}\n{wrong}\n")

    assert status == 200
    assert "Isi kolom salah bentuk (amount)" in said
    assert "baris 3" in said


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", HEAD])
def test_what_is_no_file_of_a_bank_is_said_on_the_page(
    officer: Client, bank: Bank, text: str
) -> None:
    status, said = send(officer, bank, text)

    assert status == 422
    assert 'role="alert"' in said


def test_another_files_difference_is_not_shown(officer: Client) -> None:
    assert officer.get("/petugas/bank/berkas/99999/").status_code == 404
    assert officer.get("/petugas/bank/berkas/99999/selisih/1/").status_code == 404


def test_every_word_of_the_pages_has_its_entry() -> None:
    keys = [
        *(f"snap.service.{service}" for service in SnapService),
        *(f"snap.odd.{odd}" for odd in Oddity if odd),
        *(f"snap.case.{case.value[0]}{case.value[1]}" for case in SnapCase),
        *(f"difference.{kind}" for kind in DifferenceKind),
        *(f"settlement.{how}" for how in Settlement),
    ]

    assert [key for key in keys if gettext(key) == key] == []
    assert bridging_words.row_reason("unheard_of") == "unheard_of"


class TestCommand:
    """`titian bank …`."""

    @pytest.fixture
    def key(self, tmp_path_factory: pytest.TempPathFactory) -> str:
        file = tmp_path_factory.mktemp("keys") / "bank.pem"
        file.write_text(pem_of(key_of_tests()))
        return str(file)

    def run(self, *words: str) -> str:
        said: list[str] = []

        class Said:
            write = said.append

        call_command("bank", *words, stdout=Said())
        return "".join(said)

    def add(self, key: str, partner: str = "BNI01") -> str:
        return self.run("add", partner, "Bank Uji", "--client-key", "k1", "--service", "88888",
                        "--key", key)  # fmt: skip

    def test_a_bank_is_added_and_its_secret_is_shown_once(self, key: str) -> None:
        said = self.add(key)

        row = BankRow.objects.get(partner_id="BNI01")
        assert said.split() == ["secret", row.secret_sealed]
        assert "BNI01  Bank Uji  88888" in self.run("list")
        assert row.secret_sealed not in self.run("list")

    def test_it_is_stopped_started_and_given_a_new_secret_and_key(self, key: str) -> None:
        first = self.add(key)

        assert "stopped" in self.run("stop", "BNI01")
        assert "stopped" in self.run("list")
        assert "may call" in self.run("start", "BNI01")
        assert first not in self.run("rotate", "BNI01")
        assert "new key" in self.run("rotate", "BNI01", "--key", key)

    def test_what_cannot_be_is_said(self, key: str, tmp_path: Path) -> None:
        self.add(key)

        for words in (
            ("stop", "TIDAKADA"),
            ("rotate", "BNI01", "--key", "/nowhere.pem"),
            ("add", "BNI01", "Bank", "--client-key", "k2", "--service", "88888", "--key", key),
            ("add", "BNI02", "Bank", "--client-key", "k2", "--service", "abc", "--key", key),
            ("add", "BNI02", "Bank", "--client-key", "k2", "--service", "1", "--key", key,
             "--from", "nowhere"),
        ):  # fmt: skip
            with pytest.raises(CommandError):
                self.run(*words)


def test_a_file_is_taken_by_command(bank: Bank, tmp_path: Path) -> None:
    family = paying_family(1)
    account = f"88888{family.customer_no}"
    line = f"{bank.partner_id},z1,{account},36000,2026-11-20T10:00:00+07:00,r1"
    file = tmp_path / "bank.csv"
    file.write_text(f"{HEAD}\n{line}\n")
    said: list[str] = []

    class Said:
        write = said.append

    for _ in range(2):
        call_command("reconcile", bank.partner_id, str(file), stdout=Said())

    counts = [text for text in said if text.startswith("2026-11-20")]
    assert len(counts) == 2
    assert {text.strip() for text in counts} == {
        "2026-11-20: 1 lines, 0 matched, 0 booked, 1 to settle"
    }
