"""Who writes too often is slowed down: counted before anything is answered."""

from django.http import HttpRequest

from titian.accounts import services as accounts
from titian.accounts.types import Answer, Hit, Limited
from titian.kernel import clock
from titian.platform.http.visitors import address_of

_BOUND = "assistant"


def count(request: HttpRequest) -> None:
    """One network may be a whole village: it is slowed, never shut out. Raises SlowDown."""
    hit = Hit(Limited.ADDRESS, f"assistant:{address_of(request)}")
    accounts.admit(hit, bound=_BOUND, answer=Answer.of(request.POST), at=clock.now())
