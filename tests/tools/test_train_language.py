"""The trainer and the reader understand each other."""

from pathlib import Path

import pytest

from titian.kernel.language import read_model
from tools.train_language import Row, rows_of, train

SAID = {
    "obat": ("obat habis", "obatnya kosong", "disuruh beli obat", "apotek kosong", "resep kosong"),
    "antre": ("antre lama", "nunggu lama", "antrean panjang", "nomor antrean", "menunggu berjam"),
    "iuran": ("bayar iuran", "iuran mahal", "tunggakan iuran", "denda iuran", "bayar denda"),
}
ROWS: list[Row] = [(label, text) for label, texts in SAID.items() for text in texts]


def test_what_was_trained_is_read_and_says_what_it_learnt(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    path.write_text(train(ROWS))

    model = read_model(path)

    assert model.predict("obat apotek habis")[0].label == "obat"
    assert model.predict("antriannya lamaaa")[0].label == "antre"
    assert model.predict("byr tunggakan")[0].label == "iuran"


def test_the_same_sentences_in_any_order_are_the_same_file() -> None:
    assert train(ROWS) == train([*reversed(ROWS), ROWS[0]])


def test_the_file_is_no_larger_than_asked() -> None:
    assert len(train(ROWS, kilobytes=4).encode()) <= 4_000


def test_a_line_without_a_label_is_named(tmp_path: Path) -> None:
    path = tmp_path / "said.tsv"
    path.write_text("obat\tobat habis\nobat habis\n")

    with pytest.raises(ValueError, match=r"said\.tsv:2"):
        rows_of(path)


def test_too_few_sentences_are_refused() -> None:
    with pytest.raises(ValueError, match="too few"):
        train(ROWS[:8])
