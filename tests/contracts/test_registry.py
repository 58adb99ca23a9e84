"""What every adapter of `members.ports.PopulationRegistry` promises, real or of the demo."""

import base64
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from pytest_django import Settings

from tests.contracts.gateways import PATIENCE
from tests.contracts.registers import register_gateway
from titian.bridging import registry as real
from titian.demo.registry import SampleRegistry
from titian.members.ports import (
    PopulationRegistry,
    RegistryAway,
    RegistryField,
    RegistryQuestion,
)
from titian.platform.db.transactions import InsideTransaction

pytestmark = pytest.mark.slow

NIK = "3573004302870012"  # a woman born on 3 February 1987, in no real district
TOLD = {RegistryField.FULL_NAME: "Dewi Lestari", RegistryField.BIRTH_DATE: "1987-02-03"}


@dataclass
class Rig:
    """An adapter, and the NIKs for which its registry agrees, differs, knows nobody, is away."""

    registry: PopulationRegistry
    received: list[dict[str, Any]] = field(default_factory=list)
    say: Callable[[int, str], None] = field(default=lambda status, text: None)


@pytest.fixture(params=["http", "demo"])
def rig(request: pytest.FixtureRequest) -> Iterator[Rig]:
    if request.param == "demo":
        yield Rig(SampleRegistry())
        return
    with a_gateway() as rig:
        yield rig


@contextmanager
def a_gateway() -> Iterator[Rig]:
    with register_gateway(_answer) as gateway:
        adapter = real.HttpRegistry(f"{gateway.url}/", "titian", "rahasia", timeout=PATIENCE)
        yield Rig(adapter, gateway.received, gateway.say)
        adapter.close()


def _answer(_: str, asked: dict[str, Any]) -> tuple[int, str]:
    told = {RegistryField(name): value for name, value in asked["told"].items()}
    try:
        answer = SampleRegistry().compare(RegistryQuestion(asked["ref"], asked["nik"], told))
    except RegistryAway:
        return 503, "{}"
    said = {"evidence": answer.evidence, "known": answer.known, "matches": answer.matches}
    return 200, json.dumps(said)


def about(nik: str, **changed: str) -> RegistryQuestion:
    told = {**TOLD, **{RegistryField(name): value for name, value in changed.items()}}
    return RegistryQuestion("ref-1", nik, told)


def test_it_says_yes_or_no_for_exactly_what_was_told(rig: Rig) -> None:
    answer = rig.registry.compare(about(NIK, birth_date="1988-02-03"))

    assert (answer.known, bool(answer.evidence)) == (True, True)
    assert answer.matches == {RegistryField.FULL_NAME: True, RegistryField.BIRTH_DATE: False}


def test_of_somebody_unknown_nothing_is_said(rig: Rig) -> None:
    answer = rig.registry.compare(about(NIK[:-2] + "04"))

    assert (answer.known, answer.matches) == (False, {})


def test_away_is_one_error_whatever_the_reason(rig: Rig) -> None:
    with pytest.raises(RegistryAway):
        rig.registry.compare(about(NIK[:-2] + "99"))


def test_only_the_number_and_what_was_told_go_out_with_our_password() -> None:
    with a_gateway() as rig:
        rig.registry.compare(about(NIK))

    (sent,) = rig.received
    user = base64.b64decode(sent.pop("sent_as").removeprefix("Basic ")).decode()
    assert user == "titian:rahasia"
    told = {name.value: value for name, value in TOLD.items()}
    assert sent == {"ref": "ref-1", "nik": NIK, "told": told}


@pytest.mark.parametrize(
    "answer",
    [
        "<html>",
        "[]",
        '{"known": true, "evidence": "x", "matches": {}}',
        '{"known": "yes", "evidence": "x", "matches": {}}',
        '{"known": false, "evidence": "", "matches": {}}',
        '{"known": true, "evidence": "x", "matches": {"full_name": 1, "birth_date": true}}',
    ],
)
def test_half_an_answer_is_none(answer: str) -> None:
    with a_gateway() as rig:
        rig.say(200, answer)

        with pytest.raises(RegistryAway):
            rig.registry.compare(about(NIK))


def test_nobody_listening_is_away() -> None:
    gone = real.HttpRegistry("http://127.0.0.1:9", "titian", "rahasia", timeout=PATIENCE)

    with pytest.raises(RegistryAway):
        gone.compare(about(NIK))


@pytest.mark.django_db(transaction=False)
def test_the_registry_is_never_asked_while_rows_are_locked() -> None:
    with a_gateway() as rig, pytest.raises(InsideTransaction), transaction.atomic():
        rig.registry.compare(about(NIK))


def test_an_address_without_a_password_stops_the_start(settings: Settings) -> None:
    settings.TITIAN_REGISTRY_URL = "https://registry.example"

    with pytest.raises(ImproperlyConfigured):
        real.configured()


def test_only_the_demos_registry_says_it_is_a_sample() -> None:
    assert SampleRegistry.is_sample
    assert not real.HttpRegistry.is_sample
