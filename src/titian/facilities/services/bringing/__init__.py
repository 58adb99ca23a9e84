"""Whole files of facilities, services and schedules, row by row judged and set by set written.

Each verb takes rows of one part of a file within the caller's transaction and gives a verdict for
each, in their order. Run twice with the same rows, the second time everything is the same. With
`apply` off nothing is written. What is one act of many rows is audited by the caller as a whole.
"""

from titian.facilities.services.bringing.places import bring_facilities
from titian.facilities.services.bringing.schedules import bring_schedules
from titian.facilities.services.bringing.services import bring_services

__all__ = ["bring_facilities", "bring_schedules", "bring_services"]
