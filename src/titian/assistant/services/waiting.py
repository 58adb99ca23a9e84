"""A conversation is handed to the people of an office, and given back."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext

from titian.assistant.models import Conversation
from titian.assistant.selectors.offices import desk_of, office_of
from titian.assistant.types import Desk, Keeper, Link, Reply
from titian.platform.db.transactions import require_transaction

_COMPLAIN = "/keluhan/"


def wait_for_officer(row: Conversation, *, at: datetime) -> Reply:
    """The locked row waits for an officer from now on; says who answers, and when.

    The caller saves the row. Who waits already goes on waiting from when they began.
    """
    require_transaction()
    if row.keeper == Keeper.ASSISTANT:
        row.keeper, row.waits_since = Keeper.WAITING, at
        row.office = office_of(row.person_id)
    return Reply(_promise(desk_of(row.office, at=at)), links=(_complain(),))


def end_waiting(row: Conversation) -> None:
    """Back to the assistant; the caller saves the row."""
    row.keeper, row.waits_since, row.officer = Keeper.ASSISTANT, None, ""


def _promise(desk: Desk) -> str:
    whose = gettext("talk.office {name}").format(name=desk.name) if desk.name else ""
    if desk.is_open:
        said = gettext("talk.waits_now {closes}").format(closes=f"{desk.closes:%H.%M}")
    else:
        opens = date_format(desk.opens_at, "l j F, H.i")
        said = gettext("talk.waits_until {opens}").format(opens=opens)
    return " ".join(part for part in (said, whose, gettext("talk.goes_on")) if part)


def _complain() -> Link:
    return Link(_COMPLAIN, gettext("talk.complain"))
