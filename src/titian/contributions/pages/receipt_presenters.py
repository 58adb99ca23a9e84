"""What a receipt shows, on the screen and on paper."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import typst
from django.utils import dateformat
from django.utils.translation import gettext as _

from titian.contributions import selectors as contributions_read
from titian.contributions.pages.presenters import Group, groups_of
from titian.contributions.types import BillKind, DueLine, PaymentView, Via
from titian.kernel.actors import Actor
from titian.kernel.clock import JAKARTA
from titian.kernel.money import rupiah
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.members.errors import ConsentMissing, PersonOutOfReach
from titian.members.types import Standing, Status

_PAPER = Path(__file__).resolve().parent.parent / "data" / "receipt.typ"
_GONE = (Status.MENINGGAL, Status.DUPLIKAT)


def _via_word(via: Via) -> str:
    key = f"via.{via}"
    return _(key)


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    payment: PaymentView
    person: Standing
    people: tuple[Standing, ...]
    groups: tuple[Group, ...]
    number_masked: str
    seen_at: datetime

    @property
    def code(self) -> str:
        """The receipt's number in groups of four that can be read aloud."""
        number = self.payment.receipt
        return " ".join(number[start : start + 4] for start in range(0, len(number), 4))

    @property
    def instalment(self) -> DueLine | None:
        """The part of a plan that was paid with it."""
        parts = (line for line in self.payment.lines if line.kind is BillKind.INSTALMENT)
        return max(parts, key=lambda line: line.number, default=None)

    @property
    def all_active(self) -> bool:
        return all(one.is_active for one in self.people)


def receipt_page(payment_id: int, *, viewer: Actor, at: datetime) -> ReceiptPage:
    payment = contributions_read.receipt(payment_id, viewer=viewer, at=at)
    on = day_of(at)
    reached = members_read.standings_for(viewer, on)
    people = tuple(
        one for one in reached if one.family_id == payment.family_id and one.status not in _GONE
    )
    person = _payer(people, viewer)
    return ReceiptPage(
        payment=payment,
        person=person,
        people=people,
        groups=groups_of(payment.lines),
        number_masked=_masked_number(person, viewer, on),
        seen_at=at.astimezone(JAKARTA),
    )


def _masked_number(person: Standing, viewer: Actor, on: date) -> str:
    """The end of the card's number; nothing where the viewer may not see the card."""
    try:
        card = members_read.card(person.person_id, viewer=viewer, on=on)
    except (ConsentMissing, PersonOutOfReach):
        return ""
    return f"•••• {card.card_number[-4:]}"


def _payer(people: tuple[Standing, ...], viewer: Actor) -> Standing:
    """The viewer where they are of the family, else its head, else whom they help."""
    for one in people:
        if str(one.person_id) == viewer.subject:
            return one
    for one in sorted(people, key=lambda one: not one.is_head):
        return one
    raise PersonOutOfReach


def pdf_of(page: ReceiptPage) -> bytes:
    """The receipt on A5 paper; of the person only the name and the end of the card's number."""
    payment = page.payment
    said = {
        "title": _("Bukti bayar iuran JKN"),
        "code": page.code,
        "amount": rupiah(payment.amount),
        "paid": _("LUNAS"),
        "rows": [
            [_("Nama"), page.person.full_name],
            *([[_("Nomor kartu"), page.number_masked]] if page.number_masked else []),
            [_("Dibayar"), _moment(payment.paid_at)],
            [_("Tercatat di Titian"), _moment(payment.recorded_at)],
            [_("Lewat"), _via_word(payment.via)],
            *[[_said(group), rupiah(group.total)] for group in page.groups],
        ],
        "foot": _("Titian tidak terafiliasi dengan BPJS Kesehatan. Simpan bukti ini."),
    }
    made = typst.compile(_PAPER.read_bytes(), format="pdf", sys_inputs={"data": json.dumps(said)})
    return bytes(made)


def _moment(moment: datetime) -> str:
    return dateformat.format(moment.astimezone(JAKARTA), "j F Y, H.i") + " WIB"


def _said(group: Group) -> str:
    """One line of the receipt in words."""
    first = dateformat.format(group.like.month, "F Y")
    if group.like.kind is BillKind.FINE:
        return _("Denda rawat inap")
    if group.like.kind is BillKind.INSTALMENT:
        counted = {"number": group.like.number, "all": group.like.of_parts}
        return _("Cicilan %(number)s dari %(all)s") % counted
    if len(group.lines) == 1:
        return _("Iuran %(month)s") % {"month": first}
    last = dateformat.format(group.last.month, "F Y")
    return _("Iuran %(first)s sampai %(last)s") % {"first": first, "last": last}
