"""Pictures of a story, to be looked at: what a person saw, step by step."""

from pathlib import Path

from django.conf import settings
from playwright.sync_api import Page


def picture(page: Page, story: str, step: str) -> None:
    """`var/test/pictures/<story>-<step>.png`, the whole page."""
    page.wait_for_load_state()
    folder = Path(settings.TITIAN_HOME) / "pictures"
    page.screenshot(path=folder / f"{story}-{step}.png", full_page=True)
