"""The card of somebody who was helped, on paper: what was done, and how to do it alone."""

import io
import json
from pathlib import Path
from typing import Literal

import segno
import typst
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import dateformat, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from titian.helpdesk import selectors as helpdesk_read
from titian.helpdesk.pages.desk_forms import outcome_word, service_word, steps_alone
from titian.helpdesk.rules.desk import LESSONS
from titian.helpdesk.types import Served
from titian.kernel import clock
from titian.kernel.clock import JAKARTA
from titian.platform.http.guards import staff_page
from titian.platform.http.requests import actor_of

_PAPER = Path(__file__).resolve().parent.parent / "data" / "lesson_card.typ"


@staff_page
@never_cache
@require_safe
def card_file(request: HttpRequest, served_id: int) -> HttpResponse:
    """In the language of the page that asks; nothing on it but a masked first name."""
    found = helpdesk_read.served(served_id, viewer=actor_of(request), at=clock.now())
    name = f'inline; filename="kartu-{found.receipt}.pdf"'
    headers = {"Content-Disposition": name, "Cache-Control": "private, no-store"}
    return HttpResponse(paper(found), content_type="application/pdf", headers=headers)


def paper(served: Served, kind: Literal["pdf", "png", "svg"] = "pdf") -> object:
    """Made by the compiler of papers: bytes, or a list of them if it did not fit on one page."""
    data = json.dumps(said_on(served))
    return typst.compile(_PAPER.read_bytes(), format=kind, sys_inputs={"data": data})


def said_on(served: Served) -> dict[str, str | list[str]]:
    """Every word of the card."""
    address = lesson_address(served)
    return {
        "language": translation.get_language() or "id",
        "title": _("Kartu bantuan"),
        "day": dateformat.format(served.ended_at.astimezone(JAKARTA), "j F Y"),
        "place": served.facility,
        "name": served.first_name,
        "service": service_word(served.service),
        "outcome": outcome_word(served.outcome),
        "receipt_head": _("Nomor bukti"),
        "receipt": f"{served.receipt[:4]} {served.receipt[4:]}",
        "head": _("Lain kali Anda bisa sendiri"),
        "steps": steps_alone(served.service),
        "scan": _("Pelajaran pendek dengan gambar"),
        "address": address,
        "qr": _qr(address),
        "foot": _("Tidak punya HP? Datang lagi ke Pojok, gratis. Telepon 165."),
    }


def lesson_address(served: Served) -> str:
    """The lesson of what was done; of what has none, all of them."""
    key = LESSONS.get(served.service)
    path = reverse("helpdesk:lesson", args=[key]) if key else reverse("helpdesk:lessons")
    return f"{settings.TITIAN_ORIGIN}{path}"


def _qr(address: str) -> str:
    drawn = io.BytesIO()
    segno.make(address, micro=False).save(drawn, kind="svg", border=2, xmldecl=False)
    return drawn.getvalue().decode()
