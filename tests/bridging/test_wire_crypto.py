"""Answers are sealed so that every client opens them: the vectors of the sheet (§2.2, §3.3)."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lzstring import LZString

from tests.factories.wire import opened_by_clients
from titian.bridging.rules import lz
from titian.bridging.rules.lz import NotUnpackable, packed, unpacked
from titian.bridging.rules.wire_crypto import (
    NotSealed,
    decrypted,
    encrypted,
    is_genuine,
    key_of,
    opened_text,
    sealed_text,
    signature,
)

CONS, SECRET, SECOND = "1000", "7uT9secret", "1795222800"
KEY = key_of(CONS, SECRET, SECOND)

_LONG = "l+MfS9Lqm2ixdveI9We5U7RF5jiK6ibD4dKykPpaaRRQ/Os8t1n8uBN2LHK5N+VZdTa+Wnb7IiHsnz5mHkjh0xet"
VECTORS = {
    '{"peserta":{"noKartu":"0000000000001","nama":"PESERTA UJI"}}': (
        "N4IgDgpgzhBOAuBDEAuUA7A9gaUQgrqiAAylnmkCMIANCOogLbIogAKAogMocBKAKgEEABAFUAUgEkQAXxlA",
        f"{_LONG}iy/c2zleRwXpawawNb1UsMwElIzUUQDQKqmnniH8",
    ),
    '"9999R0011126V000001"': (
        "EQTjIJQBihGeBMA2AajdthA",
        "PJb+3+NqiYKaXcGD/HOmbEgK0agCtAJyTwlmirXeFDI=",
    ),
    '{"list":[]}': (
        "N4IgNglgzgLiBcBtAugXyA",
        "mxYqzI5zlDza481qAQTQK4BCwLOc1+3ci0GzRAa37vA=",
    ),
    '[{"kodedokter":1,"namadokter":"dr. Uji"}]': (
        "NobwRA1g9gJgpjKEAucBOYBcBGANGAOwEMBbIxFdLMGNAOgAIBVAKwEswBfAXSA",
        "8w6Nn4kZrx/1XyL+32LDRAFC7EfDntfbEYLaufXyHT/I/TUkxQF5h2YFMQhkdMNGVKQU3snFZMs8H3jeLQxyDw==",
    ),
    '{"nama":"Ñandú – é"}': (
        "N4IgdghgthIFwgIsTAEwF8AJDIBJglyAL5A",
        "3V+eIrQ/ou0zdVP5yphKTctsuVaSCc4RhbBYnH3FM6byXuGl4GLlzp7A2F9UqW+G",
    ),
}
each_vector = pytest.mark.parametrize("text", list(VECTORS))


def test_the_key_follows_from_consumer_secret_and_second() -> None:
    assert KEY.hex() == "95e6e61b198ecea886999f6d9c4a73e12b38690a31158c8d77404cb09bf8586b"


@each_vector
def test_packing_is_what_every_client_unpacks(text: str) -> None:
    assert packed(text) == VECTORS[text][0]
    assert unpacked(VECTORS[text][0]) == text


@each_vector
def test_sealing_is_what_every_client_opens(text: str) -> None:
    assert sealed_text(text, KEY) == VECTORS[text][1]
    assert opened_text(VECTORS[text][1], KEY) == text


@pytest.mark.parametrize(
    "secret, cons_id, second, expected",
    [
        ("pwd", "1234", "433223232", "eXMtvX2r7e7CLCIu3kpEpCrvciZgK8FuOhKv06NDAHk="),
        (SECRET, CONS, SECOND, "TP8guzFhR/fZ6LUXJbrguHcpU+uqw33JOzJ76kyemH8="),
        ("secret", "1000", "1700000000", "S6LgGJkqNmPu97P8+N3+tgFzW0NVi9NBKtP6cd5jhkw="),
    ],
)
def test_signatures_are_those_of_the_sheet(
    secret: str, cons_id: str, second: str, expected: str
) -> None:
    assert signature(secret, cons_id, second) == expected


@pytest.mark.parametrize(
    "drift, genuine", [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_a_clock_may_tick_between_header_and_signature(drift: int, genuine: bool) -> None:
    given = signature(SECRET, CONS, str(int(SECOND) + drift))

    assert is_genuine(SECRET, CONS, int(SECOND), given) is genuine


@given(st.text())
def test_whatever_is_packed_is_what_the_known_library_packs(text: str) -> None:
    units = text.encode("utf-16-le", "surrogatepass")
    as_units = "".join(chr(units[i] | units[i + 1] << 8) for i in range(0, len(units), 2))
    assert packed(text) == (LZString().compressToEncodedURIComponent(as_units) if text else "Q")


@given(st.text(alphabet='{}[]":,0123456789abcdeÑ–😀 ', max_size=400))
def test_whatever_is_packed_is_unpacked_again(text: str) -> None:
    assert unpacked(packed(text)) == text


@given(st.text(max_size=60) | st.text(alphabet="ABCDEFGHabcdef0189+-$", max_size=200))
def test_what_is_not_packed_is_refused_and_nothing_hangs(text: str) -> None:
    with suppress(NotUnpackable):
        assert isinstance(unpacked(text, longest=10_000), str)


def test_what_would_grow_too_long_is_refused() -> None:
    bomb = packed("a" * 300_000)

    assert len(bomb) < 2_000
    with pytest.raises(NotUnpackable):
        unpacked(bomb, longest=100_000)
    assert lz.LONGEST < 10_000_000


@given(st.binary(max_size=200))
def test_what_is_encrypted_is_decrypted_again(content: bytes) -> None:
    assert decrypted(encrypted(content, KEY), KEY) == content


@given(st.text(max_size=100) | st.binary(max_size=100).map(lambda raw: raw.hex()))
def test_what_was_not_sealed_is_refused(text: str) -> None:
    with pytest.raises(NotSealed):
        opened_text(text, KEY)


def test_the_tests_own_opener_opens_it_too() -> None:
    sealed = sealed_text('{"list":[]}', KEY)

    assert opened_by_clients(sealed, f"{CONS}{SECRET}{SECOND}") == {"list": []}
