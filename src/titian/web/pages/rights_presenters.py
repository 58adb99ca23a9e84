"""One person's rights and duties, gathered from the packages below, as sentences with links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.http import urlencode

from titian.contributions import selectors as contributions_read
from titian.contributions.types import Dues
from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.kernel.money import rupiah
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.members.errors import PersonOutOfReach
from titian.members.types import Offer, RequestKind, Standing
from titian.platform.http.catalogue import entry
from titian.web.pages.rights_lines import Facts, Line, Way, lines_for

# Way: the address's name, and the last part of the address where it has one.
_ADDRESSES: Mapping[Way, tuple[str, str]] = {
    Way.BOOK: ("queue:choose", ""),
    Way.FIND: ("facilities:find", ""),
    Way.PAY: ("contributions:pay", ""),
    Way.DUES: ("contributions:dues", ""),
    Way.CHANGES: ("members:changes", ""),
    Way.CHANGE_FACILITY: ("members:change", "faskes"),
    Way.CHANGE_CLASS: ("members:change", "kelas"),
    Way.CHANGE_PAYER: ("members:change", "pembayar"),
    Way.NEWBORN: ("members:change", "bayi"),
    Way.REACTIVATE: ("members:change", "aktif-lagi"),
    Way.DATA: ("members:own_data", ""),
    Way.LOOKS: ("members:own_data_looks", ""),
    Way.HELP: ("web:help", ""),
}
_PLAIN = {Way.FIND, Way.HELP, Way.PLACE, Way.CARD}  # no person in these addresses


@dataclass(frozen=True, slots=True)
class Said:
    """One line as it is read: the sentence, what it rests on, the page that does it."""

    text: str
    source: str
    address: str
    link: str


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    lines: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class RightsPage:
    person: Standing
    people: tuple[Standing, ...]
    sections: tuple[Section, ...]
    on: date


def rights_of(viewer: Actor, *, chosen: str, at: datetime) -> RightsPage:
    """Of one person in reach. Of an adult who gave no leave only what holds for everybody."""
    on = day_of(at)
    people = members_read.standings_for(viewer, on=on)
    person = _chosen(people, chosen, viewer.subject)
    facts = Facts(
        standing=person,
        on=on,
        terms=contributions_read.terms(on=on),
        data_hours=members_read.amount("pdp_hours", on=on),
        dues=_dues(person, viewer, at),
        offers=_offers(person, viewer, at),
    )
    return RightsPage(person, tuple(people), _sections(facts), on)


def _chosen(people: Sequence[Standing], wanted: str, own: str) -> Standing:
    """The person asked for if within reach, else the viewer, else whoever comes first."""
    by_id = {str(person.person_id): person for person in people}
    found = by_id.get(wanted) or by_id.get(own) or next(iter(people), None)
    if found is None:
        raise PersonOutOfReach
    return found


def _dues(person: Standing, viewer: Actor, at: datetime) -> Dues | None:
    """None where dues are not for this viewer."""
    try:
        return contributions_read.dues_of(person.person_id, viewer=viewer, at=at)
    except Refusal:
        return None


def _offers(person: Standing, viewer: Actor, at: datetime) -> dict[RequestKind, Offer]:
    """Nothing where changes are not for this viewer."""
    try:
        found = members_read.offers(person.person_id, viewer=viewer, at=at)
    except Refusal:
        return {}
    return {offer.kind: offer for offer in found}


def _sections(facts: Facts) -> tuple[Section, ...]:
    words = _words(facts)
    grouped = groupby(lines_for(facts), key=lambda line: line.part)
    return tuple(
        Section(entry(f"right.part.{part}"), tuple(_said(line, facts, words) for line in lines))
        for part, lines in grouped
    )


def _said(line: Line, facts: Facts, words: Mapping[str, str]) -> Said:
    text = entry(f"right.{line.key}").format_map(words)
    return Said(text, line.source, _address(line.way, facts), entry(f"right.way.{line.way}"))


def _address(way: Way, facts: Facts) -> str:
    person = facts.standing
    if way is Way.PLACE:
        return reverse("facilities:show", args=[person.facility_code])
    if way is Way.CARD:
        return reverse("members:card", args=[person.person_id])
    name, last = _ADDRESSES[way]
    try:
        address = reverse(name, args=[last] if last else [])
    except NoReverseMatch:
        return reverse("web:help")
    return address if way in _PLAIN else f"{address}?{urlencode({'orang': person.person_id})}"


def _words(facts: Facts) -> dict[str, str]:
    """What the sentences may name; "" for what is not known of this person."""
    person, dues, terms = facts.standing, facts.dues, facts.terms
    words = {key.replace(".", "_"): str(value) for key, value in terms.items()}
    words |= {
        "place": person.facility_name,
        "ward": str(person.ward_class or ""),
        "visit_too_many": str(terms["facility.away_visits"] + 1),
        "hours": str(facts.data_hours),
        **_offer_words("facility", facts.offers.get(RequestKind.FACILITY)),
        **_offer_words("class", facts.offers.get(RequestKind.WARD_CLASS)),
    }
    return words | (_dues_words(dues) if dues else {})


def _offer_words(name: str, offer: Offer | None) -> dict[str, str]:
    if offer is None:
        return {}
    return {
        f"{name}_from": _day(offer.blocked_until),
        f"{name}_effective": _day(offer.effective_on),
    }


def _dues_words(dues: Dues) -> dict[str, str]:
    month, owed, share = dues.next_month, dues.outstanding, dues.share
    return {
        "amount": rupiah(owed.amount),
        "monthly": rupiah(month.amount) if month else "",
        "payable_from": _day(owed.payable_from),
        "payable_until": _day(owed.payable_until),
        "fine_until": _day(dues.fine_until),
        "worker": rupiah(share.worker + share.extra) if share else "",
        "employer": rupiah(share.employer) if share else "",
    }


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""
