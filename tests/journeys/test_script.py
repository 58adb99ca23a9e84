"""What the script adds to plain pages, on small pages made for it."""

import json
from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from titian.accounts.rules import solves
from titian.kernel import clock

Open = Callable[..., Page]
_PAGE = """<!doctype html><html lang="id"><head><title>Uji</title>
<script src="/static/web/titian.js" defer></script></head><body><h1>Uji</h1>{body}</body></html>"""


@pytest.fixture
def open_page(new_context: Callable[..., BrowserContext]) -> Open:
    """A page of the site with this body, and the site's own script."""

    def show(body: str, **options: object) -> Page:
        page = new_context(**options).new_page()
        page.route("**/uji/", lambda route: _answer(route, _PAGE.format(body=body)))
        page.route("**/lain/", lambda route: _answer(route, _PAGE.format(body="")))
        page.goto("/uji/")
        return page

    return show


def _answer(route: Route, body: str) -> None:
    route.fulfill(body=body, content_type="text/html; charset=utf-8")


def test_a_draft_survives_leaving_the_page_until_it_is_sent(open_page: Open) -> None:
    page = open_page(
        '<form data-draft="uji" method="post" action="/lain/"><input name="keluhan" id="k">'
        '<input name="sandi" type="password" id="s"><button>Kirim</button></form>'
    )
    page.fill("#k", "Batuk dua hari")
    page.fill("#s", "rahasia")

    page.goto("/lain/")
    page.goto("/uji/")
    restored = page.input_value("#k")
    secret = page.input_value("#s")
    page.get_by_role("button", name="Kirim").click()
    page.wait_for_url("**/lain/")
    page.goto("/uji/")

    assert (restored, secret) == ("Batuk dua hari", "")
    expect(page.locator("#k")).to_have_value("")


def have_come(page: Page, asked: Sequence[object], many: int) -> None:
    """Requests come a moment after the clock was moved; one too many would come with them."""
    for _ in range(200):
        if len(asked) >= many:
            break
        page.wait_for_timeout(50)
    page.wait_for_timeout(300)


def test_a_form_is_sent_once_however_often_it_is_pressed(open_page: Open) -> None:
    page = open_page('<form method="post" action="/lambat/"><button>Ambil nomor</button></form>')
    sent: list[str] = []
    page.route("**/lambat/", lambda route: sent.append(route.request.method))

    page.evaluate("() => { for (let n = 0; n < 3; n++) document.querySelector('button').click(); }")
    have_come(page, sent, 1)

    assert sent == ["POST"]


def test_the_phone_works_instead_of_a_captcha(open_page: Open) -> None:
    page = open_page(
        '<form method="post" action="/lain/" data-work="teka-teki" data-bits="10">'
        '<input type="hidden" name="work"><button name="jalan" value="sms">Kirim</button></form>'
    )

    with page.expect_request("**/lain/") as sent:
        page.get_by_role("button", name="Kirim").click()

    fields = dict(pair.split("=") for pair in str(sent.value.post_data).split("&"))
    assert solves("teka-teki", fields["work"], 10)
    assert fields["jalan"] == "sms"


def test_the_seconds_of_a_held_place_run_down(open_page: Open) -> None:
    until = (clock.now() + timedelta(seconds=8)).isoformat()
    page = open_page(
        f'<p data-hold>Kami pegang <b data-until="{until}">…</b></p><p data-after hidden>Lewat</p>'
    )

    expect(page.locator("b")).to_have_text("0.01", timeout=15_000)
    expect(page.get_by_text("Lewat")).to_be_visible(timeout=15_000)
    expect(page.locator("[data-hold]")).to_be_hidden()


def test_letters_press_buttons_unless_somebody_types(open_page: Open) -> None:
    page = open_page(
        '<a href="/lain/" data-key="n">Panggil</a><input id="cari" data-key="i" aria-label="Cari">'
    )

    page.keyboard.press("i")
    page.keyboard.type("nenen")
    typed = page.input_value("#cari")
    page.locator("#cari").blur()
    page.keyboard.press("N")

    assert typed == "nenen"
    page.wait_for_url("**/lain/")


def test_the_position_is_asked_every_half_minute_and_only_when_it_changed(
    new_context: Callable[..., BrowserContext],
) -> None:
    page = new_context().new_page()
    asked: list[str | None] = []

    def position(route: Route) -> None:
        tag = route.request.headers.get("if-none-match")
        asked.append(tag)
        if tag:
            route.fulfill(status=304, headers={"Date": "Mon, 23 Nov 2026 01:35:00 GMT"})
        else:
            body = json.dumps({"fields": {"ahead": "2"}, "reload": False})
            said = {"ETag": '"a"', "Date": "Mon, 23 Nov 2026 01:05:00 GMT"}
            route.fulfill(body=body, content_type="application/json", headers=said)

    body = (
        '<div data-live="/posisi"><b data-live-field="ahead">3</b>'
        '<p data-live-line="6"><i></i><i></i><i></i><i class="me"></i></p>'
        '<u data-live-at="Asia/Jayapura">09.00</u></div>'
    )
    page.route("**/uji/", lambda route: _answer(route, _PAGE.format(body=body)))
    page.route("**/posisi", position)
    page.clock.install()
    page.goto("/uji/")

    page.clock.fast_forward(20_000)
    early = list(asked)
    page.clock.run_for(11_000)
    expect(page.locator("b")).to_have_text("2")
    page.clock.run_for(31_000)
    have_come(page, asked, 2)

    assert early == []
    assert asked == [None, '"a"']
    expect(page.locator("b")).to_have_text("2")
    expect(page.locator("i")).to_have_count(3)
    expect(page.locator("i").last).to_have_class("me")
    expect(page.locator("u")).to_have_text("10.35")


def test_who_waits_for_a_bank_asks_every_five_seconds_and_after_a_minute_rarely(
    new_context: Callable[..., BrowserContext],
) -> None:
    page = new_context().new_page()
    asked: list[str] = []

    def nothing_new(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body='{"fields": {}, "reload": false}', content_type="application/json")

    body = '<div data-live="/kabar" data-live-soon></div>'
    page.route("**/uji/", lambda route: _answer(route, _PAGE.format(body=body)))
    page.route("**/kabar", nothing_new)
    page.clock.install()
    page.goto("/uji/")

    page.clock.run_for(21_000)
    have_come(page, asked, 4)
    soon = len(asked)
    page.clock.run_for(60_000)
    have_come(page, asked, 12)
    asked.clear()
    page.clock.run_for(61_000)
    have_come(page, asked, 2)

    assert soon == 4
    assert len(asked) == 2


def test_buttons_that_need_the_script_are_shown_by_it(open_page: Open) -> None:
    body = '<button type="button" data-copy="K7F-3Q9" hidden>Salin</button>'

    with_script = open_page(body, permissions=["clipboard-write", "clipboard-read"])
    without = open_page(body, java_script_enabled=False)
    with_script.get_by_role("button", name="Salin").click()

    expect(with_script.get_by_role("button", name="Tersalin")).to_be_visible()
    assert with_script.evaluate("() => navigator.clipboard.readText()") == "K7F-3Q9"
    expect(without.get_by_role("button")).to_have_count(0)
