import pytest

from titian.bridging.rules.sms import meaning_of, parts, plain
from titian.notifications.types import State


@pytest.mark.parametrize(
    "text,count",
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),  # two units each
        ("€" * 81, 2),
        ("a" * 152 + "€" + "a" * 153, 3),  # the sign is not cut in two
        ("é" * 160, 1),
        ("ş" * 70, 1),
        ("ş" * 71, 2),
        ("ş" * 134, 2),
        ("ş" * 135, 3),
        ("🙂" * 35, 1),
        ("🙂" * 36, 2),
        ("🙂" * 67, 3),  # 33 whole ones in a part
    ],
)
def test_a_text_is_billed_by_its_signs(text: str, count: int) -> None:
    assert parts(text) == count


def test_dear_signs_become_plain_ones() -> None:
    assert plain("“Poli Gigi” 08.10–09.00…") == '"Poli Gigi" 08.10-09.00...'
    assert parts(plain("“" * 160)) == 1


@pytest.mark.parametrize(
    "word,state",
    [
        ("DELIVRD", State.DELIVERED),
        (" Delivered ", State.DELIVERED),
        ("ENROUTE", State.SENT),
        ("UNDELIV", State.FAILED),
        ("EXPIRED", State.FAILED),
        ("wat", None),
        ("", None),
    ],
)
def test_a_gateways_word_for_a_status_is_understood(word: str, state: State | None) -> None:
    assert meaning_of(word) is state
