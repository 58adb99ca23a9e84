"""A person with a cheap phone, and staff at a PC, before the real server."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from tests.factories.accounts import COOKIE, SETUP, make_staff
from tests.journeys.looking import Watched, keep_cookie
from tests.journeys.serving import Server, serving
from titian.accounts import services as accounts
from titian.kernel import clock
from titian.kernel.scopes import Grant

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
# Patience costs nothing where all goes well, and a build server may be slow.
expect.set_options(timeout=20_000)

_QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--mute-audio",
]
_CHROMIUM = os.environ.get("TITIAN_CHROMIUM", "/usr/bin/chromium")
OpenPage = Callable[..., Watched]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here needs the browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def server(written_database: None) -> Iterator[Server]:
    with serving(os.environ["TITIAN_DATABASE_URL"]) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=_CHROMIUM, args=_QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def new_context(
    browser: Browser, server: Server, committed_db: None
) -> Iterator[Callable[..., BrowserContext]]:
    """Fresh browser profiles: a phone of 360 px unless said otherwise."""
    opened: list[BrowserContext] = []

    def make(width: int = 360, height: int = 740, **options: object) -> BrowserContext:
        settings: dict[str, Any] = {
            "base_url": server.origin,
            "viewport": {"width": width, "height": height},
            "locale": "id-ID",
            "timezone_id": "Asia/Jakarta",
            "has_touch": width < 700,
            **options,
        }
        context = browser.new_context(**settings)
        context.set_default_timeout(30_000)
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()


@pytest.fixture
def phone(new_context: Callable[..., BrowserContext]) -> Watched:
    """A visitor's phone: one page, nobody signed in."""
    return Watched(new_context().new_page())


@pytest.fixture
def as_member(new_context: Callable[..., BrowserContext], server: Server) -> OpenPage:
    """`as_member(person_id, "Siti Aminah")`: a phone with that member's session on it."""

    def open_page(person_id: int, name: str, **options: object) -> Watched:
        session = accounts.open_member_session(
            subject=str(person_id),
            display_name=name,
            device="HP contoh",
            by=SETUP,
            at=clock.now(),
        )
        context = new_context(**options)
        keep_cookie(context, server.origin, COOKIE, session.token)
        return Watched(context.new_page())

    return open_page


@pytest.fixture
def as_staff(new_context: Callable[..., BrowserContext], server: Server) -> OpenPage:
    """`as_staff((Grant("desk", Scope("facility", code)),))`: a PC with that person signed in."""

    def open_page(
        grants: tuple[Grant, ...], name: str = "Ratih (contoh)", **options: object
    ) -> Watched:
        staff = make_staff(grants, display_name=name)
        session = accounts.open_session(
            account=staff.account_id, device="PC loket", by=SETUP, at=clock.now()
        )
        context = new_context(width=1280, height=800, **options)
        keep_cookie(context, server.origin, COOKIE, session.token)
        return Watched(context.new_page())

    return open_page
