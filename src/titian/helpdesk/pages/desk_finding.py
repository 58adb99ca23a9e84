"""Who stands at the desk: by code, by number in hand, by name from a masked list."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from titian.helpdesk import services as helpdesk
from titian.helpdesk.services.searching import search_by_name
from titian.kernel.actors import Actor
from titian.kernel.identifiers import tidy_code
from titian.members import selectors as members_read
from titian.members.types import NamedOnly
from titian.platform.failures import selectors as failures_read

_CODE = 6


@dataclass(frozen=True, slots=True)
class Looked:
    """A session that has begun, or a list to choose from."""

    served_id: int | None = None
    named: list[NamedOnly] = field(default_factory=list)


def looked_for(typed: dict[str, Any], *, by: Actor, at: datetime) -> Looked:
    """Raises what members say of a number, and what `search_by_name` says of a name."""
    text = typed["cari"].strip()
    if typed["orang"]:
        opened = members_read.open_person(typed["orang"], viewer=by, at=at)
        return Looked(_begun(typed, opened.standing.person_id, by, at))
    if _is_code(text):
        return Looked(_begun_with(tidy_code(text), typed, by, at))
    if any(character.isalpha() for character in text):
        return Looked(named=_named(text, typed, by, at))
    opened = members_read.open_record(text, viewer=by, at=at)
    return Looked(_begun(typed, opened.standing.person_id, by, at))


def _is_code(text: str) -> bool:
    """As it is spoken, and really there: a name may look like one."""
    plain = text.replace("-", "").replace(" ", "")
    is_shaped = len(plain) == _CODE == len(tidy_code(text))
    return is_shaped and failures_read.find_receipt(text) is not None


def _named(text: str, typed: dict[str, Any], by: Actor, at: datetime) -> list[NamedOnly]:
    return search_by_name(
        name=text, born=typed["lahir"], facility_code=typed["tempat"], by=by, at=at
    )


def _begun(typed: dict[str, Any], person_id: int, by: Actor, at: datetime) -> int:
    """A new session, or the one that was begun with a code alone."""
    if typed["layanan"]:
        served_id: int = typed["layanan"]
        helpdesk.recognise(served_id=served_id, person_id=person_id, by=by, at=at)
        return served_id
    return helpdesk.begin_serving(
        facility_code=typed["tempat"],
        client_key=typed["kunci"],
        person_id=person_id,
        by=by,
        at=at,
    )


def _begun_with(code: str, typed: dict[str, Any], by: Actor, at: datetime) -> int:
    return helpdesk.begin_serving(
        facility_code=typed["tempat"],
        client_key=typed["kunci"],
        failure_code=code,
        by=by,
        at=at,
    )
