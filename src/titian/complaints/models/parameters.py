from typing import ClassVar

from titian.platform.db.dated import DatedNumber, dated
from titian.platform.db.personal import Personal


class ComplaintParameter(DatedNumber):
    """`first_hours` and `solve_days`, for all or for a category (`solve_days.queue`), from a day
    on; without a row the default of the rules holds.
    """

    personal: ClassVar[Personal] = {}

    class Meta:
        db_table = "complaint_parameter"
        constraints = dated("complaint_parameter")
