"""What a try with somebody else's NIK, or with a code, counts against."""

from django.http import HttpRequest

from titian.accounts import services as accounts
from titian.accounts.types import Answer, Hit, Limited
from titian.kernel import clock
from titian.platform.db.sealing import blind_index
from titian.platform.http.visitors import address_of


def admit(request: HttpRequest, *, nik: str = "", destination: str = "", bound: str) -> None:
    """The network address, the NIK typed, the number written to. Raises `SlowDown`."""
    hits = [Hit(Limited.ADDRESS, address_of(request))]
    if nik:
        hits.append(Hit(Limited.NIK, blind_index("members.who", nik).hex()))
    if destination:
        hits.append(Hit(Limited.DESTINATION, destination))
    answer = Answer.of(request.POST)
    accounts.admit(*hits, bound=bound, answer=answer, at=clock.now())
