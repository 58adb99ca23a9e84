from titian.kernel.errors import Kind, Refusal, Side


class RegionUnknown(Refusal):
    """No region has this code."""

    code = "regions.unknown"
    kind = Kind.NOT_FOUND
    side = Side.PERSON


class RegionUnclear(Refusal):
    """Several regions are called like this; `names` are the first of them, with where they lie."""

    code = "regions.unclear"
    kind = Kind.INVALID
    side = Side.PERSON
