import pytest

from titian.kernel.language import alike, shingles

ANSWER = "Terima kasih atas laporannya. Kami sudah meneruskan keluhan Ibu kepada puskesmas."


@pytest.mark.parametrize(
    "other, least, most",
    [
        (ANSWER, 1.0, 1.0),
        (ANSWER.upper().replace("sudah", "udh") + " 🙏", 1.0, 1.0),
        (ANSWER.replace("Ibu", "Bapak"), 0.6, 0.9),
        ("Obatnya sudah ada lagi sejak pagi ini, silakan diambil di loket dua.", 0.0, 0.05),
        ("", 0.0, 0.0),
    ],
)
def test_texts_are_as_alike_as_the_runs_they_share(other: str, least: float, most: float) -> None:
    assert least <= round(alike(shingles(ANSWER), shingles(other)), 6) <= most
    assert alike(shingles(other), shingles(ANSWER)) == alike(shingles(ANSWER), shingles(other))


def test_two_short_words_are_compared_whole() -> None:
    assert alike(shingles("sudah selesai"), shingles("Udh selesai!")) == pytest.approx(1)
    assert alike(shingles("sudah"), shingles("belum")) == 0


def test_numbers_make_no_difference() -> None:
    one, other = shingles("bayar Rp 50.000 tanggal 3"), shingles("bayar Rp 75.000 tanggal 19")

    assert alike(one, other) == pytest.approx(1)
