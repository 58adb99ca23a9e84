from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titian.frontdoor import rules
from titian.notifications.types import Address, Channel


@pytest.mark.parametrize(
    "address,mask",
    [
        (Address(Channel.WHATSAPP, "081234501234"), "••••1234"),
        (Address(Channel.SMS, "+62 812 0000 7712"), "••••7712"),
        (Address(Channel.EMAIL, "siti@gmail.com"), "s•••@g•••"),
        (Address(Channel.EMAIL, ""), "•••@•••"),
    ],
)
def test_an_address_is_masked_so_that_only_its_owner_knows_it(address: Address, mask: str) -> None:
    assert rules.masked_address(address) == mask


def test_a_channel_is_offered_once_and_only_if_it_is_set_up() -> None:
    on_record = [
        Address(Channel.WHATSAPP, "0811"),
        Address(Channel.WHATSAPP, "0822"),
        Address(Channel.SMS, "0833"),
    ]

    ways = rules.ways_of(on_record, [Channel.WHATSAPP, Channel.EMAIL])

    assert [way.mask for way in ways] == ["••••0811"]


@given(st.binary(min_size=16, max_size=16))
def test_a_decoy_is_stable_and_looks_like_a_record(digest: bytes) -> None:
    ways = rules.ways_of(rules.decoy(digest), Channel)

    assert ways == rules.ways_of(rules.decoy(digest), Channel)
    for way in ways:
        shape = "x•••@x•••" if way.channel is Channel.EMAIL else "••••0000"
        assert len(way.mask) == len(shape)


def test_some_decoys_have_no_address_as_some_records_have_none() -> None:
    without = [n for n in range(256) if not rules.decoy(bytes([n]) + bytes(15))]

    assert 10 < len(without) < 60


@pytest.mark.parametrize(
    "text",
    [
        "17-08-1945", "17/8/1945", "17.08.1945", "17 08 1945", "17081945", " 17-08-1945 ",
        "17 Agustus 1945", "17 agu 1945", "17 August 1945", "1945-08-17", "１７-０８-１９４５",
    ],
)  # fmt: skip
def test_a_birth_date_is_understood_as_people_write_it(text: str) -> None:
    assert rules.birth_date_in(text) == date(1945, 8, 17)


@pytest.mark.parametrize(
    "text",
    [
        "", "31-02-1990", "00-00-0000", "32-01-1990", "17-13-1945", "17-08-45", "17 ju 1945",
        "kemarin", "17-08-19450", "٣١", "\x00", "9" * 100_000, "17081945 ; DROP",
    ],
)  # fmt: skip
def test_an_impossible_date_is_no_date(text: str) -> None:
    assert rules.birth_date_in(text) is None


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    found = rules.birth_date_in(text)

    assert found is None or isinstance(found, date)
