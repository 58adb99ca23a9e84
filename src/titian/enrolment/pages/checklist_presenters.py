"""One kind's checklist, from the procedure that holds: for the screen, a message and paper."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import segno
import typst
from django.conf import settings
from django.urls import reverse
from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from titian.enrolment import selectors as enrolment_read
from titian.enrolment.types import (
    ApplicationKind,
    CityView,
    Comes,
    Document,
    Leave,
    OfficeKind,
    Procedure,
    ProcedureView,
    StepRule,
)
from titian.platform.http.catalogue import entry

_DATA = Path(__file__).resolve().parent.parent / "data"
_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class StepLine:
    """What one office does, and how much of its working time it may take."""

    office: str
    step: StepRule
    time: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """Who may come, what to bring, who decides in which order, by when."""

    city: CityView
    view: ProcedureView
    offices: dict[OfficeKind, str]

    @property
    def procedure(self) -> Procedure:
        return self.view.procedure

    @property
    def kind(self) -> ApplicationKind:
        return self.procedure.kind

    def who(self, leave: Leave) -> list[Comes]:
        return [who for who in Comes if self.procedure.comes.get(who, Leave.REFUSED) is leave]

    @property
    def allowed(self) -> list[Comes]:
        return self.who(Leave.ALLOWED)

    @property
    def with_letter(self) -> list[Comes]:
        return self.who(Leave.WITH_LETTER)

    @property
    def refused(self) -> list[Comes]:
        return self.who(Leave.REFUSED)

    @property
    def needed(self) -> list[Document]:
        return [one for one in self.procedure.documents if one.is_required]

    @property
    def helpful(self) -> list[Document]:
        return [one for one in self.procedure.documents if not one.is_required]

    @property
    def steps(self) -> list[StepLine]:
        return [
            StepLine(self.offices.get(one.office, ""), one, working_time(one.time_allowed))
            for one in self.procedure.steps
        ]

    @property
    def together(self) -> bool:
        """Some offices work at the same time."""
        return sum(not one.after for one in self.procedure.steps) > 1

    @property
    def promise(self) -> str:
        return working_time(self.procedure.promise)

    @property
    def urgent_hours(self) -> int:
        return (self.procedure.urgent_within or timedelta()) // _HOUR

    @property
    def address(self) -> str:
        path = reverse("enrolment:checklist", args=[self.city.code, self.kind.value])
        return f"{settings.TITIAN_ORIGIN}{path}"

    @property
    def text(self) -> str:
        """As a message: short lines, no more than one screen of a phone."""
        return "\n".join(_lines(self))


def checklist(code: str, kind: ApplicationKind, on: date) -> Checklist:
    """What holds that day. Raises NotThisCity, ProcedureUnknown."""
    city = enrolment_read.city(code)
    view = enrolment_read.procedure_of(code, kind, on)
    return Checklist(city, view, enrolment_read.agency_names(code))


def checklist_of(view: ProcedureView) -> Checklist:
    """Of any version, also one that does not hold yet."""
    return Checklist(enrolment_read.city(view.city), view, enrolment_read.agency_names(view.city))


def checklists(code: str, on: date) -> tuple[CityView, list[Checklist]]:
    city, names = enrolment_read.city(code), enrolment_read.agency_names(code)
    return city, [Checklist(city, view, names) for view in enrolment_read.kinds_open(code, on)]


def working_time(allowed: timedelta) -> str:
    hours, minutes = allowed // _HOUR, allowed % _HOUR // _MINUTE
    said = []
    if hours:
        said.append(ngettext("%(n)d jam", "%(n)d jam", hours) % {"n": hours})
    if minutes:
        said.append(ngettext("%(n)d menit", "%(n)d menit", minutes) % {"n": minutes})
    return " ".join(said)


def paper_of(one: Checklist) -> bytes:
    """A4, to take home."""
    return _printed("checklist.typ", one)


def poster_of(one: Checklist) -> bytes:
    """A3, for the wall of the village office."""
    return _printed("poster.typ", one)


def _printed(name: str, one: Checklist) -> bytes:
    said = {
        "city": one.city.name,
        "title": one.procedure.title,
        "about": one.procedure.about,
        "who_head": _("Siapa yang boleh datang"),
        "who": _who_lines(one),
        "bring_head": _("Yang dibawa"),
        "bring": [[entry(f"document.{d.kind}"), d.hint] for d in one.needed],
        "more_head": _("Kalau ada, bawa juga"),
        "more": [[entry(f"document.{d.kind}"), d.hint] for d in one.helpful],
        "steps_head": _("Yang terjadi sesudah itu"),
        "steps": [
            [line.office, line.step.told or line.step.title, line.time] for line in one.steps
        ],
        "promise_head": _("Janji kami"),
        "promise": _("Selesai paling lama %(time)s kerja") % {"time": one.promise},
        "late": _late(one),
        "free": _("Gratis. Tidak ada biaya apa pun."),
        "scan": _("Pindai untuk daftar terbaru"),
        "address": one.address.partition("://")[2],
        "foot": _foot(one),
        "qr": _qr(one.address),
    }
    made = typst.compile(
        (_DATA / name).read_bytes(), format="pdf", sys_inputs={"data": json.dumps(said)}
    )
    return bytes(made)


def _qr(address: str) -> str:
    return segno.make(address, error="m", micro=False).svg_inline(border=0, scale=4)


def _foot(one: Checklist) -> str:
    day = dateformat.format(one.view.valid_from, "j F Y")
    said = {"version": one.view.version, "day": day}
    return (
        _("Versi %(version)s, berlaku mulai %(day)s. Titian tidak terafiliasi dengan BPJS.") % said
    )


def _late(one: Checklist) -> str:
    if one.urgent_hours:
        return _("Ajukan dalam %(n)s jam hari kerja sejak surat rumah sakit.") % {
            "n": one.urgent_hours
        }
    if one.procedure.cutoff is None:
        return ""
    time = one.procedure.cutoff.strftime("%H.%M")
    return _("Yang masuk sesudah pukul %(time)s dihitung mulai hari kerja berikutnya.") % {
        "time": time
    }


def _words(who: Iterable[Comes]) -> str:
    """As they stand within a sentence."""
    said = [entry(f"comes.{one}") for one in who]
    return ", ".join(f"{one[:1].lower()}{one[1:]}" for one in said)


def _who_lines(one: Checklist) -> list[str]:
    allowed = _words(one.allowed)
    said = [f"{allowed[:1].upper()}{allowed[1:]}"]
    if one.with_letter:
        said.append(_("Dengan surat kuasa: %(who)s") % {"who": _words(one.with_letter)})
    return said


def _lines(one: Checklist) -> list[str]:
    documents = [f"- {entry(f'document.{d.kind}')}: {d.hint}" for d in one.needed]
    helpful = [entry(f"document.{d.kind}") for d in one.helpful]
    return [
        f"*{one.procedure.title}* – {one.city.name}",
        one.procedure.about,
        "",
        f"*{_('Yang dibawa')}*",
        *documents,
        *([f"{_('Kalau ada, bawa juga')}: {', '.join(helpful)}"] if helpful else []),
        "",
        f"*{_('Siapa yang boleh datang')}*",
        *_who_lines(one),
        "",
        _("Selesai paling lama %(time)s kerja") % {"time": one.promise}
        + f". {_late(one)}".rstrip(),
        one.address,
    ]
