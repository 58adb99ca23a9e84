"""What families have said about being reminded."""

from collections.abc import Collection

from titian.contributions.models import ReminderChoice
from titian.contributions.rules.reminding import Wishes


def wishes_of(family_ids: Collection[int]) -> dict[int, Wishes]:
    """The wishes of those who have said something; one statement."""
    found = ReminderChoice.objects.filter(pk__in=list(family_ids))
    rows = found.values_list("family_id", "stopped", "snoozed_until")
    return {family: Wishes(stopped, until) for family, stopped, until in rows}
