from typing import ClassVar

from titian.platform.db.dated import DatedNumber, dated
from titian.platform.db.personal import Personal


class VisitParameter(DatedNumber):
    """A dated amount of visits and letters."""

    personal: ClassVar[Personal] = {}

    class Meta:
        db_table = "visit_parameter"
        constraints = dated("visit_parameter")
