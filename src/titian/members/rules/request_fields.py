"""What was typed, made readable; the first thing that cannot be is refused by its field's name."""

from collections.abc import Callable, Mapping
from datetime import date

from titian.kernel.identifiers import (
    digits,
    is_card_number,
    is_family_card_number,
    mobile_number,
    nik_shape,
)
from titian.kernel.text import printable
from titian.members.errors import RequestIncomplete, RequestNotNeeded, RequestValueWrong
from titian.members.rules.request_kinds import (
    FACILITY_WHYS,
    GROUNDS,
    IDENTITY_FIELDS,
    IDENTITY_WHYS,
    KINDS,
    MOST_PEOPLE,
    PERSON_FIELDS,
)
from titian.members.types import Relation, RequestKind, Segment, Sex, WardClass

_LONGEST = 200
_OLDEST = 130
Read = Callable[[str], str | None]


def _text(least: int, most: int) -> Read:
    def read(text: str) -> str | None:
        kept = " ".join(printable(text, most + 1).split())
        return kept if least <= len(kept) <= most else None

    return read


def _one_of(*choices: str) -> Read:
    return lambda text: text if text in choices else None


def _day(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _nik(text: str) -> str | None:
    number = digits(text)
    return number if nik_shape(number) else None


def _family_card(text: str) -> str | None:
    number = digits(text)
    return number if is_family_card_number(number) else None


def _either_number(text: str) -> str | None:
    number = digits(text)
    return number if is_card_number(number) or nik_shape(number) else None


def _email(text: str) -> str | None:
    address = text.strip().lower()
    name, at, host = address.partition("@")
    plain = address.isascii() and address.isprintable() and " " not in address
    fits = plain and 6 <= len(address) <= 120 and bool(name and at) and "@" not in host
    return address if fits and "." in host.strip(".") and not host.startswith(".") else None


_READS: Mapping[str, Read] = {
    "channel": _one_of("whatsapp", "sms"),
    "phone": mobile_number,
    "email": _email,
    "address": _text(5, _LONGEST),
    "village": _text(1, 13),
    "full_name": _text(2, 120),
    "baby_name": _text(2, 120),
    "name": _text(2, 120),
    "nik": _nik,
    "birth_date": _day,
    "sex": _one_of(*Sex),
    "kk_number": _family_card,
    "ward_class": _one_of(WardClass.FIRST, WardClass.SECOND, WardClass.THIRD),
    "facility": _text(1, 20),
    "segment": _one_of(Segment.PBPU, Segment.BP),
    "people": _one_of(*(str(n) for n in range(MOST_PEOPLE + 1))),
    "relation": _one_of(*(str(int(one)) for one in Relation if one is not Relation.HEAD)),
    "ground": _one_of(*GROUNDS),
    "died_on": _day,
    "leaves_on": _day,
    "returns_on": _day,
    "other_number": _either_number,
}
_WHYS = {RequestKind.IDENTITY: IDENTITY_WHYS, RequestKind.FACILITY: FACILITY_WHYS}
_PAST = frozenset({"birth_date", "died_on"})


def readable(kind: RequestKind, wanted: Mapping[str, str], *, today: date) -> dict[str, str]:
    """The wish with one spelling for everything. What the kind does not ask for is dropped."""
    row = KINDS[kind]
    given = {
        name: wanted[name][: _LONGEST + 1]
        for name in wanted
        if name in row.names and wanted[name].strip()
    }
    missing = [name for name in (*row.fields, *_people(kind, given)) if name not in given]
    if kind is RequestKind.IDENTITY and not set(given) & set(IDENTITY_FIELDS):
        missing.append("full_name")
    if missing:
        raise RequestIncomplete(missing=tuple(missing))
    read = {name: _read(kind, name, text, today) for name, text in given.items()}
    _together(kind, read, today)
    return read


def _people(kind: RequestKind, given: Mapping[str, str]) -> list[str]:
    """The fields of everybody else on the new family card; a small child may lack a NIK."""
    count = given.get("people", "0")
    if kind is not RequestKind.FAMILY or not count.isdecimal():
        return []
    needed = [field for field in PERSON_FIELDS if field != "nik"]
    people = range(1, min(int(count), MOST_PEOPLE) + 1)
    return [f"person_{n}_{field}" for n in people for field in needed]


def _read(kind: RequestKind, name: str, text: str, today: date) -> str:
    plain = name.split("_", 2)[2] if name.startswith("person_") else name
    read = _one_of(*_WHYS[kind]) if name == "why" else _READS[plain]
    value = read(text)
    if value is None or (plain in _PAST and not _possible(value, today)):
        raise RequestValueWrong(field=name)
    return value


def _possible(day: str, today: date) -> bool:
    read = date.fromisoformat(day)
    return read <= today and today.year - read.year <= _OLDEST


def _together(kind: RequestKind, read: Mapping[str, str], today: date) -> None:
    """Fields that must fit each other."""
    if kind is not RequestKind.ABROAD:
        return
    leaves, returns = (date.fromisoformat(read[name]) for name in ("leaves_on", "returns_on"))
    if returns <= leaves or returns <= today:
        raise RequestValueWrong(field="returns_on")


def unlike(wanted: Mapping[str, str], current: Mapping[str, str]) -> dict[str, str]:
    """What would really change; raises `RequestNotNeeded` when nothing would."""
    changes = {name: value for name, value in wanted.items() if current.get(name) != value}
    if not set(changes) - {"why"}:
        raise RequestNotNeeded
    return changes
