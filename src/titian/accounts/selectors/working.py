"""What somebody has taken up and not ended, asked of the packages above."""

from django.conf import settings
from django.utils.module_loading import import_string

from titian.accounts.types import OpenWork, WorkLine


def open_work(account: int) -> list[WorkLine]:
    """One line for each kind of work that lies with this person; empty kinds are left out."""
    found: list[WorkLine] = []
    for path in settings.TITIAN_OPEN_WORK:
        asked: OpenWork = import_string(path)
        found.extend(line for line in asked(f"account:{account}") if line.count)
    return found
