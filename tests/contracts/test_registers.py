"""What every adapter of `enrolment.ports.Register` promises, real or of the demo."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from pytest_django import Settings

from tests.contracts.gateways import PATIENCE
from tests.contracts.registers import register_gateway
from titian.bridging import registers as real
from titian.demo.registers import SampleRegister
from titian.enrolment.ports import FACTS, Register, RegisterAway, RegisterQuestion
from titian.platform.db.transactions import InsideTransaction

pytestmark = pytest.mark.slow

ASKED = RegisterQuestion(
    ref="ref-1",
    city="35.73",
    nik="3573004302870012",  # a woman born on 3 February 1987, in no real district
    kk_number="3573000999000012",
    full_name="Dewi Lestari",
    birth_date=date(1987, 2, 3),
    sex="P",
)
AGAINST = {"population": "51", "welfare": "52", "wage": "53", "scheme": "54"}


@dataclass
class Rig:
    """The registers by their kind, and what their gateway was sent."""

    of: Callable[[str], Register]
    received: list[dict[str, Any]] = field(default_factory=list)
    say: Callable[[int, str], None] = field(default=lambda status, text: None)


@pytest.fixture(params=["http", "demo"])
def rig(request: pytest.FixtureRequest) -> Iterator[Rig]:
    if request.param == "demo":
        yield Rig(SampleRegister)
        return
    with a_gateway() as rig:
        yield rig


@contextmanager
def a_gateway() -> Iterator[Rig]:
    """One path for each register."""
    made: list[real.HttpRegister] = []
    with register_gateway(_answer) as gateway:

        def of(kind: str) -> Register:
            url = f"{gateway.url}/{kind}/"
            made.append(real.HttpRegister(kind, url, "rahasia", timeout=PATIENCE))
            return made[-1]

        yield Rig(of, gateway.received, gateway.say)
        for one in made:
            one.close()


def _answer(path: str, asked: dict[str, Any]) -> tuple[int, str]:
    born = date.fromisoformat(asked["birth_date"])
    try:
        answer = SampleRegister(path.split("/")[1]).ask(
            RegisterQuestion(**{**asked, "birth_date": born})
        )
    except RegisterAway:
        return 503, "{}"
    return 200, json.dumps({**asdict(answer), "neighbours": ["nobody's business"]})


def about(ending: str) -> RegisterQuestion:
    return replace(ASKED, nik=ASKED.nik[:-2] + ending)


@pytest.mark.parametrize("kind", FACTS)
def test_a_yes_has_the_registers_number_and_only_its_facts(rig: Rig, kind: str) -> None:
    answer = rig.of(kind).ask(ASKED)

    assert (answer.agrees, bool(answer.evidence)) == (True, True)
    assert set(answer.facts) == set(FACTS[kind])


@pytest.mark.parametrize("kind", FACTS)
def test_each_register_can_stand_against_it(rig: Rig, kind: str) -> None:
    answer = rig.of(kind).ask(about(AGAINST[kind]))

    assert not answer.agrees
    assert answer.evidence


def test_the_same_question_again_has_the_same_number(rig: Rig) -> None:
    asked = rig.of("population")

    assert asked.ask(ASKED).evidence == asked.ask(ASKED).evidence


def test_a_newborn_without_a_number_is_looked_up_by_the_card(rig: Rig) -> None:
    answer = rig.of("population").ask(replace(ASKED, nik=""))

    assert answer.facts == {"known": False, "kk": True}


def test_away_is_one_error_and_asking_again_may_help(rig: Rig) -> None:
    with pytest.raises(RegisterAway) as away:
        rig.of("welfare").ask(about("99"))

    assert away.value.may_help


def test_the_question_goes_out_whole_with_our_token() -> None:
    with a_gateway() as rig:
        rig.of("wage").ask(ASKED)

    (sent,) = rig.received
    assert sent.pop("sent_as") == "Bearer rahasia"
    assert sent == {**asdict(ASKED), "birth_date": "1987-02-03"}


@pytest.mark.parametrize(
    "answer",
    [
        "<html>",
        "[]",
        '{"agrees": true, "evidence": "x"}',
        '{"agrees": "yes", "evidence": "x", "facts": {}}',
        '{"agrees": true, "evidence": "", "facts": {}}',
        '{"agrees": true, "evidence": 7, "facts": {}}',
        '{"agrees": true, "evidence": "x", "facts": {"employed": "no"}}',
    ],
)
def test_half_an_answer_is_none(answer: str) -> None:
    with a_gateway() as rig:
        rig.say(200, answer)

        with pytest.raises(RegisterAway):
            rig.of("wage").ask(ASKED)


def test_a_question_the_register_refuses_is_not_asked_again() -> None:
    with a_gateway() as rig:
        rig.say(422, "{}")

        with pytest.raises(RegisterAway) as away:
            rig.of("wage").ask(ASKED)

    assert not away.value.may_help


def test_nobody_listening_is_away() -> None:
    gone = real.HttpRegister("wage", "http://127.0.0.1:9", "rahasia", timeout=PATIENCE)

    with pytest.raises(RegisterAway):
        gone.ask(ASKED)


@pytest.mark.django_db(transaction=False)
def test_no_register_is_asked_while_rows_are_locked() -> None:
    with a_gateway() as rig, pytest.raises(InsideTransaction), transaction.atomic():
        rig.of("wage").ask(ASKED)


def test_without_an_address_a_person_decides(settings: Settings) -> None:
    settings.TITIAN_REGISTER_ADDRESSES = {"wage": ("", "")}

    assert real.register_of("wage") is None


def test_an_address_without_a_token_is_refused(settings: Settings) -> None:
    settings.TITIAN_REGISTER_ADDRESSES = {"wage": ("https://wage.example", "")}

    with pytest.raises(ImproperlyConfigured):
        real.register_of("wage")


def test_only_the_demos_registers_say_they_are_samples() -> None:
    assert SampleRegister.is_sample
    assert not real.HttpRegister.is_sample
