"""What the pages of a family and its helpers show, gathered from the packages below."""

from dataclasses import dataclass
from datetime import datetime

from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.members.types import Act, Help, HelpingView, RecoveryView, Segment, Standing
from titian.queue import selectors as queue_read
from titian.web.pages.presenters import DuesBox, dues_box

_OWN_PURSE = (Segment.PBPU, Segment.BP)


@dataclass(frozen=True, slots=True)
class Relative:
    """One person with what is due in words, and what the viewer may do for them."""

    person: Standing
    box: DuesBox | None
    may_renumber: bool

    @property
    def dues(self) -> str:
        """Which sentence: due, paid, somebody else pays, or not for the viewer."""
        if self.person.segment is None or not self.may_dues:
            return "hidden"
        if self.person.segment not in _OWN_PURSE:
            return "others"
        return "due" if self.box is not None and self.box.amount else "paid"

    @property
    def may_dues(self) -> bool:
        return self.person.is_full and Help.DUES in self.person.helps

    @property
    def may_change(self) -> bool:
        return self.person.is_full and Help.CHANGES in self.person.helps


@dataclass(frozen=True, slots=True)
class FamilyPage:
    people: list[Relative]
    recoveries: list[RecoveryView]
    consent: bool | None  # None: not this viewer's to decide
    helpers: int
    is_kader: bool


@dataclass(frozen=True, slots=True)
class HelpersPage:
    helpers: list[HelpingView]
    helped: list[HelpingView]
    acts: list[Act]


def family_of(viewer: Actor, *, at: datetime) -> FamilyPage:
    """Everybody the viewer may act for, and what waits for a word of theirs."""
    on = day_of(at)
    people = members_read.standings_for(viewer, on)
    boxes: dict[int, DuesBox | None] = {}
    for one in people:
        if one.family_id not in boxes and one.segment in _OWN_PURSE:
            boxes[one.family_id] = dues_box(one, people, viewer, at)
    return FamilyPage(
        people=[
            Relative(one, boxes.get(one.family_id), _may_renumber(one, viewer)) for one in people
        ],
        recoveries=members_read.recoveries_of(viewer, at=at),
        consent=members_read.own_consent(viewer, on=on),
        helpers=len(members_read.helpers_of(viewer, on=on)),
        is_kader=members_read.is_kader(int(viewer.subject)),
    )


def helpers_of(viewer: Actor, *, at: datetime) -> HelpersPage:
    """Who helps, with what, until when, and what they did; and whom the viewer helps."""
    on = day_of(at)
    tickets = [f"ticket:{pk}" for pk in queue_read.own_ticket_ids(viewer)]
    return HelpersPage(
        helpers=members_read.helpers_of(viewer, on=on),
        helped=members_read.helped_people(viewer, on=on),
        acts=members_read.helper_acts(viewer, about=tickets),
    )


def _may_renumber(one: Standing, viewer: Actor) -> bool:
    """The head, for the others on the own card."""
    is_head = str(one.family_head) == viewer.subject
    return is_head and str(one.person_id) != viewer.subject
