"""Facts of dues as a message says them, in the recipient's language.

Every message has the entries of its row in `PARAMETERS` and no others, none of them empty.
A number to pay to is never among them: it holds the number of a card.
"""

from collections.abc import Callable, Mapping
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import dateformat, translation

from titian.contributions.services.wishing import reminder_token

Facts = dict[str, str | int]
Write = Callable[[str], Facts]

_STOP = ("name", "amount", "link", "stop")
PARAMETERS: Mapping[str, tuple[str, ...]] = {
    "due": (*_STOP, "day", "off"),
    "suspension": (*_STOP, "off"),
    "instalment": (*_STOP, "day"),
    "debit_failed": (*_STOP,),
    "coming_of_age": ("child", "age", "day", "link", "stop"),
    "paid": ("name", "amount", "receipt", "link"),
    "paid_active": ("name", "amount", "receipt", "link"),
    "plan_agreed": ("name", "parts", "amount", "link"),
    "plan_completed": ("name", "link"),
    "plan_cancelled": ("name", "link"),
    "mandate_opened": ("name", "end", "link"),
    "mandate_closed": ("name", "end", "link"),
    "mandate_refused": ("name", "end", "link"),
    "mandate_undone": ("name", "end", "link"),
    "suspended": ("name", "day", "link"),
    "suspended_employer": ("name", "day", "link"),
}


def day_in(language: str, day: date, form: str = "l j F") -> str:
    """ "Kamis 10 Desember" """
    with translation.override(language):
        return dateformat.format(day, form)


def address(route: str, *args: object) -> str:
    return f"{settings.TITIAN_ORIGIN}{reverse(route, args=args)}"


def stop_link(family_id: int) -> str:
    return address("contributions:reminder_choice", reminder_token(family_id))
