"""Complaints of the demo: handed to their offices by head office, answered by named officers."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import yaml

from titian.accounts import selectors as accounts_read
from titian.complaints import selectors as complaints_read
from titian.complaints import services as complaints
from titian.complaints.types import Category, Filed, NewCase
from titian.demo.people.characters import DATA, staff
from titian.kernel.actors import Actor

_SAYS: Mapping[str, Callable[..., None]] = {
    "answer": complaints.answer,
    "ask": complaints.ask,
    "resolve": complaints.resolve,
}


def settle_complaints(*, by: Actor, at: datetime) -> int:
    """Once. The templates come last: with them the rest is there too; each press has a key, so
    that one that was cut off is taken up again.
    """
    del by
    told = yaml.safe_load((DATA / "complaints.yaml").read_text())
    supervisor, central = _worker(told["supervisor"]), _worker(told["central"])
    if complaints_read.templates(viewer=supervisor):
        return 0
    for case in told["cases"]:
        _file(case, central, at)
    for one in told["templates"]:
        complaints.write_template(
            owner=one["owner"],
            title=one["title"],
            text=one["text"],
            client_key=_key(one["title"]),
            by=supervisor,
            at=at,
        )
    return len(told["cases"])


def _file(told: Mapping[str, Any], central: Actor, at: datetime) -> None:
    name, filed_at = told["name"], at - timedelta(hours=told["hours"])
    new = NewCase(Category(told["category"]), told["text"])
    case = complaints.file_case(new=new, client_key=_key(name), by=Actor.visitor(), at=filed_at)
    complaints.pass_on(
        number=case.number,
        to=told["to"],
        reason="Diteruskan ke yang mengurusnya.",
        seen=1,
        client_key=_key(f"{name}:to"),
        by=central,
        at=filed_at,
    )
    for seen, step in enumerate(told.get("steps", ()), start=2):
        _step(step, case, f"{name}:{seen}", seen, at - timedelta(hours=step["hours"]))


def _step(step: Mapping[str, Any], case: Filed, name: str, seen: int, at: datetime) -> None:
    does, key, person = step["does"], _key(name), Actor.visitor()
    if does == "confirm":
        complaints.confirm(token=case.token, client_key=key, by=person, at=at)
    elif does == "reopen":
        words = step["text"]
        complaints.reopen(token=case.token, words=words, client_key=key, by=person, at=at)
    else:
        _SAYS[does](
            number=case.number,
            words=step["text"],
            seen=seen,
            client_key=key,
            by=_worker(step["by"]),
            at=at,
        )


def _key(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"titian-demo:complaint:{name}")


def _worker(username: str) -> Actor:
    grant = next(one.grant for one in staff() if one.username == username)
    return Actor.staff(accounts_read.staff_named(username) or 0, (grant,))
