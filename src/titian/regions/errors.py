from titian.kernel.errors import Kind, Refusal, Side


class RegionUnknown(Refusal):
    """No region has this code."""

    code = "regions.unknown"
    kind = Kind.NOT_FOUND
    side = Side.PERSON
