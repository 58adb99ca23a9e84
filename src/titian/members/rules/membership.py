"""Pure decisions about membership: what may follow what, who is grown up, what to do next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from titian.members.errors import ChangeNotPossible
from titian.members.types import Change, Happening, Membership, Segment, Standing, Status

ADULT_AGE = 18

_LIVING = frozenset(Status) - {Status.MENINGGAL, Status.DUPLIKAT}


@dataclass(frozen=True, slots=True)
class _Step:
    """One line of the table: from which states a change leads to which."""

    before: frozenset[Status]
    after: Status | None  # None: the status and its day stay as they are


_STEPS: Mapping[Change, _Step] = {
    Change.REGISTERED: _Step(frozenset(), Status.AKTIF),
    Change.REGISTERED_UNPAID: _Step(frozenset(), Status.MENUNGGU_BAYAR_PERTAMA),
    Change.FIRST_PAYMENT: _Step(frozenset({Status.MENUNGGU_BAYAR_PERTAMA}), Status.AKTIF),
    Change.FELL_IN_ARREARS: _Step(frozenset({Status.AKTIF}), Status.NONAKTIF_TUNGGAKAN),
    Change.ARREARS_PAID: _Step(frozenset({Status.NONAKTIF_TUNGGAKAN}), Status.AKTIF),
    Change.LEFT_SEGMENT: _Step(
        frozenset({Status.AKTIF, Status.NONAKTIF_TUNGGAKAN, Status.MENUNGGU_BAYAR_PERTAMA}),
        Status.NONAKTIF_SEGMEN,
    ),
    Change.JOINED_SEGMENT: _Step(_LIVING - {Status.DITANGGUHKAN_LN}, Status.AKTIF),
    Change.REACTIVATED: _Step(frozenset({Status.NONAKTIF_SEGMEN}), Status.AKTIF),
    Change.WENT_ABROAD: _Step(frozenset({Status.AKTIF}), Status.DITANGGUHKAN_LN),
    Change.RETURNED: _Step(frozenset({Status.DITANGGUHKAN_LN}), Status.AKTIF),
    Change.DIED: _Step(_LIVING, Status.MENINGGAL),
    Change.MERGED: _Step(_LIVING, Status.DUPLIKAT),
    Change.JOINED_UNPAID: _Step(frozenset({Status.NONAKTIF_SEGMEN}), Status.MENUNGGU_BAYAR_PERTAMA),
    Change.CLASS_CHANGED: _Step(frozenset({Status.AKTIF, Status.MENUNGGU_BAYAR_PERTAMA}), None),
}

_INTO_SEGMENT = frozenset({Change.JOINED_SEGMENT, Change.JOINED_UNPAID})
BEGINNINGS = frozenset(change for change, step in _STEPS.items() if not step.before)


def begun(first: Happening) -> Membership:
    """The membership a first happening makes; it names segment and ward class."""
    if first.change not in BEGINNINGS or first.segment is None or first.ward_class is None:
        raise ChangeNotPossible(change=first.change)
    begins_as = _STEPS[first.change].after or Status.AKTIF
    return Membership(begins_as, first.on, first.segment, first.ward_class)


def after(now: Membership, happening: Happening) -> Membership:
    """The membership once something more has happened; days never run backwards."""
    step = _STEPS[happening.change]
    if now.status not in step.before or happening.on < now.since:
        raise ChangeNotPossible(change=happening.change)
    if happening.change in _INTO_SEGMENT and happening.segment is None:
        raise ChangeNotPossible(change=happening.change)
    return replace(
        now,
        status=step.after or now.status,
        since=now.since if step.after is None else happening.on,
        segment=happening.segment or now.segment,
        ward_class=happening.ward_class or now.ward_class,
        died_on=happening.on if happening.change is Change.DIED else None,
        happenings=now.happenings + 1,
    )


def folded(happenings: Iterable[Happening]) -> Membership:
    """The membership a whole history leads to."""
    rest = iter(happenings)
    first = next(rest, None)
    if first is None:
        raise ChangeNotPossible(change="none")
    membership = begun(first)
    for happening in rest:
        membership = after(membership, happening)
    return membership


def possible_changes(now: Membership) -> frozenset[Change]:
    return frozenset(change for change, step in _STEPS.items() if now.status in step.before)


def is_adult(birth_date: date, on: date) -> bool:
    """Eighteen or older: from then on a family head sees only status and tickets unasked."""
    before_birthday = (on.month, on.day) < (birth_date.month, birth_date.day)
    return on.year - birth_date.year - before_birthday >= ADULT_AGE


# Staff roles that serve people and so may look them up; "manager" plans schedules only,
# and who runs the system sees no member (decision 0032).
LOOKING_ROLES = frozenset({"desk", "doctor", "branch"})


ACTIVE, NOT_ACTIVE, UNKNOWN = "active", "not_active", "unknown"

_NEXT_STEP: Mapping[tuple[Status, Segment | None], str] = {
    (Status.AKTIF, None): ACTIVE,
    (Status.MENUNGGU_BAYAR_PERTAMA, None): "first_payment",
    (Status.NONAKTIF_TUNGGAKAN, None): "arrears",
    (Status.NONAKTIF_TUNGGAKAN, Segment.PPU_BU): "arrears_employer",
    (Status.NONAKTIF_TUNGGAKAN, Segment.PPU_PN): "arrears_employer",
    (Status.NONAKTIF_SEGMEN, None): "left_segment",
    (Status.NONAKTIF_SEGMEN, Segment.PBI_JK): "left_pbi",
    (Status.NONAKTIF_SEGMEN, Segment.PBPU_PEMDA): "left_pbi",
    (Status.NONAKTIF_SEGMEN, Segment.PPU_BU): "left_job",
    (Status.NONAKTIF_SEGMEN, Segment.PPU_PN): "left_job",
    (Status.MENINGGAL, None): "deceased",
    (Status.DITANGGUHKAN_LN, None): "abroad",
    (Status.DUPLIKAT, None): "duplicate",
}


def situation(standing: Standing | None) -> str:
    """The key of the sentences that say what is so and what to do next.

    The catalogue has `status.<key>` (the word) and `next.<key>` (what to do) for each.
    """
    if standing is None:
        return UNKNOWN
    special = _NEXT_STEP.get((standing.status, standing.segment))
    return special or _NEXT_STEP[(standing.status, None)]


SITUATIONS = frozenset(_NEXT_STEP.values()) | {UNKNOWN, NOT_ACTIVE}

_TONES: Mapping[str, str] = {ACTIVE: "ok", "first_payment": "warn"}


def tone(situation: str) -> str:
    """How loudly to say it: ok, warn or bad. Never by colour alone."""
    return _TONES.get(situation, "bad")


_SAMPLE_CARDS = "000999"  # a range that is unlikely to be issued (domain-rules §1.1)


def is_sample_card(card_number: str) -> bool:
    """Whether a card number belongs to invented people; screens say so."""
    return card_number.startswith(_SAMPLE_CARDS)


_TEMPORARY_CARDS = "000998"  # ours, beside the samples: until the scheme issues a number


def temporary_card(serial: int, of_relative: str) -> str:
    """A number until the scheme gives one; whose family are samples is a sample as well."""
    prefix = _SAMPLE_CARDS if is_sample_card(of_relative) else _TEMPORARY_CARDS
    return f"{prefix}{serial:07}"
