"""The situations a programmer can try in the sandbox, and what each answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import yaml

from titian.bridging.types import Wire
from titian.demo.bridges import bridges
from titian.demo.people.characters import DATA
from titian.facilities import selectors as facilities_read
from titian.facilities.errors import FacilityUnknown
from titian.kernel.actors import Actor
from titian.kernel.clock import JAKARTA
from titian.members import selectors as members_read
from titian.members.errors import PersonUnknown
from titian.referrals import selectors as referrals_read
from titian.referrals.types import ControlLetterView, ReferralView

_READER = Actor.system("demo")


@dataclass(frozen=True, slots=True)
class Scenario:
    """One call and its answer. `path` and `body` are filled in; `has` are values of the opened
    response by their path ("peserta.nama"); a `message` of "" is not compared.
    """

    key: str
    title: str
    about: str
    nik: str
    card: str
    cons_id: str
    wire: Wire
    method: str
    path: str
    body: object
    code: str
    message: str
    has: Mapping[str, object]


def scenarios(on: date) -> list[Scenario]:
    """All of them, as on this day."""
    told = yaml.safe_load((DATA / "scenarios.yaml").read_text())
    return [_scenario(one, on) for one in told["scenarios"]]


def found_in(response: Any, path: str) -> Any:
    """The value at a path: names, or places in a list ("list.0.kode")."""
    for part in path.split("."):
        if isinstance(response, list) and part.isdecimal():
            response = response[int(part)] if int(part) < len(response) else None
        else:
            response = response.get(part) if isinstance(response, dict) else None
    return response


def _scenario(one: Mapping[str, Any], on: date) -> Scenario:
    filling = {
        "card": one.get("card", ""),
        "nik": one.get("nik", ""),
        "today": on.isoformat(),
        "tomorrow": (on + timedelta(days=1)).isoformat(),
        "yesterday": (on - timedelta(days=1)).isoformat(),
        "own": _own_code(one["by"]),
        **{name: _number(said, on) for name, said in one.get("numbers", {}).items()},
    }
    ask, answer = one["ask"], one["answer"]
    return Scenario(
        key=one["key"],
        title=one["title"],
        about=one.get("about", ""),
        nik=filling["nik"],
        card=filling["card"],
        cons_id=one["by"],
        wire=Wire(ask["service"]),
        method=ask["method"],
        path=_filled(ask["path"], filling),
        body=_filled(ask.get("body"), filling),
        code=str(answer["code"]),
        message=answer.get("message", ""),
        has=answer.get("has", {}),
    )


def _own_code(cons_id: str) -> str:
    """The caller's own code at the scheme; "" while its facility is not settled."""
    places = [one.facility_code for one in bridges() if one.credentials.cons_id == cons_id]
    try:
        return facilities_read.facility_by_code(places[0]).scheme_code if places else ""
    except FacilityUnknown:
        return ""


def _number(said: Any, on: date) -> str:
    """A number as it stands there, or of a paper that the demo wrote: `{referral_of: card}`,
    `{letter_of: card}`; "" while there is none.
    """
    if not isinstance(said, dict):
        return str(said)
    ((kind, card),) = said.items()
    at = datetime.combine(on, time(12), tzinfo=JAKARTA)
    try:
        person_id = members_read.find_by_identifier(card, viewer=_READER, at=at).person_id
    except PersonUnknown:
        return ""
    papers: Sequence[ReferralView | ControlLetterView]
    if kind == "referral_of":
        papers = referrals_read.referrals_of(person_id, viewer=_READER, at=at)
    else:
        papers = referrals_read.control_letters_of(person_id, viewer=_READER, at=at)
    return papers[0].number if papers else ""


def _filled(value: Any, filling: Mapping[str, str]) -> Any:
    """Every text inside with its {names} filled in; nothing else is a name."""
    if isinstance(value, str):
        for name, said in filling.items():
            value = value.replace(f"{{{name}}}", str(said))
        return value
    if isinstance(value, dict):
        return {key: _filled(one, filling) for key, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, filling) for one in value]
    return value
