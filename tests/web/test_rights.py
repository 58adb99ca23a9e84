"""Rights and duties: each member reads what belongs to them today, with its source and its page."""

from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from tests.conftest import StatementBudget
from tests.factories.accounts import signed_in_member
from tests.factories.contributions import (
    PayingFamily,
    covered_family,
    noon,
    paying_family,
    suspended_family,
    waiting_family,
)
from tests.factories.members import at_facility, make_facility, make_family, new_person
from titian.contributions import services as contributions
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.members.types import Change, Happening, Relation, Segment, WardClass
from titian.web.pages.rights_lines import LINES, Part, Way

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TODAY = date(2026, 11, 20)
DAYS = timedelta(days=1)


@pytest.fixture(autouse=True)
def this_noon() -> Iterator[None]:
    with clock.fixed(noon(TODAY)):
        yield


def hers(client: Client, person: int, viewer: int | None = None) -> str:
    signed_in_member(client, viewer or person)
    answer = client.get(f"/hak/?orang={person}")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def of(client: Client, family: PayingFamily) -> str:
    return hers(client, family.head)


class TestWhoPays:
    def test_who_pays_for_themselves_reads_how_much_by_when_and_what_else_happens(
        self, client: Client
    ) -> None:
        page = of(client, paying_family(2))

        assert "Bayar Rp70.000 sekeluarga tiap bulan, paling lambat tanggal 10." in page
        assert "Kartu tidak aktif mulai tanggal 1." in page
        assert "Dasar: Perpres 82/2018 pasal 42" in page
        assert "Semua orang di kartu keluarga ikut" in page

    @pytest.mark.parametrize(
        "segment,said",
        [
            (Segment.PBI_JK, "Iuran dibayar pemerintah pusat."),
            (Segment.PBPU_PEMDA, "Iuran dibayar pemerintah daerah."),
        ],
    )
    def test_whom_others_pay_for_reads_so_and_nothing_of_paying(
        self, client: Client, segment: Segment, said: str
    ) -> None:
        page = of(client, covered_family(segment))

        assert said in page
        assert "tiap bulan, paling lambat" not in page
        assert "kena denda" not in page

    def test_a_worker_reads_what_is_taken_from_the_wage(self, client: Client) -> None:
        (worker,) = make_family(new_person("Budi Santoso", segment=Segment.PPU_BU))
        contributions.employ(
            employer_code="12345678",
            employer_name="Pabrik Contoh",
            person_id=worker,
            wage=5_000_000,
            started_on=date(2024, 1, 1),
            by=Actor.system("tests"),
            at=noon(TODAY),
        )

        page = hers(client, worker)

        assert "Tiap bulan Rp50.000 dipotong dari gaji. Tempat kerja membayar Rp200.000." in page
        assert "suami atau istri dan 3 anak ikut dijamin" in page
        assert "Anak dijamin sampai umur 21, atau 25 kalau masih kuliah." in page


class TestCovered:
    def test_an_active_card_leads_to_booking_at_the_own_clinic(self, client: Client) -> None:
        clinic = make_facility("Puskesmas Dinoyo Contoh")
        (siti,) = make_family(at_facility(new_person(ward_class=WardClass.THIRD), clinic))

        page = hers(client, siti)

        assert "Kartu aktif. Berobat di tempat Anda terdaftar dijamin." in page
        assert "Tempat berobat pertama Anda: Puskesmas Dinoyo Contoh." in page
        assert f'href="/faskes/{clinic.code}/"' in page
        assert "Rawat inap di kelas III." in page
        assert "Surat berlaku 90 hari." in page

    def test_who_is_suspended_reads_what_is_owed_and_that_care_is_not_paid(
        self, client: Client
    ) -> None:
        page = of(client, suspended_family(2, people=2, on=TODAY))

        assert "Kartu belum aktif. Berobat dijamin setelah iuran dibayar." in page
        assert "Sekarang perlu dibayar: Rp210.000." in page
        assert "Biaya berobat selama kartu tidak aktif." in page

    def test_who_became_active_again_reads_until_when_inpatient_care_is_fined(
        self, client: Client
    ) -> None:
        family = suspended_family(2, people=2, on=TODAY)
        family.pays(TODAY)

        page = of(client, family)

        assert "Rawat inap sampai 4 Januari 2027 kena denda" in page
        assert "Habis menunggak lalu aktif lagi?" not in page

    def test_who_waits_for_the_first_payment_reads_its_window(self, client: Client) -> None:
        page = of(client, waiting_family(registered_on=TODAY - 3 * DAYS))

        assert "Bayar pertama mulai hari ke-14, paling lambat hari ke-30 sejak daftar." in page
        assert "Sekarang perlu dibayar" not in page

    @pytest.mark.parametrize(
        "segment,said",
        [
            (Segment.PBI_JK, "Minta diaktifkan lagi dengan surat"),
            (Segment.PBPU_PEMDA, "Minta diaktifkan lagi lewat kelurahan"),
            (Segment.PPU_BU, "Pilih siapa yang membayar sekarang."),
        ],
    )
    def test_who_left_those_others_pay_for_reads_the_way_back(
        self, client: Client, segment: Segment, said: str
    ) -> None:
        left = Happening(Change.LEFT_SEGMENT, TODAY - DAYS)
        (siti,) = make_family(new_person(segment=segment, happened=(left,)))

        assert said in hers(client, siti)


class TestWhose:
    def test_a_head_reads_each_members_own(self, client: Client) -> None:
        head, child = make_family(
            new_person("Siti Aminah", segment=Segment.PPU_BU),
            new_person(
                "Rina Aminah", born=date(2015, 3, 1), relation=Relation.CHILD,
                segment=Segment.PPU_BU,
            ),
        )  # fmt: skip

        assert "Masih kuliah setelah umur 21?" in hers(client, child, viewer=head)
        assert "Masih kuliah setelah umur 21?" not in hers(client, head)

    def test_of_an_adult_who_gave_no_leave_the_head_reads_only_what_holds_for_all(
        self, client: Client
    ) -> None:
        head, spouse = make_family(
            new_person("Siti Aminah"), new_person("Budi Santoso", relation=Relation.SPOUSE)
        )

        page = hers(client, spouse, viewer=head)

        assert "Surat berlaku 90 hari." in page
        assert "Iuran dibayar" not in page
        assert "Rawat inap di kelas" not in page

    def test_a_strangers_number_shows_ones_own(self, client: Client) -> None:
        siti = make_family(new_person("Siti Aminah"))[0]
        stranger = make_family(new_person("Orang Lain"))[0]

        assert "Orang Lain" not in hers(client, stranger, viewer=siti)

    def test_who_is_not_signed_in_does_so_first(self, client: Client) -> None:
        answer = client.get("/hak/")

        assert answer.status_code == 302
        assert answer["Location"].startswith("/masuk/")

    def test_it_costs_few_statements(
        self, client: Client, statements: "type[StatementBudget]"
    ) -> None:
        family = paying_family(4)
        signed_in_member(client, family.head)

        with statements.at_most(24):
            client.get("/hak/")


class TestTable:
    def test_every_line_names_its_source_and_a_page(self) -> None:
        assert [line.key for line in LINES if not line.source or line.way not in Way] == []
        assert len({line.key for line in LINES}) == len(LINES)

    @pytest.mark.parametrize("language", ["id", "en"])
    def test_every_line_has_its_words(self, language: str) -> None:
        keys = [
            *(f"right.{line.key}" for line in LINES),
            *(f"right.part.{part}" for part in Part),
            *(f"right.way.{way}" for way in Way),
        ]

        with translation.override(language):
            assert [key for key in keys if gettext(key) == key] == []

    def test_every_link_of_a_page_opens(self, client: Client) -> None:
        family = paying_family(2)
        page = of(client, family)

        main = page.partition("<main")[2].partition("</main>")[0]
        links = {part.partition('"')[0] for part in main.split('href="')[1:]}

        opened = {link: client.get(link).status_code for link in links if link.startswith("/")}
        assert {link: code for link, code in opened.items() if code not in (200, 302)} == {}
