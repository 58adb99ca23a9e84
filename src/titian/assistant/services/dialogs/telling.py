"""What our own data say: status, dues, numbers to pay to, cards, papers, places in the line."""

from django.utils.formats import date_format
from django.utils.translation import gettext

from titian.assistant.services.dialogs.now import Answered, Now, answered, to_officer
from titian.assistant.services.dialogs.times import whole_day
from titian.assistant.types import Link
from titian.contributions import selectors as contributions_read
from titian.kernel.text import masked_name
from titian.members import selectors as members_read
from titian.queue import selectors as queue_read
from titian.queue.types import TicketView
from titian.referrals import selectors as referrals_read

_MOST = 4


def status(now: Now) -> Answered:
    people = members_read.standings_for(now.actor, on=now.today)
    lines = [
        f"{masked_name(one.full_name)}: "
        + (gettext("say.active") if one.is_active else gettext("say.not_active"))
        for one in people[:_MOST]
    ]
    links = [Link("/kartu/", gettext("say.link_card"))]
    if any(not one.is_active for one in people):
        links.append(Link("/ubah/", gettext("say.link_changes")))
    return answered(now, "\n".join(lines), links=links)


def bill(now: Now) -> Answered:
    due = contributions_read.dues_of(now.person, viewer=now.actor, at=now.at).outstanding
    if due.is_payable:
        said = gettext("say.due").format(amount=_rupiah(due.amount), months=due.months_in_arrears)
    else:
        said = gettext("say.nothing_due")
    return answered(now, said, links=_dues())


def va_number(now: Now) -> Answered:
    found = contributions_read.virtual_accounts(now.person, viewer=now.actor, on=now.today)
    lines = [f"{one.bank}: {one.number}" for one in found]
    return answered(now, "\n".join([gettext("say.va"), *lines]), links=_dues())


def card(now: Now) -> Answered:
    links = (Link("/kartu/", gettext("say.link_card")),)
    return answered(now, gettext("say.card"), links=links)


def referral(now: Now) -> Answered:
    links = (Link("/rujukan/", gettext("say.link_referrals")),)
    found = referrals_read.referrals_of(now.person, viewer=now.actor, at=now.at)
    running = [one for one in found if one.valid_until >= now.today][:_MOST]
    if not running:
        return answered(now, gettext("say.no_referral"), links=links)
    lines = [
        gettext("say.referral").format(
            number=one.number, what=one.specialty.name, until=whole_day(one.valid_until)
        )
        for one in running
    ]
    return answered(now, "\n".join(lines), links=links)


def queue_status(now: Now) -> Answered:
    found = queue_read.open_tickets(viewer=now.actor, at=now.at)[:_MOST]
    if not found:
        book = (Link("/berobat/", gettext("say.link_book")),)
        return answered(now, gettext("say.no_ticket"), links=book)
    links = tuple(Link(f"/tiket/{one.code}/", one.label) for one in found)
    return answered(now, "\n".join(ticket_line(one) for one in found), links=links)


def ticket_line(one: TicketView) -> str:
    said = gettext("say.ticket").format(
        label=one.label,
        service=one.service_name,
        place=one.facility_name,
        day=date_format(one.date, "l j F"),
    )
    if one.ahead is not None:
        ahead = gettext("say.ahead") if one.ahead else gettext("say.you_next")
        said += " " + ahead.format(people=one.ahead)
    return said


def nobody(now: Now) -> Answered:
    return answered(now, gettext("say.cannot"), then=(to_officer(),))


def _rupiah(amount: int) -> str:
    return "Rp" + f"{amount:,}".replace(",", ".")


def _dues() -> tuple[Link, ...]:
    return (Link("/iuran/", gettext("say.link_dues")),)
