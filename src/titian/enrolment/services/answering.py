"""Somebody wrote a code and a birth date to us: they hear where the application is."""

from datetime import datetime

from django.conf import settings

from titian.accounts import services as accounts
from titian.accounts.errors import SlowDown
from titian.accounts.types import Hit, Limited
from titian.enrolment import rules
from titian.enrolment.errors import ApplicationGone
from titian.enrolment.selectors.tracking import tracked
from titian.enrolment.services.proving import resident
from titian.enrolment.services.telling import link
from titian.enrolment.types import StepState, Tracked
from titian.kernel.actors import Actor
from titian.notifications import selectors as notifications_read
from titian.notifications import services as notifications
from titian.notifications.types import Address, Heard, Notice, Recipient, Urgency
from titian.platform.db.transactions import require_transaction

RULE = Actor.system("enrolment")
_HERE, _NOT_FOUND = "enrolment/messages/where.txt", "enrolment/messages/where_not.txt"
_HOW, _SLOWER = "enrolment/messages/where_how.txt", "enrolment/messages/where_later.txt"
_TRACK = "/lacak/"


def answer_where(*, heard_id: int, at: datetime) -> None:
    """One answer to a message, within the caller's transaction; about something else, none.

    A wrong code and a wrong birth date are answered alike. Who asks often, and a code that is
    asked about often, is slowed: right or wrong, the answer says so.
    """
    require_transaction()
    heard = notifications_read.heard(heard_id)
    asked = rules.asked(heard.text)
    if asked is None:
        return
    if asked.code is None or asked.birth_date is None:
        _tell(heard, _HOW, {}, f"{heard_id}", at)
        return
    by = resident(heard.sender)
    try:
        _count(by, asked.code, at)
        found = tracked(asked.code, asked.birth_date, by=by, at=at)
    except SlowDown:
        _tell(heard, _SLOWER, _door(), f"later:{at:%Y%m%d%H}", at)
    except ApplicationGone:
        _tell(heard, _NOT_FOUND, _door(), f"{heard_id}", at)
    else:
        _tell(heard, _HERE, _facts(found), f"{heard_id}", at)


def _count(by: Actor, code: str, at: datetime) -> None:
    """The phone, and the code by the same count as on the page. Raises SlowDown."""
    phone = Hit(Limited.DESTINATION, f"enrol_track:{by.ref}")
    accounts.admit(
        phone,
        Hit(Limited.NIK, f"enrol_track:{code}"),
        bound=f"track:{code}",
        answer=None,
        at=at,
    )


def _facts(found: Tracked) -> dict[str, str | int]:
    """Nobody's name, nobody's number: what the page says, in few words."""
    now = [step for step in found.steps if step.state is StepState.OPEN]
    promised = found.promised_at if found.ended_at is None else None
    return {
        "code": found.code,
        "told": found.told,
        "state": found.state.value,
        "offices": ", ".join(dict.fromkeys(step.office_name for step in now)),
        "promised": promised.isoformat() if promised else "",
        "zone": found.timezone,
        "reason": found.reason,
        "repairs": " ".join(found.repairs),
        "village": found.village_name,
        "link": link(found.code),
    }


def _door() -> dict[str, str | int]:
    return {"link": f"{settings.TITIAN_ORIGIN}{_TRACK}"}


def _tell(heard: Heard, template: str, facts: dict[str, str | int], key: str, at: datetime) -> None:
    to = Recipient(resident(heard.sender).ref, (Address(heard.channel, heard.sender),))
    notice = Notice(to, template, facts, Urgency.NORMAL, f"enrolment.asked:{key}", answers=heard.at)
    notifications.tell_all([notice], by=RULE, at=at)
