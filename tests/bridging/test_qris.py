"""domain-rules §7.5: EMVCo tags and their check sum."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from titian.bridging.rules import qris

EXAMPLE = (
    "00020101021226660017ID.CO.EXAMPLE.WWW011893600000000000000102120000000000010303UBE51440014"
    "ID.CO.QRIS.WWW0215ID10200000000010303UBE5204630053033605405350005802ID5910CONTOH JKN6006"
    "MALANG61056511162260115INV2026112100010703A01630481A6"
)
MERCHANT = qris.Merchant(
    domain="ID.CO.EXAMPLE.WWW",
    account="936000000000000001",
    merchant_id="000000000001",
    criteria="UBE",
    national_id="ID1020000000001",
    category="6300",
    name="CONTOH JKN",
    city="MALANG",
    postal_code="65111",
)
PLAIN = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=99)


def test_the_check_value() -> None:
    assert qris.crc("123456789") == "29B1"


def test_the_example_is_written_letter_by_letter() -> None:
    made = qris.payload(MERCHANT, amount=35_000, bill_no="INV202611210001", terminal="A01")

    assert made == EXAMPLE


def test_the_example_is_read_again() -> None:
    tags = qris.read(EXAMPLE)

    assert (tags["01"], tags["53"], tags["54"], tags["58"]) == ("12", "360", "35000", "ID")
    assert qris.parts(tags["51"])["02"] == "ID1020000000001"
    assert qris.parts(tags["62"]) == {"01": "INV202611210001", "07": "A01"}


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 62), PLAIN), unique_by=lambda tag: tag[0], max_size=12))
def test_what_is_written_is_what_is_read(numbered: list[tuple[int, str]]) -> None:
    tags = [(f"{number:02}", value) for number, value in numbered]

    found = qris.read(qris.sealed(tags))

    assert {name: value for name, value in found.items() if name != "63"} == dict(tags)


@pytest.mark.parametrize(
    "wrong",
    [
        EXAMPLE[:-1] + "7",
        EXAMPLE.replace("35000", "36000"),
        EXAMPLE[:-8],
        "",
        "6304",
        "é" + EXAMPLE,
    ],
)
def test_a_changed_code_is_not_read(wrong: str) -> None:
    with pytest.raises(qris.PayloadNotReadable):
        qris.read(wrong)


@pytest.mark.parametrize("wrong", ["01", "0105abc", "xx02ab", "0001a0001b", "0²01a"])
def test_broken_tags_are_not_read(wrong: str) -> None:
    with pytest.raises(qris.PayloadNotReadable):
        qris.parts(wrong)


@pytest.mark.parametrize("value", ["", "x" * 100, "Café"])
def test_a_value_that_no_tag_holds_is_not_written(value: str) -> None:
    with pytest.raises(ValueError, match="tag 59"):
        qris.written([("59", value)])
