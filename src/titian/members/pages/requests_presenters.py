"""What the pages of requests to change show, for the person and for who decides."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.http import Http404

from titian.facilities import selectors as facilities_read
from titian.facilities.errors import FacilityUnknown
from titian.facilities.types import FacilityView, Found
from titian.kernel.actors import Actor, ActorKind
from titian.kernel.periods import day_of
from titian.members import rules
from titian.members import selectors as members_read
from titian.members.errors import PersonOutOfReach, RequestNotNeeded, RequestNotYours
from titian.members.pages.requests_forms import ANSWERS, FIRST, fields_of
from titian.members.types import (
    ChangeView,
    Help,
    Offer,
    PaperKind,
    Relation,
    RequestKind,
    RequestStep,
    Sex,
    Standing,
)
from titian.regions import selectors as regions_read
from titian.regions.errors import RegionUnknown

# The last part of each kind's address.
SLUGS: Mapping[RequestKind, str] = {
    RequestKind.FACILITY: "faskes",
    RequestKind.PHONE: "telepon",
    RequestKind.EMAIL: "email",
    RequestKind.ADDRESS: "alamat",
    RequestKind.IDENTITY: "nama",
    RequestKind.NEWBORN: "bayi",
    RequestKind.WARD_CLASS: "kelas",
    RequestKind.SEGMENT: "pembayar",
    RequestKind.REACTIVATION: "aktif-lagi",
    RequestKind.FAMILY: "keluarga",
    RequestKind.ABROAD: "luar-negeri",
    RequestKind.DEATH: "meninggal",
    RequestKind.DUPLICATE: "nomor-ganda",
}
_KINDS = {slug: kind for kind, slug in SLUGS.items()}
_ORDER = {kind: place for place, kind in enumerate(SLUGS)}
UNDER_WAY = (RequestStep.OPEN, RequestStep.REPAIR, RequestStep.SET)
_NUMBERS = frozenset({"phone", "nik", "kk_number", "other_number"})
_UNSAID = frozenset({"channel", "village"})  # an address says enough without its code
_RECENT = 5
_FOUND = 8
_MOTHER_FROM = 12
NO_MOTHER = "tidak-ada"  # on this family card


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of request in the list, with the last part of its address."""

    offer: Offer
    slug: str


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """Everything that can be changed for one person: now, not yet, under way, and lately."""

    person: Standing
    people: list[Standing]
    possible: list[Line]
    blocked: list[Line]
    running: list[ChangeView]
    past: list[ChangeView]

    @property
    def facility(self) -> Line | None:
        found = (line for line in self.possible if line.offer.kind is RequestKind.FACILITY)
        return next(found, None)


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that was asked for, as people read it."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class RequestPage:
    view: ChangeView
    person: Standing
    said: list[Said]
    seen_at: datetime
    baby: Standing | None = None  # the newborn, for who may see their card


@dataclass(frozen=True, slots=True)
class AskPage:
    """One kind for one person. Before its first question is answered it shows just that."""

    person: Standing
    offer: Offer
    slug: str
    today: date
    answer: str = ""
    choices: tuple[str, ...] = ()
    mothers: tuple[Standing, ...] = ()
    fields: tuple[str, ...] = ()
    papers: tuple[PaperKind, ...] = ()

    @property
    def asks_first(self) -> bool:
        return bool(self.choices or self.mothers)

    @property
    def is_early(self) -> bool:
        """A facility before its time: possible with a reason and its proof."""
        return not self.offer.is_allowed and self.offer.way_round == "moved"

    @property
    def is_closed(self) -> bool:
        """Nothing can be asked here now: the page says why, until when, and the way round."""
        return not self.offer.is_allowed and not self.is_early

    @property
    def now(self) -> list[Said]:
        """What is on record of just this; the form itself shows what may be typed over."""
        if self.offer.kind in (RequestKind.IDENTITY, RequestKind.FACILITY):
            return []
        known = self.offer.current.items()
        return [Said(n, masked_value(n, v)) for n, v in known if v and n not in _UNSAID]

    @property
    def first(self) -> dict[str, str]:
        """The answer to the first question, as the service takes it."""
        name = FIRST.get(self.offer.kind, "")
        return {name: self.answer} if name and self.answer else {}


def kind_of(slug: str) -> RequestKind:
    try:
        return _KINDS[slug]
    except KeyError as error:
        raise Http404 from error


def people_for(viewer: Actor, *, today: date) -> list[Standing]:
    """Those for whom a member may ask for changes."""
    return [one for one in members_read.standings_for(viewer, today) if Help.CHANGES in one.helps]


def person_for(viewer: Actor, person_id: int | None, *, at: datetime) -> Standing:
    """The person asked for, or oneself; staff have somebody before them."""
    today = day_of(at)
    if viewer.kind is ActorKind.STAFF:
        return members_read.standing(person_id or 0, viewer=viewer, on=today)
    wanted = person_id or int(viewer.subject)
    return _one_of(people_for(viewer, today=today), wanted)


def changes_page(viewer: Actor, person_id: int | None, *, at: datetime) -> ChangesPage:
    """The list of kinds, with what is possible now and why the rest is not."""
    if viewer.kind is ActorKind.STAFF:
        people = [person_for(viewer, person_id, at=at)]
    else:
        people = people_for(viewer, today=day_of(at))
    person = _one_of(people, person_id or int(viewer.subject or 0))
    offers = members_read.offers(person.person_id, viewer=viewer, at=at)
    offers = [one for one in offers if not _is_pointless(one)]
    lines = [Line(one, SLUGS[one.kind]) for one in sorted(offers, key=lambda o: _ORDER[o.kind])]
    asked = members_read.requests_of(person.person_id, viewer=viewer, at=at)
    return ChangesPage(
        person=person,
        people=people if len(people) > 1 else [],
        possible=[line for line in lines if line.offer.is_allowed],
        blocked=[line for line in lines if not line.offer.is_allowed],
        running=[one for one in asked if one.step in UNDER_WAY],
        past=[one for one in asked if one.step not in UNDER_WAY][:_RECENT],
    )


def _is_pointless(offer: Offer) -> bool:
    """What is so already, under way, or never asked for oneself needs no line on the page."""
    own_death = offer.kind is RequestKind.DEATH and offer.blocked_by == RequestNotYours.code
    return own_death or bool(offer.open_request) or offer.blocked_by == RequestNotNeeded.code


def ask_page(
    viewer: Actor, kind: RequestKind, person_id: int | None, answer: str, *, at: datetime
) -> AskPage:
    person = person_for(viewer, person_id, at=at)
    offer = members_read.offer(person.person_id, kind, viewer=viewer, at=at)
    today = day_of(at)
    answers = ANSWERS.get(kind, ())
    known = answer if answer in answers else ""
    page = AskPage(person, offer, SLUGS[kind], today, known)
    if kind is RequestKind.NEWBORN and person.sex is Sex.MALE and answer != NO_MOTHER:
        page = replace(page, mothers=_mothers(viewer, person, today))
    if not known and answers and (kind is not RequestKind.FACILITY or page.is_early):
        return replace(page, choices=answers)
    is_child = not rules.is_adult(person.birth_date, today)
    papers = rules.papers_needed(kind, page.first, is_child=is_child)
    return replace(page, fields=fields_of(offer, known), papers=tuple(papers))


def request_page(request_id: int, *, viewer: Actor, at: datetime) -> RequestPage:
    view = members_read.request(request_id, viewer=viewer, at=at)
    person = person_for(viewer, view.person_id, at=at)
    baby = _baby_of(view, person, viewer, day_of(at))
    return RequestPage(view, person, said_of(view.wanted), at, baby)


def _baby_of(view: ChangeView, parent: Standing, viewer: Actor, today: date) -> Standing | None:
    """The child on the parent's card, born on that day, among those whose card the viewer sees."""
    if view.kind is not RequestKind.NEWBORN or view.step is not RequestStep.DONE:
        return None
    born = [
        one
        for one in members_read.standings_for(viewer, today)
        if one.family_id == parent.family_id
        and one.relation is Relation.CHILD
        and one.birth_date.isoformat() == view.wanted.get("birth_date")
    ]
    return max(born, key=lambda one: one.person_id, default=None)


def said_of(wanted: Mapping[str, str]) -> list[Said]:
    """What was asked for, codes turned into the names they stand for."""
    names = {"facility": facility_name, "village": village_name}
    named = {n: names[n](v) if n in names else v for n, v in wanted.items()}
    return [Said(name, value) for name, value in named.items() if value]


def masked_value(name: str, value: str) -> str:
    """Enough of a number to know it again; the owner of a phone may be looking over a shoulder."""
    if name == "email":
        box, _at, host = value.partition("@")
        return f"{box[:1]}•••@{host}"
    return f"•••• {value[-4:]}" if name in _NUMBERS else value


def village_name(code: str) -> str:
    try:
        return regions_read.name_of(code)
    except RegionUnknown:
        return ""


def facility_name(code: str) -> str:
    try:
        return facilities_read.facility_by_code(code).name
    except FacilityUnknown:
        return ""


def places_for(person: Standing, text: str, near_to: str) -> Found:
    """What a person may choose from: what they look for, or what lies near their present one."""
    if text or near_to:
        return facilities_read.search(text, near_to=near_to, limit=_FOUND)
    if person.facility_id is None:
        return Found("", [])
    here = facilities_read.facility(person.facility_id)
    around = facilities_read.near(here.smallest_region, limit=_FOUND)
    return Found("", [], near=_others(around, here))


def _others(around: list[FacilityView], here: FacilityView) -> list[FacilityView]:
    return [one for one in around if one.id != here.id]


def _mothers(viewer: Actor, person: Standing, today: date) -> tuple[Standing, ...]:
    """Women of the family card who may have given birth."""
    people = [] if viewer.kind is ActorKind.STAFF else people_for(viewer, today=today)
    return tuple(
        one
        for one in people
        if one.family_id == person.family_id
        and one.sex is Sex.FEMALE
        and one.age_on(today) >= _MOTHER_FROM
    )


def _one_of(people: list[Standing], wanted: int) -> Standing:
    for one in people:
        if one.person_id == wanted:
            return one
    raise PersonOutOfReach
