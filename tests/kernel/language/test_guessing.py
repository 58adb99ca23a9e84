import json
import time
from pathlib import Path

import pytest

from titian.kernel.language import LinearModel, features, read_model

MODEL = LinearModel(
    version="1",
    labels=("obat", "antre"),
    bias=(0.0, 0.0),
    weights={
        "obat": (300, 0, 100),
        "habis": (200, 0, 50),
        "antre": (300, 1, 100),
        "lama": (100, 1, 50, 0, -10),
    },
    unit=0.02,
    sharpness=1.0,
)


def test_the_likeliest_label_comes_first_and_all_add_up_to_one() -> None:
    guesses = MODEL.predict("obat abis terus")

    assert [guess.label for guess in guesses] == ["obat", "antre"]
    assert sum(guess.probability for guess in guesses) == pytest.approx(1)
    assert guesses[0].probability > 0.8


def test_dialect_and_shorthand_mean_the_same() -> None:
    said = {MODEL.predict(text)[0] for text in ("obat habis", "OBAAAT abis", "obat entek")}

    assert len(said) == 1


def test_who_says_nothing_known_is_not_sorted() -> None:
    assert [g.probability for g in MODEL.predict("zzz qqq")] == [0.5, 0.5]
    assert MODEL.known("zzz qqq") == 0
    assert MODEL.known("") == 0


def test_numbers_are_only_that() -> None:
    assert features("3573001505900001") == features("7")


def test_a_file_of_weights_is_a_model(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    stored = {
        "version": "7",
        "labels": ["a", "b"],
        "bias": [0.5, 0.4],
        "weights": {"ya": [100, 0, 3]},
    }
    path.write_text(json.dumps(stored | {"unit": 0.01, "sharpness": 1.5}))

    model = read_model(path)

    assert (model.version, model.predict("ya")[0].label) == ("7", "a")


def test_a_guess_takes_less_than_two_milliseconds() -> None:
    text = "gmn ini, sudah 3 jam ngantri di puskesmas tp obatnya abis, disuruh beli sendiri di luar"
    MODEL.predict(text)

    started = time.process_time()
    for _ in range(100):
        MODEL.predict(text)

    assert (time.process_time() - started) / 100 < 0.002
