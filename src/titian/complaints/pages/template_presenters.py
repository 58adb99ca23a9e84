"""A template with the case's own words in it; and with made-up ones, for whoever writes it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext, override

from titian.complaints import rules
from titian.complaints.pages.forms import ELSE, OFFERED
from titian.complaints.pages.presenters import CasePage
from titian.complaints.rules.templates import Filled
from titian.complaints.selectors.templates import Offered
from titian.complaints.types import Category

_LANGUAGE = "id"  # templates are written in it
_CATEGORIES = dict((*OFFERED, *ELSE))
_DAY, _MOMENT = "l j F Y", "l j F Y, H.i"


def filled_for(page: CasePage, offered: Offered, asked: str) -> Filled | None:
    """The template asked for with what this case knows; none when it is not offered here."""
    found = offered.find(asked)
    if found is None:
        return None
    with override(_LANGUAGE):
        return rules.filled(found.text, _values(page, offered.facility))


def preview(text: str) -> Filled | None:
    """As an officer would get it, for a case that nobody filed."""
    if not text.strip():
        return None
    with override(_LANGUAGE):
        made_up = {
            "nomor": "AB12CD34",
            "kategori": str(_CATEGORIES[Category.MEDICINE]),
            "kantor": gettext("Kantor Contoh"),
            "fasilitas": gettext("Puskesmas Contoh"),
            "masuk": gettext("Senin 5 Januari 2026"),
            "janji": gettext("Jumat 9 Januari 2026, 16.00"),
        }
    return rules.filled(text, made_up)


def _values(page: CasePage, facility: str) -> dict[str, str]:
    view = page.view
    return {
        "nomor": view.number,
        "kategori": str(_CATEGORIES[view.category]),
        "kantor": view.place,
        "fasilitas": facility,
        "masuk": _said(view.filed_at, page.zone, _DAY),
        "janji": _said(_promised(page), page.zone, _MOMENT),
    }


def _promised(page: CasePage) -> datetime | None:
    """A promise that is kept, stopped or broken already is not promised again."""
    solve = page.solve
    is_ahead = solve is not None and solve.met_at is None and not solve.is_late
    return solve.due_at if solve is not None and is_ahead else None


def _said(moment: datetime | None, zone: ZoneInfo, pattern: str) -> str:
    return date_format(moment.astimezone(zone), pattern) if moment else ""
