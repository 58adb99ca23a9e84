"""What the pages of members show, gathered and ready to be written down."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import segno

from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.kernel.periods import day_of
from titian.members import rules
from titian.members import selectors as members_read
from titian.members.errors import PersonOutOfReach
from titian.members.types import Card, NamedOnly, Opened, Standing, Unreached

LIST_LENGTH = 10


@dataclass(frozen=True, slots=True)
class CardPage:
    """One person's card, or, when an adult has not consented, only the status."""

    person: Standing
    people: list[Standing]
    seen_at: datetime
    card: Card | None = None
    qr: str = ""
    consent: bool | None = None  # None: not this viewer's to decide

    @property
    def spaced_number(self) -> str:
        """The number in groups that can be read aloud."""
        number = self.card.card_number if self.card else ""
        return " ".join(filter(None, (number[:4], number[4:8], number[8:])))

    @property
    def is_sample(self) -> bool:
        return self.card is not None and rules.is_sample_card(self.card.card_number)


def card_page(viewer: Actor, person_id: int | None, *, at: datetime) -> CardPage:
    """The card of the person asked for, or one's own."""
    on = day_of(at)
    people = members_read.standings_for(viewer, on)
    wanted = person_id or int(viewer.subject)
    person = next((one for one in people if one.person_id == wanted), None)
    if person is None:
        raise PersonOutOfReach
    shown = CardPage(person, people, at)
    if not person.is_full:
        return shown
    card = members_read.card(wanted, viewer=viewer, on=on)
    own = str(person.person_id) == viewer.subject
    return CardPage(
        person,
        people,
        shown.seen_at,
        card,
        qr_of(card.card_number),
        members_read.own_consent(viewer, on=on) if own else None,
    )


def qr_of(card_number: str) -> str:
    """The card number, never the NIK, as a QR that scales with its box and needs no style."""
    code = segno.make(card_number, error="m", micro=False)
    return code.svg_inline(omitsize=True, border=2, svgclass=None, lineclass=None)


@dataclass(frozen=True, slots=True)
class Found:
    """What a look-up gave: one record with its family, or a list to choose from."""

    opened: Opened | None = None
    relatives: list[NamedOnly] = field(default_factory=list)
    named: list[NamedOnly] | None = None
    more: bool = False
    seen_at: datetime | None = None
    unreached: Unreached | None = None  # what was last said did not arrive
    may_enter: bool = False  # requests to change for the person at the counter

    @property
    def is_sample(self) -> bool:
        return self.opened is not None and rules.is_sample_card(self.opened.card_number)


def looked_up(text: str, person_id: int | None, *, viewer: Actor, at: datetime) -> Found:
    """Open who was chosen or has the number; a name gives a short list."""
    if person_id:
        return _record(members_read.open_person(person_id, viewer=viewer, at=at), viewer, at)
    if any(character.isalpha() for character in text):
        named = members_read.people_named(text, viewer=viewer, limit=LIST_LENGTH + 1)
        return Found(named=named[:LIST_LENGTH], more=len(named) > LIST_LENGTH)
    return _record(members_read.open_record(text, viewer=viewer, at=at), viewer, at)


def looked_up_together(
    asked: Sequence[tuple[str, Actor]], *, at: datetime
) -> list[Found | Refusal]:
    """As `looked_up`, for many (number, viewer) who ask at the same moment.

    Who asks alone costs a statement fewer: a look is then recorded by what reads.
    """
    if len(asked) == 1:
        return [_looked_up_alone(*asked[0], at=at)]
    records = members_read.open_records(asked, at=at)
    opened = [
        (one, viewer)
        for one, (_, viewer) in zip(records, asked, strict=True)
        if isinstance(one, Opened)
    ]
    relatives = members_read.relatives_of([(one.standing, viewer) for one, viewer in opened])
    lost = members_read.unreached_of([one.standing for one, _ in opened])
    return [
        one
        if isinstance(one, Refusal)
        else _found(
            one, relatives[one.standing.person_id], lost[one.standing.person_id], viewer, at
        )
        for one, (_, viewer) in zip(records, asked, strict=True)
    ]


def _looked_up_alone(text: str, viewer: Actor, *, at: datetime) -> Found | Refusal:
    try:
        return looked_up(text, None, viewer=viewer, at=at)
    except Refusal as refusal:
        return refusal


def _record(opened: Opened, viewer: Actor, at: datetime) -> Found:
    relatives = members_read.relatives(opened.standing, viewer=viewer)
    return _found(opened, relatives, members_read.unreached(opened.standing), viewer, at)


def _found(
    opened: Opened,
    relatives: list[NamedOnly],
    lost: Unreached | None,
    viewer: Actor,
    at: datetime,
) -> Found:
    may_enter = any(grant.role in rules.ENTERING_ROLES for grant in viewer.grants)
    return Found(opened, relatives, seen_at=at, unreached=lost, may_enter=may_enter)
