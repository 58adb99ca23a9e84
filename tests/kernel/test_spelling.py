import pytest

from titian.kernel.spelling import Vocabulary, best_fit, readings, ways_to_read

WORDS = Vocabulary(["kedung", "kedungkandang", "kandang", "malang", "magelang"])


def test_a_word_is_known_whole_or_begun() -> None:
    assert "malang" in WORDS
    assert "mal" not in WORDS
    assert WORDS.begun("kedung") == ["kedung", "kedungkandang"]


def test_two_letters_begin_too_much_to_mean_anything() -> None:
    assert WORDS.begun("ke") == []


@pytest.mark.parametrize("typed", ["mlang", "malanng", "malnag", "nalang"])
def test_a_slip_of_the_finger_is_forgiven(typed: str) -> None:
    assert WORDS.resembling(typed)[0] == "malang"


def test_a_way_with_an_unknown_word_is_no_reading() -> None:
    assert readings(ways_to_read(["malang", "xyzzy"]), WORDS, forgiving=True) == []


def test_the_better_fit_says_nothing_else() -> None:
    read = readings(ways_to_read(["malang"]), WORDS, forgiving=False)

    assert best_fit(read, ["malang"]) > best_fit(read, ["malang", "rapat"]) > 0
    assert best_fit(read, ["rapat"], ["malang"]) < best_fit(read, ["malang", "rapat"])
