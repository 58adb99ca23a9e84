"""Where the page is that a case is about."""

from collections.abc import Mapping

from django.urls import reverse

from titian.complaints.selectors.leads import find_lead
from titian.complaints.types import AboutKind
from titian.kernel.actors import Actor

_PAGES: Mapping[AboutKind, str] = {
    AboutKind.APPLICATION: "enrolment:desk_application",
    AboutKind.STEP: "enrolment:case",
    AboutKind.FAILURE: "helpdesk:receipt",
    AboutKind.BILL: "contributions:desk",
    AboutKind.VISIT: "visits:desk_visit",
    AboutKind.CLAIM: "claims:case",
}


def address_of_lead(about: str, viewer: Actor) -> str:
    """Empty for whoever may not open that page."""
    lead = find_lead(about, viewer=viewer)
    return reverse(_PAGES[lead.kind], args=[lead.key]) if lead else ""
