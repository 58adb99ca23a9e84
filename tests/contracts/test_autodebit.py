"""What every adapter of `contributions.ports.AutodebitGateway` promises."""

from dataclasses import dataclass
from uuid import uuid4

import pytest

from titian.contributions.ports import AutodebitGateway, Debit, DebitResult
from titian.demo.autodebit import gateway


@dataclass(frozen=True, slots=True)
class Rig:
    """An adapter, and accounts at it that behave in a known way."""

    gateway: AutodebitGateway
    with_money: str
    without_money: str
    refused: str
    silent_at_first: str


@pytest.fixture(params=["sample"])
def rig() -> Rig:
    return Rig(gateway(), "1234567890", "1234567851", "1234567805", "1234567899")


def debit(rig: Rig, account_no: str, key: str) -> DebitResult:
    ref = rig.gateway.open_mandate(key=f"m{key}", account_no=account_no, holder="Orang Contoh")
    return rig.gateway.debit(Debit(key, ref, 35_000, "JKN 2026-11"))


def test_it_has_a_name_and_says_whether_money_moves(rig: Rig) -> None:
    assert rig.gateway.name
    assert isinstance(rig.gateway.is_simulation, bool)


def test_the_same_key_gives_the_same_mandate(rig: Rig) -> None:
    first, again, other = (
        rig.gateway.open_mandate(key=key, account_no=rig.with_money, holder="Orang Contoh")
        for key in ("a", "a", "b")
    )

    assert first == again != other


def test_a_reference_tells_no_account(rig: Rig) -> None:
    ref = rig.gateway.open_mandate(key="a", account_no=rig.with_money, holder="Orang Contoh")

    assert rig.with_money not in ref
    assert "Orang" not in ref


def test_what_came_of_a_debit_is_said(rig: Rig) -> None:
    said = [
        debit(rig, account, uuid4().hex)
        for account in (rig.with_money, rig.without_money, rig.refused)
    ]

    assert said == [DebitResult.TAKEN, DebitResult.NO_FUNDS, DebitResult.REFUSED]


def test_the_same_debit_again_has_the_same_end(rig: Rig) -> None:
    key = uuid4().hex

    assert debit(rig, rig.with_money, key) == debit(rig, rig.with_money, key)


def test_a_silent_bank_is_asked_again_with_the_same_key(rig: Rig) -> None:
    key = uuid4().hex

    said = [debit(rig, rig.silent_at_first, key) for _ in range(2)]

    assert said == [DebitResult.UNKNOWN, DebitResult.TAKEN]


def test_an_end_may_be_said_twice(rig: Rig) -> None:
    ref = rig.gateway.open_mandate(key="a", account_no=rig.with_money, holder="Orang Contoh")

    for _ in range(2):
        rig.gateway.close_mandate(ref)
