"""Who asks too often is slowed down: counted before anything is looked up, told on the page."""

from django.http import HttpRequest

from titian.accounts import services as accounts
from titian.accounts.types import Answer, Hit, Limited
from titian.kernel import clock
from titian.platform.http.visitors import address_of


def count(request: HttpRequest, hit: Hit, *, bound: str) -> None:
    """The network address, and what was asked about. Raises `SlowDown`."""
    address = Hit(Limited.ADDRESS, address_of(request))
    accounts.admit(address, hit, bound=bound, answer=Answer.of(request.POST), at=clock.now())
