"""What a yes does and from when, decided from plain facts; and who may ask in the first place."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta, tzinfo

from titian.members.errors import ConsentMissing, RequestNotYours
from titian.members.rules.request_gates import Block, Facts
from titian.members.rules.request_kinds import KINDS, Takes
from titian.members.rules.request_times import first_of_next_month, midnight
from titian.members.types import Asker, Change, Happening, RequestKind, Segment, Status, WardClass

# What concerns everybody on the card: the head decides it, with or without an adult's consent.
FAMILY_WIDE = frozenset(
    {
        RequestKind.ADDRESS,
        RequestKind.WARD_CLASS,
        RequestKind.SEGMENT,
        RequestKind.NEWBORN,
        RequestKind.FAMILY,
        RequestKind.DEATH,
    }
)
_OWN_KEYS = frozenset({RequestKind.PHONE, RequestKind.EMAIL})


def asker_block(
    kind: RequestKind, askers: Collection[Asker], *, is_adult: bool, is_full: bool, name: str
) -> Block | None:
    """Why this viewer may not ask this for this person, and who may."""
    allowed = KINDS[kind].askers & set(askers)
    if kind is RequestKind.DEATH and Asker.SELF in askers:
        allowed = frozenset()
    if kind in _OWN_KEYS and is_adult and Asker.SELF not in askers:
        allowed -= {Asker.HEAD}
    if not allowed:
        heads = Asker.HEAD in KINDS[kind].askers and Asker.SELF in askers
        return Block(RequestNotYours(), "ask_head" if heads else "counter")
    if allowed == {Asker.HEAD} and not is_full and kind not in FAMILY_WIDE:
        return Block(ConsentMissing(name=name), "counter")
    return None


def asked_as(kind: RequestKind, askers: Collection[Asker]) -> Asker:
    """In which of their capacities somebody asks."""
    return next(one for one in Asker if one in askers and one in KINDS[kind].askers)


def effective_at(
    kind: RequestKind,
    wanted: Mapping[str, str],
    facts: Facts,
    *,
    at: datetime,
    zone: tzinfo,
    is_sure: bool,
) -> datetime:
    """When a yes of this moment takes effect. `is_sure`: no risk, or confirmed by a passkey."""
    takes = _takes(kind, facts)
    day = facts.today
    if takes is Takes.MONTH_AFTER_LEAVING:
        day = max(day, date.fromisoformat(wanted.get("leaves_on") or day.isoformat()))
    moment = at if takes is Takes.NOW else midnight(first_of_next_month(day), zone)
    if is_sure:
        return moment
    return max(moment, at + timedelta(hours=facts.amounts["change_wait_hours"]))


def _takes(kind: RequestKind, facts: Facts) -> Takes:
    """Before the first payment a class changes at once; who is insured leaves at a month's end."""
    if kind is RequestKind.WARD_CLASS and facts.status is Status.MENUNGGU_BAYAR_PERTAMA:
        return Takes.NOW
    if kind is RequestKind.SEGMENT and facts.status is Status.AKTIF:
        return Takes.NEXT_MONTH
    return KINDS[kind].takes


def joining(facts: Facts, segment: Segment, ward_class: WardClass) -> Happening:
    """Without a gap nobody waits; after a longer one the first payment comes first (§2.3)."""
    gap = facts.today - facts.status_since
    left = facts.status is Status.NONAKTIF_SEGMEN
    late = left and gap > timedelta(days=facts.amounts["change_gap_days"])
    change = Change.JOINED_UNPAID if late else Change.JOINED_SEGMENT
    return Happening(change, facts.today, segment, ward_class)


def born(facts: Facts, birth_date: date) -> tuple[Happening, ...]:
    """A baby is insured as the parent is, from birth; who pays oneself pays for it first (§1.4)."""
    if facts.pays or facts.status is Status.MENUNGGU_BAYAR_PERTAMA:
        unpaid = Change.REGISTERED_UNPAID
        return (Happening(unpaid, facts.today, facts.segment, facts.ward_class),)
    first = Happening(Change.REGISTERED, birth_date, facts.segment, facts.ward_class)
    if facts.status is Status.NONAKTIF_TUNGGAKAN:
        return (first, Happening(Change.FELL_IN_ARREARS, facts.today))
    return (first,)


def returning(facts: Facts) -> Happening:
    abroad = facts.status is Status.DITANGGUHKAN_LN
    return Happening(Change.RETURNED if abroad else Change.REACTIVATED, facts.today)


def registry_decides(
    agrees: Mapping[str, bool],
    wanted: Mapping[str, str],
    *,
    known: bool,
    has_nik: bool,
    is_head: bool,
) -> bool:
    """Whether the population registry says yes to everything that was asked of it.

    It was asked about the NIK as it would be. Another NIK than that on record, or a first one with
    another birth date or sex, may be somebody else's: whose record this is, an officer decides.
    The number of a card is everybody's on it: what the registry says of one who is not its head
    (who may have moved to another card) does not change it for the others.
    """
    asked = set(wanted) - {"why"}
    somebody_else = "nik" in asked and (has_nik or bool(asked & {"birth_date", "sex"}))
    whole_card = "kk_number" in asked and not is_head
    return (
        known
        and not (somebody_else or whole_card)
        and asked <= set(agrees)
        and all(agrees.values())
    )
