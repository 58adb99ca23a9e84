"""A text model's opinion may choose among our wishes, where we are unsure, and nothing else."""

from datetime import date

import pytest

from titian.assistant.rules import opinions, understand
from titian.assistant.rules.opinions import Opinion
from titian.assistant.types import Intent, Understood

UNSURE = Understood(Intent.BILL, 0.3, {"part": "pagi"}, offered=(Intent.BILL, Intent.FINE))


def an_opinion(intent: Intent = Intent.CARD, confidence: float = 0.95) -> Opinion:
    return Opinion(intent, confidence, "model-1")


def test_a_sure_opinion_is_the_wish_and_what_we_read_stays() -> None:
    heard = opinions.weighed(UNSURE, an_opinion())

    assert (heard.intent, heard.sure, heard.offered) == (Intent.CARD, True, ())
    assert heard.slots == {"part": "pagi"}


def test_a_less_sure_one_is_asked_back_before_our_own() -> None:
    heard = opinions.weighed(UNSURE, an_opinion(confidence=0.6))

    assert not heard.sure
    assert heard.offered == (Intent.CARD, Intent.BILL, Intent.FINE)


@pytest.mark.parametrize(
    "opinion", [None, an_opinion(confidence=0.1), an_opinion(Intent.NONE, 0.99)]
)
def test_no_opinion_a_weak_one_and_none_of_these_change_nothing(opinion: Opinion | None) -> None:
    assert opinions.weighed(UNSURE, opinion) is UNSURE


@pytest.mark.parametrize("sentence", ["cek tagihan saya", "tolong sesak napas tidak sadar"])
def test_where_we_are_sure_no_opinion_counts(sentence: str) -> None:
    heard = understand(sentence, today=date(2026, 11, 24))

    assert heard.sure
    assert opinions.weighed(heard, an_opinion()) is heard


@pytest.mark.parametrize(
    "answer",
    [None, ("hapus_semua", 1.0), ("", 0.9), ("yes", 1.0), ("bill", 1.5), ("bill", float("nan"))],
)
def test_what_is_no_wish_with_a_share_is_nothing(answer: tuple[str, float] | None) -> None:
    assert opinions.read(answer, version="model-1") is None


def test_every_wish_can_be_chosen_and_has_a_meaning() -> None:
    small_talk = {Intent.YES, Intent.NO, Intent.STOP, Intent.GREET, Intent.THANKS}

    assert set(opinions.wishes()) == set(Intent) - small_talk
    assert all(opinions.wishes().values())
