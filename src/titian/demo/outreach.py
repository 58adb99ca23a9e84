"""Visits to villages that the demo has planned, with people on their lists."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

import yaml

from titian.demo.people.characters import DATA
from titian.helpdesk.selectors import outreach as helpdesk_read
from titian.helpdesk.services import outreach as helpdesk
from titian.helpdesk.types import Coming, Need, Plan
from titian.kernel.actors import Actor
from titian.regions import selectors as regions_read


def settle_outreach(*, by: Actor, at: datetime) -> int:
    """A visit is planned where none of that name is to come; how many that were."""
    told = yaml.safe_load((DATA / "outreach.yaml").read_text())["visits"]
    new = [entry for entry in told if not _is_coming(entry, at)]
    for entry in new:
        _plan(entry, by, at)
    return len(new)


def _is_coming(told: Mapping[str, Any], at: datetime) -> bool:
    there = helpdesk_read.upcoming(told["region"], at=at)
    return told["place"] in {visit.place for visit in there}


def _plan(told: Mapping[str, Any], by: Actor, at: datetime) -> None:
    zone = ZoneInfo(regions_read.timezone_of(told["region"]))
    on = at.astimezone(zone).date() + timedelta(days=told["days"])
    begins = datetime.combine(on, time.fromisoformat(told["from"]), tzinfo=zone)
    ends = begins + timedelta(hours=told["hours"])
    plan = Plan(told["region"], told["place"], begins, ends, told["places"])
    code = helpdesk.plan_outreach(plan=plan, client_key=_key(f"{plan}:{at}"), by=by, at=at)
    for one in told["people"]:
        coming = Coming(_key(f"{code}:{one['name']}"), one["name"], "", Need(one["need"]))
        helpdesk.sign_up(code=code, coming=coming, by=Actor.visitor(), at=at)


def _key(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"titian-demo:outreach:{name}")
