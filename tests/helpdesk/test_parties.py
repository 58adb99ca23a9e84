"""Whom to tell is data: set by the operator once, or again with another address."""

import pytest
from django.core.management import call_command

from titian.demo.parties import settle_parties
from titian.helpdesk.models import Party
from titian.helpdesk.types import PartyKind
from titian.kernel import clock
from titian.kernel.actors import Actor

pytestmark = pytest.mark.django_db


def test_the_operator_sets_a_party_and_its_new_address(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for email in ("satu@rs.example", "dua@rs.example", "dua@rs.example"):
        call_command("party", "hospital", "RS Contoh", email, "--place", "3573258")

    assert Party.objects.get(kind=PartyKind.HOSPITAL, place="3573258").email == "dua@rs.example"
    assert capsys.readouterr().out.split("\n")[:3] == ["set", "set", "it was so already"]


def test_the_demo_knows_somebody_behind_every_part() -> None:
    by, at = Actor.system("demo"), clock.now()

    assert settle_parties(by=by, at=at) == len(PartyKind)
    assert settle_parties(by=by, at=at) == 0
