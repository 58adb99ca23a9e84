"""Templates of answers: filled from the case, read by an officer, never sent with a gap."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tests.factories.accounts import signed_in_staff
from tests.factories.complaints import Complaint, about_step, filed, says
from tests.factories.enrolment import CITY, TUESDAY, agency_officer, make_city, submitted
from titian.complaints import rules
from titian.complaints import selectors as complaints_read
from titian.complaints import services as complaints
from titian.complaints.errors import (
    NotComplaintOfficer,
    PlaceLeftOpen,
    PlaceUnknown,
    TemplateGone,
)
from titian.complaints.models import AnswerSketch, AnswerTemplate, Message
from titian.complaints.types import Side
from titian.enrolment.types import OfficeKind
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.scopes import EVERYWHERE, REGION, Grant, Scope

pytestmark = pytest.mark.django_db
SOCIAL = (Grant("agency", Scope("office", f"{CITY}/social")),)
BRANCH = Actor.staff("branch-templates", (Grant("branch_head", Scope(REGION, CITY)),))
CENTRE = Actor.staff("centre-templates", (Grant("head_office", Scope(EVERYWHERE)),))
ELSEWHERE = Actor.staff("aceh-templates", (Grant("branch_head", Scope(REGION, "11.71")),))
TEXT = "Keluhan {nomor} tentang {kategori} kami periksa, paling lambat {janji}."


@pytest.fixture(autouse=True)
def a_tuesday() -> Iterator[None]:
    make_city()
    with clock.fixed(TUESDAY):
        yield


@pytest.fixture
def complaint() -> Complaint:
    return filed(about_step(submitted()))


def written(
    text: str = TEXT, *, by: Actor = BRANCH, owner: str = f"region:{CITY}", title: str = "Periksa"
) -> int:
    return complaints.write_template(
        owner=owner, title=title, text=text, client_key=uuid4(), by=by, at=TUESDAY
    )


def desk_of(grants: tuple[Grant, ...]) -> Client:
    desk = Client()
    signed_in_staff(desk, grants)
    return desk


def titles_for(complaint: Complaint) -> list[str]:
    viewer = agency_officer(OfficeKind.SOCIAL)
    view = complaints_read.case(complaint.number, viewer=viewer, at=TUESDAY)
    return [one.title for one in complaints_read.templates_for(view).templates]


@pytest.mark.parametrize(
    "text, said, missing",
    [
        ("Nomor {nomor}.", "Nomor AB12.", ()),
        ("Nomor { NOMOR }.", "Nomor AB12.", ()),
        ("Di {fasilitas}, {fasilitas}", "Di {fasilitas}, {fasilitas}", ("fasilitas",)),
        ("{lain} {}", "{lain} {}", ()),
        ("{kategori}", "{nomor}", ()),
    ],
)
def test_a_place_without_a_value_stays_to_be_seen(
    text: str, said: str, missing: tuple[str, ...]
) -> None:
    found = rules.filled(text, {"nomor": "AB12", "fasilitas": "", "kategori": "{nomor}"})

    assert (found.text, found.missing) == (said, missing)


@pytest.mark.parametrize("text", ["{nama}", "Yth. {nik}, {nomor}", "{tanggal_lahir}"])
def test_a_place_no_case_can_fill_is_refused_when_it_is_written(text: str) -> None:
    with pytest.raises(PlaceUnknown):
        written(text)


def test_the_closest_offices_templates_come_first_and_those_of_others_never(
    complaint: Complaint,
) -> None:
    written(by=CENTRE, owner="all", title="Pusat")
    written(title="Cabang")
    written(owner=f"office:{CITY}/social", title="Sosial")
    written(owner=f"office:{CITY}/labour", title="Kerja")
    written(by=ELSEWHERE, owner="region:11.71", title="Aceh")

    assert titles_for(complaint) == ["Sosial", "Cabang", "Pusat"]


@pytest.mark.parametrize(
    "by, owner", [(BRANCH, "all"), (BRANCH, "region:11.71"), (ELSEWHERE, f"region:{CITY}")]
)
def test_nobody_writes_for_an_office_that_is_not_theirs(by: Actor, owner: str) -> None:
    with pytest.raises(TemplateGone):
        written(by=by, owner=owner)


def test_who_answers_writes_no_templates() -> None:
    with pytest.raises(NotComplaintOfficer):
        written(by=agency_officer(OfficeKind.SOCIAL))


def test_a_change_takes_the_place_of_the_old_one_once(complaint: Complaint) -> None:
    old = written(title="Lama")
    key = uuid4()

    def change() -> int:
        return complaints.write_template(
            owner=f"region:{CITY}",
            title="Baru",
            text="Sudah.",
            client_key=key,
            instead_of=old,
            by=BRANCH,
            at=TUESDAY,
        )

    assert change() == change()
    assert titles_for(complaint) == ["Baru"]
    with pytest.raises(TemplateGone):
        complaints.retire_template(template_id=old, by=BRANCH, at=TUESDAY)
    assert AnswerTemplate.objects.get(pk=old).retired_by == BRANCH.ref


def test_a_branch_elsewhere_neither_reads_nor_retires_it() -> None:
    mine = written()

    with pytest.raises(TemplateGone):
        complaints_read.template(mine, viewer=ELSEWHERE)
    with pytest.raises(TemplateGone):
        complaints.retire_template(template_id=mine, by=ELSEWHERE, at=TUESDAY)


def test_an_answer_with_a_gap_is_not_sent(complaint: Complaint) -> None:
    officer = agency_officer(OfficeKind.SOCIAL)

    with pytest.raises(PlaceLeftOpen):
        says(complaints.answer, complaint, officer, words="Datang ke {fasilitas}.")

    says(complaints.answer, complaint, officer, words="Tulis {nama Anda} di formulir.")
    assert Message.objects.filter(case=complaint.row, side=Side.OFFICE).count() == 1


def test_the_officer_chooses_reads_and_sends(complaint: Complaint) -> None:
    chosen = written("Keluhan {nomor} kami periksa, paling lambat {janji}.")
    desk, address = desk_of(SOCIAL), f"/petugas/keluhan/{complaint.number}/"

    page = desk.get(address, {"templat": chosen}).content.decode()

    assert f"Keluhan {complaint.number} kami periksa, paling lambat " in page
    assert "{janji}" not in page
    assert not Message.objects.filter(case=complaint.row, side=Side.OFFICE).exists()


def test_what_the_case_does_not_know_is_named_and_comes_back_unsent(complaint: Complaint) -> None:
    chosen = written("Silakan ke {fasilitas}.")
    desk, address = desk_of(SOCIAL), f"/petugas/keluhan/{complaint.number}/"

    page = desk.get(address, {"templat": chosen}).content.decode()
    pressed = {"langkah": "answer", "isi": "Silakan ke {fasilitas}.", "kunci": uuid4()}
    answer = desk.post(address, {**pressed, "dilihat": complaint.row.moves_made})

    assert "Belum terisi, tulis sendiri:" in page
    assert answer.status_code == 422
    assert "Jawaban belum terkirim: {fasilitas} belum diisi." in answer.content.decode()
    assert not Message.objects.filter(case=complaint.row, side=Side.OFFICE).exists()


def test_a_template_of_another_office_fills_nothing(complaint: Complaint) -> None:
    other = written("Rahasia dapur {nomor}", by=ELSEWHERE, owner="region:11.71")
    desk, address = desk_of(SOCIAL), f"/petugas/keluhan/{complaint.number}/"

    for asked in (str(other), "kucing", "9" * 200, ""):
        page = desk.get(address, {"templat": asked})
        assert page.status_code == 200
        assert "Rahasia dapur" not in page.content.decode()


def test_a_late_promise_is_not_made_again(complaint: Complaint) -> None:
    chosen = written("Paling lambat {janji}.")
    desk = desk_of(SOCIAL)

    with clock.fixed(TUESDAY + timedelta(days=60)):
        signed_in_staff(desk, SOCIAL)
        address = f"/petugas/keluhan/{complaint.number}/"
        page = desk.get(address, {"templat": chosen}).content.decode()

    assert "Paling lambat {janji}." in page


def test_answers_begun_alike_are_counted_as_alike() -> None:
    officer, application = agency_officer(OfficeKind.SOCIAL), submitted()
    text = "Keluhan Anda kami periksa bersama kelurahan, kabar berikutnya lewat tautan ini."
    for _ in range(2):
        says(complaints.answer, filed(about_step(application)), officer, words=text)

    assert AnswerSketch.objects.filter(by=officer.ref).latest("pk").like_own == 100


def test_a_supervisor_looks_first_saves_changes_and_puts_away() -> None:
    desk = desk_of(BRANCH.grants)
    typed = {"kunci": uuid4(), "milik": f"region:{CITY}", "judul": "Kabar", "isi": TEXT}

    looked = desk.post("/petugas/keluhan-templat/baru/", {**typed, "langkah": "lihat"})
    assert "Keluhan AB12CD34 tentang" in looked.content.decode()
    assert not AnswerTemplate.objects.filter(title="Kabar").exists()

    saved = desk.post("/petugas/keluhan-templat/baru/", {**typed, "langkah": "simpan"}, follow=True)
    assert "Kabar" in saved.content.decode()
    row = AnswerTemplate.objects.get(title="Kabar")
    address = f"/petugas/keluhan-templat/{row.pk}/"
    assert TEXT in desk.get(address).content.decode()

    wrong = desk.post(address, {**typed, "kunci": uuid4(), "isi": "Yth. {nama}"})
    assert wrong.status_code == 422
    assert "Kata ini tidak dikenal: {nama}." in wrong.content.decode()

    desk.post(f"{address}hapus/")
    assert "Kabar" not in desk.get("/petugas/keluhan-templat/").content.decode()
    assert desk.get(address).status_code == 404


def test_who_may_not_keep_templates_is_told_so() -> None:
    answer = desk_of(SOCIAL).get("/petugas/keluhan-templat/")

    assert answer.status_code == 403
