"""Complaints in every state, for the browser: the open pages, and those of the office."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from tests.factories.complaints import Complaint, about_step, filed, says
from tests.factories.enrolment import CITY, make_city, submitted
from tests.factories.incidents import Trouble, trouble
from titian.complaints import services as complaints
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope
from titian.platform.http.references import reference

SOCIAL = (Grant("agency", Scope("office", f"{CITY}/social")),)


@dataclass(frozen=True, slots=True)
class Complaining:
    signed: str
    new: Complaint
    asked: Complaint
    solved: Complaint
    merged: Complaint
    trouble: Trouble
    template: int


COMPLAINING: dict[str, Callable[[Complaining], str]] = {
    "complaints:file": lambda _: "/keluhan/",
    "complaints:file linked": lambda c: f"/keluhan/?tentang={c.signed}",
    "complaints:incidents": lambda _: "/gangguan/",
    "complaints:incident": lambda c: f"/gangguan/{c.trouble.slug}/",
    "complaints:follow": lambda c: f"/keluhan/{c.new.token}/",
    "complaints:follow asked": lambda c: f"/keluhan/{c.asked.token}/",
    "complaints:follow merged": lambda c: f"/keluhan/{c.merged.token}/",
    "complaints:follow solved": lambda c: f"/keluhan/{c.solved.token}/",
}
KEEPING: dict[str, Callable[[Complaining], str]] = {
    "complaints:figures": lambda _: "/petugas/keluhan-angka/",
    "complaints:templates": lambda _: "/petugas/keluhan-templat/",
    "complaints:template_new": lambda _: "/petugas/keluhan-templat/baru/",
    "complaints:template": lambda c: f"/petugas/keluhan-templat/{c.template}/",
    "complaints:answers_alike": lambda _: "/petugas/keluhan-jawaban/",
    "complaints:desk_incidents": lambda _: "/petugas/gangguan/",
    "complaints:desk_incident_new": lambda _: "/petugas/gangguan/baru/",
    "complaints:desk_incident": lambda c: f"/petugas/gangguan/{c.trouble.slug}/",
}
ANSWERING: dict[str, Callable[[Complaining], str]] = {
    "complaints:work_list": lambda _: "/petugas/keluhan/",
    "complaints:case": lambda c: f"/petugas/keluhan/{c.new.number}/",
    "complaints:case begun": lambda c: f"/petugas/keluhan/{c.new.number}/?templat={c.template}",
    "complaints:pass_on": lambda c: f"/petugas/keluhan/{c.new.number}/teruskan/",
    "complaints:merge": lambda c: f"/petugas/keluhan/{c.new.number}/gabung/",
    "complaints:case merged": lambda c: f"/petugas/keluhan/{c.merged.number}/",
    "complaints:case solved": lambda c: f"/petugas/keluhan/{c.solved.number}/",
}


def complaints_in_every_state() -> Complaining:
    make_city()
    application, at = submitted(), clock.now()
    about, officer = about_step(application), Actor.staff("journey", SOCIAL)
    new, asked, solved, merged = (filed(about, at=at) for _ in range(4))
    says(complaints.ask, asked, officer, words="Boleh tahu nama kelurahannya?", at=at)
    says(complaints.resolve, solved, officer, words="Sudah aktif sejak tadi pagi.", at=at)
    complaints.merge(
        number=merged.number, into=new.number, seen=1, client_key=uuid4(), by=officer, at=at
    )
    found = trouble(at=at)
    complaints.attach(slug=found.slug, numbers=[new.number], by=found.writer, at=at)
    signed = reference("step", application.step("social").pk)
    template = complaints.write_template(
        owner=f"region:{CITY}",
        title="Sedang kami periksa",
        text="Keluhan {nomor} kami periksa. Silakan ke {fasilitas}.",
        client_key=uuid4(),
        by=found.writer,
        at=at,
    )
    return Complaining(signed, new, asked, solved, merged, found, template)
