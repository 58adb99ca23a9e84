"""Every page a participant may open: sound, and within the budget of a first visit."""

from collections.abc import Callable, Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import BrowserContext

from tests.factories.accounts import COOKIE
from tests.journeys.changing import Changing, requests_under_way
from tests.journeys.conftest import OpenPage
from tests.journeys.looking import Watched, faults_of, keep_cookie, weighed
from tests.journeys.losing import Losing, numbers_under_way
from tests.journeys.owing import Owing, a_family_that_paid_and_owes
from tests.journeys.scenes import Scene, a_family_with_a_ticket
from tests.journeys.serving import Server

Address = Callable[[Scene], str]

VISITOR: dict[str, Address] = {
    "web:home": lambda _: "/",
    "web:help": lambda _: "/bantuan/",
    "web:privacy": lambda _: "/privasi/",
    "web:how": lambda _: "/cara/iuran/",
    "frontdoor:sign_in": lambda _: "/masuk/",
    "frontdoor:status_check": lambda _: "/cek-status/",
    "frontdoor:new_number": lambda _: "/masuk/ganti-nomor/?cari=dinoyo",
    "facilities:find": lambda _: "/faskes/?cari=dinoyo",
    "facilities:show": lambda s: f"/faskes/{s.clinic.facility.code}/",
    "demo:sign_ins": lambda _: "/demo/",
    "demo:inbox": lambda _: "/demo/kotak-masuk/",
    "demo:bank": lambda _: "/demo/bank/",
}
MEMBER: dict[str, Address] = {
    "web:home": lambda s: f"/?orang={s.daughter}",
    "web:rights": lambda s: f"/hak/?orang={s.daughter}",
    "frontdoor:prove": lambda _: "/buktikan/",
    "accounts:devices": lambda _: "/perangkat/",
    "members:card": lambda s: f"/kartu/{s.daughter}/",
    "members:own_data": lambda _: "/data-saya/",
    "members:own_data_looks": lambda _: "/data-saya/dilihat/",
    "members:own_data_ask": lambda _: "/data-saya/minta/hapus/",
    "queue:choose": lambda _: "/berobat/",
    "queue:times": lambda s: f"/berobat/waktu/?orang={s.daughter}&layanan={s.clinic.service.pk}",
    "queue:held": lambda s: f"/berobat/pegang/{s.hold_id}/",
    "queue:ticket": lambda s: f"/tiket/{s.code}/",
    "queue:cancel": lambda s: f"/tiket/{s.code}/batal/",
    "queue:move": lambda s: f"/tiket/{s.code}/pindah/",
    "queue:arrive": lambda s: f"/tiket/{s.code}/hadir/",
    "facilities:show": lambda s: f"/faskes/{s.clinic.facility.code}/",
}
DUES: dict[str, Callable[[Owing], str]] = {
    "web:home": lambda _: "/",
    "contributions:dues": lambda o: f"/iuran/?orang={o.family.head}",
    "contributions:pay": lambda _: "/iuran/bayar/?bank=Mandiri",
    "contributions:receipts": lambda _: "/iuran/bukti/",
    "contributions:receipt": lambda o: f"/iuran/bukti/{o.payment_id}/",
    "contributions:plan": lambda _: "/iuran/cicilan/?pilih=rehab2-12",
    "contributions:mandate": lambda _: "/iuran/autodebit/",
    "contributions:reminder_choice": lambda o: f"/iuran/pengingat/{o.token}/",
}
CHANGES: dict[str, Callable[[Changing], str]] = {
    "members:card": lambda _: "/kartu/",
    "members:changes": lambda c: f"/ubah/?orang={c.couple.wife}",
    "members:change": lambda _: "/ubah/nama/?alasan=typing",
    "members:change first question": lambda _: "/ubah/nama/",
    "members:change newborn": lambda _: "/ubah/bayi/",
    "members:change family": lambda _: "/ubah/keluarga/?alasan=3",
    "members:change facility": lambda _: "/ubah/faskes/?cari=puskesmas+malang",
    "members:change blocked": lambda _: "/ubah/kelas/",
    "members:change_request": lambda c: f"/ubah/permintaan/{c.waits}/",
    "members:change_request mend": lambda c: f"/ubah/permintaan/{c.mends}/",
    "members:change_request set": lambda c: f"/ubah/permintaan/{c.is_set}/",
    "members:change_confirm": lambda c: f"/ubah/permintaan/{c.is_set}/pastikan/",
    "members:change_paper": lambda c: f"/ubah/berkas/{c.paper}/",
}
FAMILY: dict[str, Callable[[Losing], str]] = {
    "web:family": lambda _: "/keluarga/",
    "web:helpers": lambda _: "/keluarga/bantuan/",
    "members:help_give": lambda _: "/keluarga/izinkan/",
    "members:help_take": lambda _: "/keluarga/bantu/",
    "members:help_ask": lambda _: "/keluarga/bantu/minta/",
    "members:recovery_kader": lambda _: "/keluarga/nomor/",
    "members:recovery_head": lambda n: f"/keluarga/nomor/orang/{n.home.rini}/",
    "members:recovery": lambda n: f"/keluarga/nomor/{n.waiting}/",
    "members:recovery code": lambda n: f"/keluarga/nomor/{n.proving}/",
    "members:not_me": lambda n: n.link,
}
# Not a page of a participant, or reached only by sending a form (the journeys go there).
ELSEWHERE = ("api:", "bridging:", "health")
BY_FORM = {
    "web:language", "web:worker", "web:manifest", "web:staff",
    "frontdoor:ways", "frontdoor:code", "frontdoor:hand_over",
    "accounts:remove_device", "accounts:sign_out_everywhere", "accounts:sign_out",
    "accounts:passkey_begin", "accounts:passkey_sign_in", "accounts:passkey_sign_in_staff",
    "accounts:passkey_add", "accounts:passkey_prove", "accounts:passkey_remove",
    "accounts:staff_sign_in", "accounts:unlock", "accounts:lock", "accounts:pin",
    "members:lookup", "members:consent",
    "members:help_end", "members:recovery_confirm", "members:recovery_stop",
    "members:own_data_copy", "members:own_data_use_again",
    "members:own_data_json", "members:own_data_pdf",
    "demo:bank_visit", "demo:bank_act",
    "queue:hold", "queue:watch", "queue:confirm", "queue:extend", "queue:release", "queue:live",
    "contributions:live", "contributions:receipt_document", "contributions:reminders",
    "contributions:plan_agree", "contributions:plan_give_up", "contributions:mandate_close",
    "contributions:mandate_undo",
}  # fmt: skip
STAFF_ADDRESSES = ("petugas/", "loket/", "papan/")


def routes() -> Iterator[tuple[str, str]]:
    """(name, address pattern) of everything in the URL configuration."""
    yield from _below(get_resolver().url_patterns, "", "")


def _below(
    patterns: list[URLPattern | URLResolver], space: str, start: str
) -> Iterator[tuple[str, str]]:
    for one in patterns:
        address = f"{start}{one.pattern}"
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from _below(one.url_patterns, inner, address)
        else:
            yield f"{space}{one.name}", address


def test_no_page_is_left_out_of_the_table() -> None:
    known = {*VISITOR, *MEMBER, *DUES, *CHANGES, *FAMILY, *BY_FORM}

    forgotten = {
        name
        for name, address in routes()
        if name not in known
        and not name.startswith(ELSEWHERE)
        and not address.startswith(STAFF_ADDRESSES)
    }

    assert forgotten == set(), "add the page to one of the tables, or say why not"


@pytest.fixture
def scene(committed_db: None) -> Scene:
    return a_family_with_a_ticket()


@pytest.fixture
def owing(committed_db: None) -> Owing:
    return a_family_that_paid_and_owes()


@pytest.mark.parametrize("route", VISITOR)
def test_a_visitors_page_is_sound_and_light(
    new_context: Callable[..., BrowserContext], scene: Scene, route: str
) -> None:
    _look_at(new_context(), VISITOR[route](scene))


@pytest.mark.parametrize("route", MEMBER)
def test_a_members_page_is_sound_and_light(
    new_context: Callable[..., BrowserContext], server: Server, scene: Scene, route: str
) -> None:
    context = new_context()
    keep_cookie(context, server.origin, COOKIE, scene.token)
    _look_at(context, MEMBER[route](scene))


@pytest.mark.parametrize("route", DUES)
def test_a_page_of_dues_is_sound_and_light(as_member: OpenPage, owing: Owing, route: str) -> None:
    phone = as_member(owing.family.head, "Siti Aminah")
    _look_at(phone.page.context, DUES[route](owing))


@pytest.fixture
def changing(committed_db: None) -> Changing:
    return requests_under_way()


@pytest.mark.parametrize("route", [route for route in CHANGES if route != "members:change_paper"])
def test_a_page_of_changes_is_sound_and_light(
    as_member: OpenPage, changing: Changing, route: str
) -> None:
    phone = as_member(changing.couple.wife, "Siti Aminah")
    _look_at(phone.page.context, CHANGES[route](changing))


@pytest.fixture
def losing(committed_db: None) -> Losing:
    return numbers_under_way()


@pytest.mark.parametrize("route", FAMILY)
def test_a_page_of_the_family_is_sound_and_light(
    as_member: OpenPage, losing: Losing, route: str
) -> None:
    phone = as_member(losing.home.sutinah, "Sutinah")
    _look_at(phone.page.context, FAMILY[route](losing))


def test_the_kaders_page_is_sound_and_light(as_member: OpenPage, losing: Losing) -> None:
    phone = as_member(losing.kader, "Endang Wahyuni")
    _look_at(phone.page.context, "/keluarga/nomor/")


def _look_at(context: BrowserContext, address: str) -> None:
    phone = Watched(context.new_page())
    with weighed(phone.page) as weight:
        answer = phone.page.goto(address)

    assert answer is not None
    assert answer.status == 200
    assert faults_of(phone) == []
    assert weight.requests <= 4, weight.sizes
    assert weight.kilobytes <= 30, weight.sizes
    assert weight.of(address.partition("?")[0]) <= 9, weight.sizes
