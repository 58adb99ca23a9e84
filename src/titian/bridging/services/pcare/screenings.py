"""`/skrinning`: nobody has been screened here yet, which the lists say by being empty."""

from titian.bridging.rules.pcare.shapes import listed, page_of, unknown_code
from titian.bridging.services.pcare.people import person_of
from titian.bridging.types.wire import Call, Reply, Route, Wire, sealed

_PROGRAMMES = ("dm", "ht")


def summary(call: Call) -> Reply:
    del call
    return sealed(listed(()))


def of_person(call: Call) -> Reply:
    page_of(call.values["start"], call.values["limit"])
    person_of(call, call.values["noKartu"])
    return sealed(listed(()))


def of_programme(call: Call) -> Reply:
    if call.values["program"].lower() not in _PROGRAMMES:
        raise unknown_code("program", call.values["program"])
    return of_person(call)


ROUTES = (
    Route(Wire.PCARE, ("GET",), "/skrinning/rekap", summary),
    Route(Wire.PCARE, ("GET",), "/skrinning/peserta/{noKartu}/{start}/{limit}", of_person),
    Route(
        Wire.PCARE,
        ("GET",),
        "/skrinning/prolanis/{program}/{noKartu}/{start}/{limit}",
        of_programme,
    ),
)
