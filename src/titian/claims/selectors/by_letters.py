"""The claims of known eligibility letters, for the facility whose claims they are."""

from collections.abc import Collection
from datetime import datetime

from titian.claims.models import Claim
from titian.claims.selectors.reaching import looked
from titian.claims.selectors.views import views
from titian.claims.types import ClaimState, ClaimView
from titian.kernel.actors import Actor


def claims_of_letters(
    letter_numbers: Collection[str], *, viewer: Actor, at: datetime
) -> list[ClaimView]:
    """Those that were sent; each is a look. Another facility's are not there."""
    rows = Claim.objects.filter(letter_number__in=list(letter_numbers))
    sent = rows.exclude(state=ClaimState.PREPARED).order_by("-pk")
    own = looked(list(sent.values_list("pk", flat=True)), viewer=viewer, at=at)
    return views(own, viewer=viewer, at=at) if own else []
