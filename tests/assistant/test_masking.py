"""What a text model outside is given: what somebody wants, never who they are."""

import pytest

from titian.assistant.rules.masking import masked

NAMES = ("Siti Aminah", "Budi Santoso")


@pytest.mark.parametrize(
    "said, given",
    [
        ("nik saya 3573001708600001 kok ga bisa", "nik saya [angka] kok ga bisa"),
        ("3573 0017 0860 0001 tolong dicek", "[angka] tolong dicek"),
        ("35.73.00.170860.0001", "[angka]"),
        ("kartu 0009990000017 kok mati", "kartu [angka] kok mati"),
        ("hubungi 0812-3456-7890 atau +62 812 3456 7890", "hubungi [angka] atau [angka]"),
        ("email saya siti.a@contoh.id ganti", "email saya [email] ganti"),
        ("lahir 17-08-1960 ya", "lahir [angka] ya"),
        ("lahir 7/8/60", "lahir [angka]"),
        ("lahir 17 08 1960", "lahir [angka]"),
        ("lahir 17081960", "lahir [angka]"),
        ("lahir 17 Agustus 1960 di sini", "lahir [tanggal] di sini"),
        ("kode saya 7XK4M9PA sampai mana", "kode saya [kode] sampai mana"),
        ("otp 123456 salah", "otp [angka] salah"),
        ("lihat https://contoh.id/a?nik=1", "lihat [alamat]"),
        ("bu Siti mau berobat sama budi", "bu [nama] mau berobat sama [nama]"),
        ("SITI AMINAH belum aktif", "[nama] [nama] belum aktif"),
        ("nama saya Joko Widodo kok salah", "nama saya [nama] salah"),
        ("daftar atas nama Rini", "daftar atas nama [nama]"),
        ("nama salah di kartu", "nama salah di kartu"),
        ("situs ini kok lambat", "situs ini kok lambat"),
        ("anak saya 2 orang umur 3", "anak saya 2 orang umur 3"),
        ("mau berobat gigi besok pagi", "mau berobat gigi besok pagi"),
    ],
)
def test_no_number_address_or_name_leaves(said: str, given: str) -> None:
    assert masked(said, names=NAMES) == given


def test_no_run_of_digits_that_could_be_somebodys_number_is_left() -> None:
    for length in range(4, 20):
        for between in ("", " ", "-", ".", "  "):
            assert "9" not in masked(f"ini {between.join('9' * length)} ya")


def test_a_long_story_is_cut() -> None:
    assert len(masked("obat " * 500)) <= 400
