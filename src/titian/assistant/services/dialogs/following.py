"""Where is it now: complaints, requests to change, and applications through the city."""

from django.utils.translation import gettext

from titian.accounts import selectors as accounts_read
from titian.assistant.rules import pages
from titian.assistant.services.dialogs.either import page_or_identity
from titian.assistant.services.dialogs.now import Answered, Now, answered, to_officer, worded
from titian.assistant.services.dialogs.times import whole_day
from titian.assistant.types import Intent, Link
from titian.complaints import selectors as complaints_read
from titian.enrolment import selectors as enrolment_read
from titian.enrolment.types import ApplicationLine
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.members.types import ChangeView

_MOST = 3


def complaint(now: Now) -> Answered:
    """Number, subject and state: what was written stands behind the link."""
    if not now.person:
        return _either(now)
    found = complaints_read.cases_filed(_refs(now))[:_MOST]
    if not found:
        return answered(now, gettext("say.no_case"), links=_pages(now), then=(to_officer(),))
    links = [Link(f"/keluhan/{one.token}/", one.number) for one in found]
    return answered(now, "\n".join(_case_line(one) for one in found), links=links)


def application(now: Now) -> Answered:
    """Changes asked for, and what was sent through the city by this very account."""
    if not now.person:
        return _either(now)
    changes = members_read.requests_of(now.person, viewer=now.actor, at=now.at)[:_MOST]
    sent = [one for viewer in _accounts(now) for one in enrolment_read.own_applications(viewer)]
    lines = [*(_change_line(one) for one in changes), *(_sent_line(one) for one in sent[:_MOST])]
    lines.append(gettext("say.track"))
    links = [
        Link(f"/ubah/permintaan/{one.request_id}/", worded(f"change.{one.kind}")) for one in changes
    ]
    return answered(now, "\n".join(lines), links=(*links, *_pages(now)), then=(to_officer(),))


def _either(now: Now) -> Answered:
    return page_or_identity(now, also=gettext("say.follow_here"), links=_pages(now))


def _refs(now: Now) -> list[str]:
    """This conversation, and the person's own account."""
    refs = accounts_read.refs_of([str(now.person)])
    return [f"talk:{now.row.pk}", now.actor.ref, *refs.values()]


def _accounts(now: Now) -> list[Actor]:
    refs = accounts_read.refs_of([str(now.person)]).values()
    return [Actor.member(ref.removeprefix("account:"), now.person) for ref in refs]


def _case_line(one: complaints_read.OwnCase) -> str:
    return gettext("say.case").format(
        number=one.number,
        about=worded(f"say.about.{one.category}"),
        state=worded(f"complaint.{one.state}"),
    )


def _change_line(one: ChangeView) -> str:
    said = f"{worded(f'change.{one.kind}')}: {worded(f'change_step.{one.step}')}"
    return f"{said} ({whole_day(day_of(one.due_at))})." if one.due_at else f"{said}."


def _sent_line(one: ApplicationLine) -> str:
    state = worded(f"say.sent.{one.state}")
    return gettext("say.sent").format(name=one.masked_name, state=state)


def _pages(now: Now) -> tuple[Link, ...]:
    found = pages.PAGES.get(now.topic, pages.PAGES[Intent.APPLICATION_STATUS])
    return tuple(Link(one.path, worded(one.label)) for one in found)
