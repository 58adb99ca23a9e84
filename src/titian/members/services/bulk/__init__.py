"""A whole population at once: rows are sealed by several processes and written by COPY; and people
from somebody's file, part by part beside everybody who works.

Loading happens in one transaction. A run that is ended halfway leaves nothing behind, not
even a dropped index; a run that ends has checked every constraint.
"""

from titian.members.services.bulk.bringing import bring_members
from titian.members.services.bulk.loading import load_families

__all__ = ["bring_members", "load_families"]
