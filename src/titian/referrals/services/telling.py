"""What is said about a paper: where to, until when, and where to read on. Never why: no illness and
no kind of service stands in a message.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils import dateformat, translation

from titian.members import selectors as members_read
from titian.notifications import services as notifications
from titian.notifications.types import Notice, Recipient, Urgency
from titian.referrals.models import ControlLetter, Referral
from titian.referrals.services.writing import RULE
from titian.referrals.types import LetterKind, ReferralKind


def tell_issued(row: Referral, *, at: datetime) -> None:
    if row.kind == ReferralKind.BACK:
        _tell(row, "back", at=at)
    else:
        _tell(row, "issued" if row.to_facility_id else "anywhere", at=at)


def tell_letter(row: ControlLetter, *, at: datetime) -> None:
    _tell(row, "control" if row.kind == LetterKind.CONTROL else "admission", at=at)


def tell_changed(row: Referral | ControlLetter, what: str, *, at: datetime) -> None:
    """`what`: "referral" or "letter" has another day or place, "withdrawn", "letter_withdrawn"."""
    about = {"referral": "changed", "letter": "control_changed"}.get(what, what)
    _tell(row, about, at=at, mark=f":{at:%Y%m%d%H%M%S}")


def notices(
    rows: Iterable[Referral | ControlLetter], about: str, to: dict[int, Recipient]
) -> list[Notice]:
    """One reminder a paper, for those who can be told."""
    return [
        _notice(row, about, to[row.person_id], "")
        for row in rows
        if row.person_id in to and to[row.person_id].addresses
    ]


def _tell(row: Referral | ControlLetter, about: str, *, at: datetime, mark: str = "") -> None:
    notice = _notice(row, about, members_read.recipient_of(row.person_id), mark)
    notifications.tell_all([notice], by=RULE, at=at)


def _notice(row: Referral | ControlLetter, about: str, to: Recipient, mark: str) -> Notice:
    is_letter = isinstance(row, ControlLetter)
    place = row.facility if isinstance(row, ControlLetter) else row.to_facility
    day = row.planned_on if is_letter else row.valid_until
    route = "referrals:letter" if is_letter else "referrals:show"
    return Notice(
        to=to,
        template=f"referrals/messages/{about}.txt",
        data={
            "place": place.name if place else "-",
            "day": _day_in(to.language, day),
            "link": f"{settings.TITIAN_ORIGIN}{reverse(route, args=[row.number])}",
        },
        urgency=Urgency.NORMAL,
        key=f"referrals:{row.number}:{about}{mark}",
    )


def _day_in(language: str, day: date) -> str:
    """ "Kamis 10 Desember" """
    with translation.override(language):
        return dateformat.format(day, "l j F")
