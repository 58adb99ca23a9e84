"""Days as people name them, read from ordinary words; `today` is the day where the speaker is."""

import re
from collections.abc import Mapping
from datetime import date, timedelta


def _table(lines: str) -> Mapping[str, int]:
    """Each line is a number and the words for it."""
    rows = [line.split() for line in lines.strip().splitlines()]
    return {word: int(number) for number, *words in rows for word in words}


_DAYS = _table("""
    0 senin senen snin snn isnin monday
    1 selasa selaso slasa salasa tuesday
    2 rabu rebo rebu arbaa wednesday
    3 kamis kemis kms kamih thursday
    4 jumat jemuah jumuah jumaah jumah jmat jmt friday
    5 sabtu setu saptu sbtu sbt saturday
    6 minggu ahad sunday
""")
_MONTHS = _table("""
    1 januari jan january
    2 februari feb pebruari february
    3 maret mar maart march
    4 april apr
    5 mei may
    6 juni jun june
    7 juli jul july
    8 agustus agt agu ags agst august
    9 september sep sept
    10 oktober okt october
    11 november nov nopember nop
    12 desember des december dec
""")
_NUMBERS = _table("""
    1 se satu siji setunggal hiji sa one a
    2 dua loro kalih two duo
    3 tiga telu telung tigo tilu three
    4 empat papat patang opat four
    5 lima limo gangsal five
    6 enam enem nem genep six
    7 tujuh pitu pitung seven
""")
_SPELT = {
    "bsk": "besok", "bsok": "besok", "besuk": "besok", "beso": "besok", "esok": "besok",
    "dpn": "depan", "dpan": "depan", "ngarep": "depan", "hareup": "depan", "ngajeng": "depan",
    "mgg": "minggu", "mggu": "minggu", "mingu": "minggu", "hr": "hari", "hri": "hari",
    "dinten": "hari", "dino": "hari", "dina": "hari", "poe": "hari", "ari": "hari",
    "tgal": "tgl", "tg": "tgl", "tanggal": "tgl", "ping": "tgl",
    "bln": "bulan", "wulan": "bulan", "sasih": "bulan",
    "maneh": "lagi", "malih": "lagi", "deui": "lagi", "lg": "lagi", "lgi": "lagi",
    "nnti": "nanti",
    "ntar": "nanti", "mangke": "nanti", "engko": "nanti", "mengko": "nanti", "engke": "nanti",
    "iki": "ini", "niki": "ini", "ieu": "ini", "punika": "ini", "mlm": "malam", "malem": "malam",
    "bengi": "malam", "dalu": "malam", "peuting": "malam", "sonten": "sore",
}  # fmt: skip
_WORD = re.compile(r"[a-z]+")
_PART = r"(?:pagi|siang|sore|malam|esuk|isuk|awan)"
_ANY_DAY = "|".join(sorted(_DAYS, key=len, reverse=True))
_GONE = r"(?:lalu|kemarin|kemaren|kmrn|wingi|kapungkur|kepungkur|tadi|last)"
_PAST = re.compile(
    rf"\b(?:{_ANY_DAY}|bulan|tgl \d+) (?:yang |yg |sing |{_PART} )?{_GONE}\b|"
    rf"\b(?:last|kemarin) (?:{_ANY_DAY}|week)\b|"
    r"\b(?:\d+|se|satu|dua|tiga|empat|berapa|beberapa|pirang|per|tiap|setiap|saben|unggal) minggu\b"
    r"(?! (?:lagi|ke depan))|\bminggu ini\b|\bseminggu\b(?! lagi)"
)
_FOLLOWS = re.compile(r"\b(?:ke|jadi|menjadi|dadi|dados|ganti|diganti|to)\b")
_AWAY = (
    (re.compile(r"\b(?:besok lusa|lusa|emben|suk emben|pageto|day after tomorrow)\b"), 2),
    (re.compile(r"\b(?:besok|sesuk|isukan|benjing|mbenjing|ngenjing|mene|tomorrow|enjing)\b"), 1),
    (re.compile(rf"\b(?:hari ini|{_PART} (?:ini|nanti)|nanti {_PART}|today|tonight)\b"), 0),
    (re.compile(r"\b(?:sekarang|saiki|sakniki|sakmenika|ayeuna|skrg|skr)\b"), 0),
)
_DAWNS = re.compile(r"(?<!-)\bisuk\b(?!-)")  # tomorrow; "isuk-isuk" is only early
_IN_DAYS = re.compile(rf"\b(\d{{1,2}}|{'|'.join(_NUMBERS)}) ?hari lagi\b")
_IN_WEEKS = re.compile(rf"\b(\d|{'|'.join(_NUMBERS)}) ?(?:minggu|pekan) lagi\b")
_IN_ENGLISH = re.compile(rf"\bin (\d{{1,2}}|{'|'.join(_NUMBERS)}) (day|week)s?\b")
_WEEK = re.compile(r"(?<!hari )\b(?:(?:minggu|pekan) (?:yang )?depan|next week)\b")
_WEEKDAY = re.compile(
    rf"(?P<eve>\bmalam )?(?P<next>\bnext )?\b(?P<day>{_ANY_DAY})\b"
    rf"(?P<depan> (?:{_PART} )?(?:yang |yg |sing )?depan\b)?"
)
_WITH_MONTH = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\s*(?:of )?([a-z]{3,9})(?:\s*(20\d\d))?\b")
_MONTH_FIRST = re.compile(r"\b([a-z]{3,9}) (?:tgl )?(\d{1,2})(?:st|nd|rd|th)?\b(?![:.]\d)")
_WRITTEN = re.compile(
    r"(?<![\d/.-])(?<!rt )(?<!rw )(?<!tensi )(?:(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d\d))?"
    r"|(\d{1,2})[-.](\d{1,2})[-.](20\d\d))(?![\d/])"
)
_THE_NTH = re.compile(r"\btgl\.? ?(\d{1,2})\b(?P<next>.{0,12}\bbulan depan\b)?")
_FAR = timedelta(days=200)  # nobody means next year's by a date that is just over


def day_in(text: str, *, today: date) -> date | None:
    """The day a text names, never a past one; nothing when it names none. Of two days the first
    is meant, or that to which something moves.
    """
    plain = _PAST.sub(" ", _spelt(text))
    for found in reversed(list(_FOLLOWS.finditer(plain))):
        if (moved := _named(plain[found.end() :], today)) is not None:
            return moved
    return _named(plain, today)


def _spelt(text: str) -> str:
    plain = text.casefold().replace("jum'at", "jumat").replace("jum’at", "jumat")
    return " ".join(_WORD.sub(lambda word: _SPELT.get(word[0], word[0]), plain).split())


def _named(plain: str, today: date) -> date | None:
    for read in (_written, _with_month, _nth, _in_days, _weekday):
        if (found := read(plain, today)) is not None:
            return found
    if _WEEK.search(plain):
        return today + timedelta(days=7)
    return _away(plain, today)


def _away(plain: str, today: date) -> date | None:
    """The first one that is named: "besok atau lusa" is tomorrow, "besok lusa" is not."""
    found = [
        (at.start(), -days, days)
        for words, days in _AWAY
        if (at := words.search(plain)) is not None
    ]
    if found:
        return today + timedelta(days=min(found)[2])
    return today + timedelta(days=1) if _DAWNS.search(plain) else None


def _weekday(plain: str, today: date) -> date | None:
    """The coming one; "depan" is that of next week. "minggu depan" is a week, "minggu" a Sunday,
    "malam minggu" the evening before it.
    """
    is_next_week = _WEEK.search(plain) is not None
    named = _WEEKDAY.search(_WEEK.sub(" ", plain))
    if named is None:
        return None
    weekday = _DAYS[named["day"]]
    if is_next_week or named["next"] or named["depan"]:
        return today + timedelta(days=7 + weekday - today.weekday())
    ahead = (weekday - today.weekday()) % 7 or 7
    return today + timedelta(days=ahead - 1 if named["eve"] else ahead)


def _written(plain: str, today: date) -> date | None:
    found = _WRITTEN.search(plain)
    if found is None:
        return None
    day, month, year = found.groups()[:3] if found[1] else found.groups()[3:]
    whole = None if year is None else int(year) % 100 + 2000
    return _coming(int(day), int(month), whole, today)


def _with_month(plain: str, today: date) -> date | None:
    for found in _WITH_MONTH.finditer(plain):
        day, word, year = found.groups()
        if word in _MONTHS:
            return _coming(int(day), _MONTHS[word], int(year) if year else None, today)
    for found in _MONTH_FIRST.finditer(plain):
        if found[1] in _MONTHS:
            return _coming(int(found[2]), _MONTHS[found[1]], None, today)
    return None


def _nth(plain: str, today: date) -> date | None:
    """The next such day of the month; that of the next month when it is said."""
    found = _THE_NTH.search(plain)
    if found is None:
        return None
    month = today.replace(day=1)
    if found["next"]:
        month = _month_after(month)
        return _sound(month.year, month.month, int(found[1]))
    for _ in range(3):
        day = _sound(month.year, month.month, int(found[1]))
        if day is not None and day >= today:
            return day
        month = _month_after(month)
    return None


def _month_after(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)


def _in_days(plain: str, today: date) -> date | None:
    for words, each in ((_IN_DAYS, 1), (_IN_WEEKS, 7)):
        if (found := words.search(plain)) is not None:
            return today + timedelta(days=_number(found[1]) * each)
    if (found := _IN_ENGLISH.search(plain)) is not None:
        return today + timedelta(days=_number(found[1]) * (7 if found[2] == "week" else 1))
    return None


def _number(said: str) -> int:
    return int(said) if said.isdecimal() else _NUMBERS[said]


def _coming(day: int, month: int, year: int | None, today: date) -> date | None:
    if year is not None:
        named = _sound(year, month, day)
        return named if named is not None and named >= today else None
    this = _sound(today.year, month, day)
    if this is not None and this >= today:
        return this
    later = _sound(today.year + 1, month, day)
    return later if later is not None and later - today <= _FAR else None


def _sound(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
