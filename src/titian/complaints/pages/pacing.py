"""Who comes too often is slowed down: counted before anything is done, told on the page."""

from django.http import HttpRequest

from titian.accounts import services as accounts
from titian.accounts.types import Answer, Hit, Limited
from titian.kernel import clock
from titian.platform.http.visitors import address_of

_BOUND = "complaint"


def count(request: HttpRequest) -> None:
    """One network may be a whole village: it is slowed, never shut out. Raises SlowDown."""
    address = address_of(request)
    hits = (Hit(Limited.ADDRESS, address), Hit(Limited.NIK, f"complaint:{address}"))
    accounts.admit(*hits, bound=_BOUND, answer=Answer.of(request.POST), at=clock.now())


def count_miss(request: HttpRequest) -> None:
    """A link that opens nothing may be a guess. Raises SlowDown."""
    hit = Hit(Limited.ADDRESS, address_of(request))
    accounts.admit(hit, bound=_BOUND, answer=None, at=clock.now())
