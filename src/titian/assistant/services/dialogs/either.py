"""The page that answers at once, and a question beside it: who says who they are hears it here."""

from titian.assistant.services.dialogs import identity
from titian.assistant.services.dialogs.now import Answered, Now, answered, asked, to_officer, worded
from titian.assistant.types import Link

MAY = "may"  # the question stands open, and something else may be said instead


def page_or_identity(now: Now, *, also: str, links: tuple[Link, ...]) -> Answered:
    """Who tried too often gets the page alone."""
    said = worded(f"say.page.{now.topic}")
    if now.memory.cools(now.at):
        return answered(now, said, links=links, then=(to_officer(),))
    return asked(now, identity.IDENTITY, f"{said}\n\n{also}", links=links, may="1")
