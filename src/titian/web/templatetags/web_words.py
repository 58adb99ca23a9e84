"""The words for what helpers did, from any package's audit."""

from django import template

from titian.platform.http.catalogue import entry

register = template.Library()

ACTS = frozenset({
    "members.looked", "members.helper_given", "members.helper_ended", "members.help_code_sent",
    "members.recovery_asked", "members.recovery_seconded", "members.recovery_stopped",
    "queue.book", "queue.cancel", "queue.move", "queue.check_in", "visits.looked",
    "contributions.plan_agreed", "contributions.plan_cancelled",
    "contributions.mandate_opened", "contributions.mandate_closed",
})  # fmt: skip


@register.filter
def act_word(action: str) -> str:
    """What it was, in a few words; every entry is in the catalogue (a test asks for them all)."""
    return entry(f"act.{action}" if action in ACTS else "act.other")
