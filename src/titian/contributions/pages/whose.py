"""Whose dues a page is about; where that family lives is counted with how the page went."""

from datetime import datetime

from django.http import HttpRequest

from titian.contributions.pages.presenters import DuesPage, dues_page
from titian.contributions.pages.receipt_presenters import ReceiptPage, receipt_page
from titian.platform.http.requests import actor_of, note_region


def dues_asked(request: HttpRequest, person_id: int | None, *, at: datetime) -> DuesPage:
    """As `dues_page`, for whoever is signed in."""
    page = dues_page(actor_of(request), person_id, at=at)
    note_region(request, page.person.region)
    return page


def receipt_asked(request: HttpRequest, payment_id: int, *, at: datetime) -> ReceiptPage:
    """As `receipt_page`, for whoever is signed in."""
    page = receipt_page(payment_id, viewer=actor_of(request), at=at)
    note_region(request, page.person.region)
    return page
