"""Whether an office answers people or repeats itself: numbers, no texts."""

from datetime import timedelta

import pytest

from tests.factories.complaints import about_step, filed, says
from tests.factories.enrolment import CITY, TUESDAY, agency_officer, make_city, submitted
from titian.complaints import selectors as complaints_read
from titian.complaints import services as complaints
from titian.complaints.errors import NotComplaintOfficer
from titian.complaints.models import AnswerSketch
from titian.enrolment.types import OfficeKind
from titian.kernel.actors import Actor
from titian.kernel.language import alike, shingles
from titian.kernel.scopes import REGION, Grant, Scope

TEMPLATES = (
    "Terima kasih atas laporan Anda, kami akan menindaklanjuti sesuai prosedur yang berlaku.",
    "Mohon maaf atas ketidaknyamanannya, keluhan Anda sudah kami teruskan ke bagian terkait.",
    "Silakan datang ke kantor kami dengan membawa KTP dan kartu keluarga pada jam kerja.",
    "Kartu Anda sudah aktif kembali dan bisa dipakai berobat mulai hari ini.",
    "Pengajuan Anda sedang diperiksa oleh dinas sosial, paling lambat tiga hari kerja.",
    "Iuran Anda sudah tercatat lunas, bukti bayar dapat diunduh di aplikasi.",
    "Obat yang kosong akan tersedia kembali minggu depan, kami hubungi Anda.",
    "Rujukan Anda sudah kami perbaiki, silakan langsung ke rumah sakit tujuan.",
    "Data nama dan tanggal lahir Anda sudah kami betulkan sesuai KTP.",
    "Petugas yang bersangkutan sudah kami tegur dan diberi pembinaan.",
    "Uang yang ditarik akan dikembalikan rumah sakit melalui transfer bank.",
    "Aplikasi sudah diperbaiki, mohon perbarui lalu masuk lagi dengan nomor telepon Anda.",
    "Antrean daring kini dibuka pukul enam pagi setiap hari kerja.",
    "Kamar tersedia di rumah sakit lain, ambulans kami siapkan tanpa biaya.",
    "Laporan kecurangan Anda diteruskan ke tim pemeriksa, identitas Anda dirahasiakan.",
    "Foto dan data Anda sudah dihapus dari grup tersebut.",
    "Dokter puskesmas bertugas kembali hari Senin, sementara digantikan dokter lain.",
    "Kami sudah menelepon Anda dua kali tetapi belum tersambung, mohon kabari waktu yang baik.",
    "Permohonan ditolak karena alamat KTP di luar kota, Anda dapat mengajukan keberatan.",
)


def test_of_nineteen_templates_each_is_like_itself_alone() -> None:
    told = [shingles(text) for text in TEMPLATES]

    assert len(told) == 19
    for i, one in enumerate(told):
        for j, other in enumerate(told):
            assert (alike(one, other) >= 0.9) is (i == j)


@pytest.mark.parametrize("text", TEMPLATES)
def test_a_template_is_known_again_with_a_greeting_or_in_capitals(text: str) -> None:
    for written in (text.upper(), f"{text} Salam.", text.replace("Anda", "anda").rstrip(".")):
        assert alike(shingles(text), shingles(written)) >= 0.9


@pytest.fixture
def officer() -> Actor:
    make_city()
    return agency_officer(OfficeKind.SOCIAL)


BRANCH = Actor.staff(77, (Grant("branch", Scope(REGION, CITY)),))


def answered(officer: Actor, *texts: str, days: int = 0) -> None:
    application = submitted()
    for text in texts:
        at = TUESDAY + timedelta(days=days)
        complaint = filed(about_step(application), at=at)
        says(complaints.answer, complaint, officer, words=text, at=at)


@pytest.mark.django_db
def test_an_answer_written_again_is_known_again(officer: Actor) -> None:
    answered(officer, TEMPLATES[0], TEMPLATES[1], TEMPLATES[0].lower())

    own = AnswerSketch.objects.filter(by=officer.ref).order_by("pk")
    assert list(own.values_list("like_own", flat=True)) == [0, 0, 100]


@pytest.mark.django_db
def test_the_supervisor_sees_shares_and_examples_but_no_words(officer: Actor) -> None:
    texts = (TEMPLATES[0], TEMPLATES[0], TEMPLATES[1], TEMPLATES[0])
    answered(officer, *texts, days=200)  # far from what other tests left on that Tuesday

    later = TUESDAY + timedelta(days=200)
    found = complaints_read.answers_alike(viewer=BRANCH, at=later)

    (office,), (person,) = found.offices, found.officers
    assert (office.answers, office.repeated, office.percent) == (4, 2, 50)
    assert (person.who, person.repeated, len(person.examples)) == (officer.ref, 2, 2)
    assert "Terima kasih" not in str(found)


@pytest.mark.django_db
def test_after_ninety_days_an_answer_is_not_compared_any_more(officer: Actor) -> None:
    answered(officer, TEMPLATES[0])
    answered(officer, TEMPLATES[0], days=91)

    assert AnswerSketch.objects.filter(by=officer.ref).latest("pk").like_own == 0


@pytest.mark.django_db
def test_only_who_supervises_sees_the_shares(officer: Actor) -> None:
    with pytest.raises(NotComplaintOfficer):
        complaints_read.answers_alike(viewer=officer, at=TUESDAY)
