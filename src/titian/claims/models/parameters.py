from typing import ClassVar

from titian.platform.db.dated import DatedNumber, dated
from titian.platform.db.personal import Personal


class ClaimParameter(DatedNumber):
    """A dated number of the clocks of claims; without a row the default of the rules holds."""

    personal: ClassVar[Personal] = {}

    class Meta:
        db_table = "claim_parameter"
        constraints = dated("claim_parameter")
