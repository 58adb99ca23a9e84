import time
from pathlib import Path

import pytest

from titian.kernel import language
from titian.kernel.language import normalised, tokens

DATA = Path(language.__file__).parent / "data"


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("Gmn cara dftr BPJS??", "bagaimana cara daftar bpjs"),
        ("yg bgt gk ga nggak udh sy dmn brp knp",
         "yang banget tidak tidak tidak sudah saya di mana berapa mengapa"),
        ("bangeeet lamaaa", "banget lama"),
        ("maaaf saaat", "maaf saat"),
        ("keadaan manfaat", "keadaan manfaat"),
        ("obat-obatan buat anak2", "obat untuk anak anak"),
        ("s4y4 b1ngung", "saya bingung"),
        ("byr 50rb, Rp2,5jt, Rp. 1.250.000", "bayar 50 ribu rupiah 2,5 juta rupiah 1250000"),
        ("e-KTP & KK", "ktp kk"),
        ("kulo dereng saget mbayar", "saya belum bisa membayar"),
        ("kumaha ieu, abdi teu tiasa", "bagaimana ini saya tidak bisa"),
        ("sakit😭😭 jum'at", "sakit jumat"),
        ("", ""),
        ("?!…", ""),
    ],
)  # fmt: skip
def test_what_is_typed_becomes_ordinary_words(typed: str, meant: str) -> None:
    assert normalised(typed) == meant


def test_ordinary_words_stay_as_they_are() -> None:
    sentence = "kartu saya tidak aktif padahal iuran sudah dibayar kemarin di kelurahan"

    assert tokens(sentence) == sentence.split()


def test_reading_twice_changes_nothing_more() -> None:
    once = normalised("Gmn nih, udh byr 50rb tp msh gk aktif jg kartunya")

    assert normalised(once) == once


def test_whatever_is_pasted_is_read() -> None:
    for strange in ("\x00\u202e", "a" * 50_000, "١٢٣ ½ ﬁ ß", "-" * 300, "2 2-2 a2 -a"):
        normalised(strange)


def test_a_letter_of_two_thousand_characters_is_read_at_once() -> None:
    letter = "gmn cara dftr bpjs saya kok ditolak terus? " * 46
    tokens(letter)

    started = time.process_time()
    for _ in range(20):
        tokens(letter)

    assert (time.process_time() - started) / 20 < 0.02


def test_the_borrowed_words_say_whose_they_are() -> None:
    told = (DATA / "PROVENANCE.md").read_text()

    assert "MIT" in (DATA / "LICENSE.indocollex").read_text()
    for table in DATA.glob("*.tsv"):
        assert table.name in told
        assert table.stat().st_size < 50_000
