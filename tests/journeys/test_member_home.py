"""A signed-in member's home: covered or not first, light, and readable without a signal."""

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import BrowserContext, expect

from tests.factories.accounts import COOKIE, SETUP
from tests.factories.members import a_couple_and_a_child, make_family, new_person
from tests.factories.queue import book, make_clinic, make_session
from tests.journeys.conftest import OpenPage
from tests.journeys.looking import Watched, faults_of, keep_cookie, kept_copies, weighed
from tests.journeys.serving import Server
from titian.accounts import services as accounts
from titian.kernel import clock
from titian.queue import services as queue

_READY = (
    "() => navigator.serviceWorker.ready.then((r) => r.active && r.active.state === 'activated')"
)


def test_the_home_of_a_family_is_sound(as_member: OpenPage) -> None:
    father, _, daughter = a_couple_and_a_child()
    phone = as_member(father, "Budi Santoso")

    phone.page.goto("/")
    own = faults_of(phone)
    phone.page.get_by_role("link", name="Putri").click()
    phone.page.wait_for_url(f"**orang={daughter}**")

    assert own == []
    assert faults_of(phone) == []


def test_the_home_is_light_at_first_and_lighter_later(as_member: OpenPage) -> None:
    (siti,) = make_family(new_person("Siti Aminah"))
    phone = as_member(siti, "Siti Aminah")

    with weighed(phone.page) as first:
        phone.page.goto("/")
    phone.page.wait_for_function(_READY)
    with weighed(phone.page) as later:
        phone.page.goto("/")

    assert first.requests <= 4, first.sizes
    assert first.kilobytes <= 30, first.sizes
    assert later.kilobytes <= 8, later.sizes


def test_the_home_can_be_read_without_a_signal(as_member: OpenPage) -> None:
    (siti,) = make_family(new_person("Siti Aminah"))
    page = as_member(siti, "Siti Aminah").page
    page.goto("/")
    kept_copies(page)

    page.context.set_offline(True)
    page.goto("/")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Siti")
    expect(page.locator("[data-offline]")).to_contain_text("Data pukul")


def test_the_first_page_is_kept_without_asking_for_it_again(as_member: OpenPage) -> None:
    (siti,) = make_family(new_person("Siti Aminah"))
    page = as_member(siti, "Siti Aminah").page
    page.goto("/")
    token = page.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value")

    (home,) = kept_copies(page)

    kept = page.evaluate("(url) => caches.match(url).then((copy) => copy.text())", home)
    assert f'value="{token}"' in kept


def test_a_page_that_was_not_kept_says_so_and_shows_what_was(as_member: OpenPage) -> None:
    (siti,) = make_family(new_person("Siti Aminah"))
    page = as_member(siti, "Siti Aminah").page
    page.goto("/")
    kept_copies(page)

    page.context.set_offline(True)
    page.goto("/bantuan/")

    expect(page.get_by_role("heading", level=1)).to_have_text("Tidak ada sinyal")
    page.get_by_role("link", name="Beranda").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Siti")


def test_signing_out_wipes_what_the_phone_kept(as_member: OpenPage) -> None:
    (siti,) = make_family(new_person("Siti Aminah"))
    page = as_member(siti, "Siti Aminah").page
    page.goto("/")
    kept_copies(page)

    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("button", name="Keluar").click()
    page.get_by_role("heading", name="Ambil nomor berobat dari rumah").wait_for()

    kept = "caches.keys().then((names) => names.includes('titian-orang'))"
    assert page.evaluate(kept) is False


def test_a_visitor_leaves_nothing_on_the_phone(phone: Watched) -> None:
    phone.page.goto("/")
    phone.page.wait_for_load_state("networkidle")

    assert phone.page.evaluate("navigator.serviceWorker.getRegistrations()") == []
    assert phone.page.evaluate("caches.keys()") == []


def test_home_and_menu_work_without_the_script(
    new_context: Callable[..., BrowserContext], server: Server
) -> None:
    (siti,) = make_family(new_person("Siti Aminah"))
    session = accounts.open_member_session(
        subject=str(siti), display_name="Siti Aminah", device="HP", by=SETUP, at=clock.now()
    )
    context = new_context(java_script_enabled=False)
    keep_cookie(context, server.origin, COOKIE, session.token)
    page = context.new_page()

    page.goto("/")
    page.locator(".menu summary").click()
    page.get_by_role("button", name="Keluar").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Ambil nomor berobat dari rumah")
    expect(page.get_by_role("main").get_by_role("link", name="Masuk", exact=True)).to_be_visible()


def test_the_home_says_by_itself_when_she_is_called(as_member: OpenPage) -> None:
    clinic = make_clinic()
    session = make_session(clinic, starts_at=clock.now() + timedelta(minutes=5))
    (siti,) = make_family(new_person("Siti Aminah"))
    booked = book(siti, session, at=clock.now())
    phone = as_member(siti, "Siti Aminah")
    phone.page.clock.install()
    phone.page.goto("/")
    sound = faults_of(phone)

    queue.check_in(code=booked.code, by=clinic.desk, at=clock.now())
    queue.call_next(session_id=session.pk, desk=2, by=clinic.desk, at=clock.now())
    with weighed(phone.page) as asked:
        phone.page.clock.run_for(31_000)
        expect(phone.page.get_by_text("Silakan masuk")).to_be_visible()

    assert sound == []
    expect(phone.page.get_by_text("Loket 2")).to_be_visible()
    assert asked.of(f"/tiket/{booked.code}/posisi") <= 0.5


def test_without_the_script_the_home_is_loaded_again_by_a_link(
    new_context: Callable[..., BrowserContext], as_member: OpenPage
) -> None:
    clinic = make_clinic()
    session = make_session(clinic, starts_at=clock.now() + timedelta(minutes=5))
    (siti,) = make_family(new_person("Siti Aminah"))
    booked = book(siti, session, at=clock.now())
    cookies = as_member(siti, "Siti Aminah").page.context.cookies()
    plain = new_context(java_script_enabled=False)
    plain.add_cookies([{k: c[k] for k in ("name", "value", "domain", "path")} for c in cookies])  # type: ignore[misc]  # playwright's own keys
    page = plain.new_page()
    page.goto("/")

    queue.check_in(code=booked.code, by=clinic.desk, at=clock.now())
    queue.call_next(session_id=session.pk, desk=2, by=clinic.desk, at=clock.now())
    page.get_by_role("link", name="Muat ulang").click()

    expect(page.get_by_text("Silakan masuk")).to_be_visible()
