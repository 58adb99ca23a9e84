"""Every page a participant may open: sound, and within the budget of a first visit."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext
from pytest_django import Settings

from tests.factories.accounts import COOKIE
from tests.factories.receipts import a_failure
from tests.journeys.addresses import routes
from tests.journeys.changing import Changing, requests_under_way
from tests.journeys.citywide import CITY
from tests.journeys.complaining import COMPLAINING
from tests.journeys.conftest import OpenPage
from tests.journeys.elsewhere import OUTSIDE, Asked, numbers_elsewhere
from tests.journeys.enrolling import APPLYING, applications_under_way
from tests.journeys.hearing import NEWS
from tests.journeys.looking import Watched, faults_of, keep_cookie, weighed
from tests.journeys.losing import Losing, numbers_under_way
from tests.journeys.owing import Owing, a_family_that_paid_and_owes
from tests.journeys.referring import PAPERS, Referring, papers_of_a_family
from tests.journeys.reporting import REPORTING
from tests.journeys.scenes import Scene, a_family_with_a_ticket
from tests.journeys.serving import Server
from tests.journeys.talking import TALKING
from tests.journeys.telling import TOLD
from tests.journeys.treating import CARE, Treated, somebody_treated
from titian.kernel import clock
from titian.members.selectors.requests import undo_token

Address = Callable[[Scene], str]

VISITOR: dict[str, Address] = {
    "web:home": lambda _: "/",
    "web:status": lambda _: "/status/",
    "web:help": lambda _: "/bantuan/",
    "web:privacy": lambda _: "/privasi/",
    "helpdesk:receipt_ask": lambda _: "/kendala/",
    "helpdesk:receipt_rules": lambda _: "/kendala/aturan/",
    "helpdesk:receipt": lambda _: f"/kendala/{a_failure(at=clock.now())}/",
    "web:how": lambda _: "/cara/iuran/",
    "frontdoor:sign_in": lambda _: "/masuk/",
    "frontdoor:status_check": lambda _: "/cek-status/",
    "frontdoor:new_number": lambda _: "/masuk/ganti-nomor/?cari=dinoyo",
    "facilities:find": lambda _: "/faskes/?cari=dinoyo",
    "facilities:beds": lambda _: "/kamar/?cari=kota+malang",
    "facilities:show": lambda s: f"/faskes/{s.clinic.facility.code}/",
    "demo:sign_ins": lambda _: "/demo/",
    "demo:inbox": lambda _: "/demo/kotak-masuk/",
    "demo:whatsapp": lambda _: "/demo/whatsapp/",
    "demo:bank": lambda _: "/demo/bank/",
    "demo:hospitals": lambda _: "/demo/rs/",
    "demo:developer": lambda _: "/demo/pengembang/",
    "demo:developer_calls": lambda _: "/demo/pengembang/panggilan/",
    "demo:developer_faults": lambda _: "/demo/pengembang/gangguan/",
    "demo:developer_scenarios": lambda _: "/demo/pengembang/skenario/",
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
    **NEWS,
    "queue:choose": lambda _: "/berobat/",
    "queue:room": lambda _: "/berobat/ruang/",
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
    "members:not_mine": lambda c: f"/bukan-saya/ubah/{undo_token(c.is_set)}/",
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
ELSEWHERE = ("api:", "bridging:", "health", "metrics")
OWN_FILE = {  # test_lessons.py, test_outreach.py
    "helpdesk:lesson", "helpdesk:lessons", "helpdesk:outreach", "helpdesk:outreaches",
}  # fmt: skip
BY_FORM = {
    "announcements:photo", "announcements:feed",
    "complaints:follow_photo", "assistant:leave",
    "enrolment:checklist_paper", "enrolment:checklist_poster", "enrolment:home_phone",
    "enrolment:home_code", "enrolment:home_leave", "enrolment:home_papers",
    "enrolment:home_paper", "enrolment:home_paper_remove", "enrolment:home_send",
    "enrolment:home_cancel", "enrolment:letter_check", "enrolment:figures_table",
    "web:language", "web:worker", "web:manifest", "web:staff",
    "frontdoor:ways", "frontdoor:code", "frontdoor:hand_over",
    "accounts:remove_device", "accounts:sign_out_everywhere", "accounts:sign_out",
    "accounts:passkey_begin", "accounts:passkey_sign_in", "accounts:passkey_sign_in_staff",
    "accounts:passkey_add", "accounts:passkey_prove", "accounts:passkey_remove",
    "accounts:staff_sign_in", "accounts:unlock", "accounts:lock", "accounts:pin",
    "members:lookup", "members:consent", "members:help_end", "members:recovery_confirm",
    "members:recovery_stop", "members:own_data_copy", "members:own_data_use_again",
    "members:own_data_json", "members:own_data_pdf", "members:own_data_recall",
    "members:news_device_remove",
    "demo:bank_visit", "demo:bank_act", "demo:developer_live", "demo:developer_call",
    "demo:developer_again", "demo:developer_stop", "demo:developer_ask", "demo:inbox_write",
    "demo:developer_reset", "demo:developer_reset_one", "queue:asking_live", "queue:pharmacy",
    "demo:hospital_press", "demo:hospital_bad", "demo:hospital_wire",
    "queue:room_news", "queue:room_leave",
    "queue:hold", "queue:watch", "queue:confirm", "queue:extend", "queue:release", "queue:live",
    "contributions:live", "contributions:receipt_document", "contributions:reminders",
    "contributions:plan_agree", "contributions:plan_give_up", "contributions:mandate_close",
    "contributions:mandate_undo",
}  # fmt: skip
STAFF_ADDRESSES = ("petugas/", "loket/", "papan/")


def test_no_page_is_left_out_of_the_table() -> None:
    known = {*VISITOR, *MEMBER, *DUES, *CHANGES, *FAMILY, *PAPERS, *CARE, *OUTSIDE, *CITY}
    known |= {*OWN_FILE, *REPORTING, *APPLYING, *COMPLAINING, *TALKING, *TOLD, *BY_FORM}

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


@pytest.fixture
def referring(committed_db: None) -> Referring:
    return papers_of_a_family()


@pytest.mark.parametrize("route", PAPERS)
def test_a_page_of_papers_is_sound_and_light(
    as_member: OpenPage, referring: Referring, route: str
) -> None:
    phone = as_member(referring.way.person_id, "Siti Aminah")
    _look_at(phone.page.context, PAPERS[route](referring))


@pytest.fixture
def asked(committed_db: None, settings: Settings) -> Asked:
    settings.TITIAN_FACILITY_QUEUES = "tests.factories.outside.line_of"
    return numbers_elsewhere()


@pytest.mark.parametrize("route", OUTSIDE)
def test_a_page_of_a_number_elsewhere_is_sound_and_light(
    as_member: OpenPage, asked: Asked, route: str
) -> None:
    person, address = OUTSIDE[route](asked)
    phone = as_member(person, "Siti Aminah")
    _look_at(phone.page.context, address)


def test_the_kaders_page_is_sound_and_light(as_member: OpenPage, losing: Losing) -> None:
    phone = as_member(losing.kader, "Endang Wahyuni")
    _look_at(phone.page.context, "/keluarga/nomor/")


@pytest.fixture
def treated(committed_db: None) -> Treated:
    return somebody_treated()


@pytest.mark.parametrize("route", [route for route in CARE if "not shared" not in route])
def test_a_page_of_ones_care_is_sound_and_light(
    as_member: OpenPage, treated: Treated, route: str
) -> None:
    phone = as_member(treated.siti, "Siti Aminah")
    _look_at(phone.page.context, CARE[route](treated))


def test_the_page_of_a_history_not_shared_is_sound_and_light(
    as_member: OpenPage, treated: Treated
) -> None:
    phone = as_member(treated.husband, "Budi Santoso")
    _look_at(phone.page.context, f"/riwayat/?orang={treated.siti}")


@pytest.mark.parametrize("route", APPLYING)
def test_a_page_of_applying_from_home_is_sound_and_light(
    as_member: OpenPage, committed_db: None, route: str
) -> None:
    enrolling = applications_under_way()
    phone = as_member(enrolling.resident, "Sari Contoh")
    _look_at(phone.page.context, APPLYING[route](enrolling))


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
