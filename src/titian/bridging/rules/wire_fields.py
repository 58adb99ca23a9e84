"""Reading what clients write: numbers as text, text as numbers, days in two orders."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time

from titian.bridging.errors import WireRefused

REFUSED = 201
_LONGEST = 2_000
_DEEPEST = 60  # levels of a body; Python's own reader would go on to its stack's end

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?: .*|T.*)?", re.ASCII | re.DOTALL)
_LOCAL = re.compile(r"(\d{2})-(\d{2})-(\d{4})", re.ASCII)
_CLOCK = re.compile(r"([01]\d|2[0-3])[:.]([0-5]\d)(?:[:.][0-5]\d)?", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d{1,18}", re.ASCII)

Body = Mapping[str, object]


def body_of(raw: bytes) -> dict[str, object]:
    """The JSON object in these bytes, whatever their declared type; {} when it is no object.

    Raises `WireRefused` for bytes that are not JSON at all.
    """
    if not raw.strip():
        return {}
    if raw.count(b"[") + raw.count(b"{") > 20_000 or _depth(raw) > _DEEPEST:
        raise _unreadable()
    try:
        read = json.loads(raw.decode("utf-8-sig"), parse_constant=_not_a_number)
    except (ValueError, RecursionError) as error:
        raise _unreadable() from error
    return read if isinstance(read, dict) else {}


def _not_a_number(name: str) -> object:
    raise ValueError(name)


def _unreadable() -> WireRefused:
    return WireRefused(REFUSED, "Isi permintaan bukan JSON yang dapat dibaca")


def _depth(raw: bytes) -> int:
    """The deepest nesting; brackets inside texts count too, which errs on the safe side."""
    deepest = depth = 0
    for byte in raw:
        if byte in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif byte in b"]}":
            depth -= 1
    return deepest


def inner(body: Body, *names: str) -> dict[str, object]:
    """The object inside ("request", "t_sep"); names in any letter case; {} where there is none."""
    found: object = body
    for name in names:
        found = _get(found, name) if isinstance(found, Mapping) else None
    return dict(found) if isinstance(found, Mapping) else {}


def items(body: Body, name: str) -> list[dict[str, object]]:
    """A list of objects; a single object counts as a list of one."""
    found = _get(body, name)
    many = found if isinstance(found, list) else [found]
    return [dict(one) for one in many if isinstance(one, Mapping)]


def text(body: Body, name: str, *, longest: int = _LONGEST) -> str:
    """Text, or a number as text, without outer spaces; "" when missing or null."""
    found = _get(body, name)
    if isinstance(found, bool):
        return "1" if found else "0"
    if isinstance(found, float) and found.is_integer():
        found = int(found) if abs(found) < 1e18 else ""
    if not isinstance(found, str | int | float):
        return ""
    if isinstance(found, int) and abs(found) > 10**18:
        return ""
    return _clean(str(found))[:longest].strip()


def _clean(said: str) -> str:
    """Without what no text column takes: NUL and halves of signs."""
    return said.replace("\x00", "").encode("utf-8", "ignore").decode()


def needed(body: Body, name: str, said: str | None = None) -> str:
    """Text that must be there; `said` is the refusal's own sentence."""
    found = text(body, name)
    if not found:
        raise WireRefused(REFUSED, said or f"{name} belum diisi")
    return found


def number(body: Body, name: str) -> int | None:
    """A whole number, also when sent as text; None when missing. Refuses anything else."""
    found = text(body, name)
    if not found:
        return None
    if not _WHOLE.fullmatch(found):
        raise WireRefused(REFUSED, f"{name} harus berupa angka")
    return int(found)


def yes(body: Body, name: str) -> bool:
    """ "1", 1, true, "true", "ya": yes."""
    return text(body, name).lower() in {"1", "true", "ya", "y"}


def day(body: Body, name: str) -> date | None:
    """yyyy-MM-dd or dd-MM-yyyy; None when missing. Refuses what is no day."""
    found = text(body, name)
    return day_said(found, name) if found else None


def needed_day(body: Body, name: str) -> date:
    found = day(body, name)
    if found is None:
        raise WireRefused(REFUSED, f"{name} belum diisi")
    return found


def day_said(said: str, name: str = "tanggal") -> date:
    """A day of the path or a body in either order."""
    form = _ISO.fullmatch(said)
    if form:
        parts = form.group(1, 2, 3)
    elif form := _LOCAL.fullmatch(said):
        parts = form.group(3, 2, 1)
    else:
        raise _no_day(name)
    try:
        found = date(*map(int, parts))
    except ValueError as error:
        raise _no_day(name) from error
    if not 1900 <= found.year <= 2200:
        raise _no_day(name)
    return found


def _no_day(name: str) -> WireRefused:
    return WireRefused(REFUSED, f"Format {name} Tidak Sesuai, format yang benar adalah yyyy-mm-dd")


def clock_time(body: Body, name: str) -> time | None:
    """HH:mm; None when missing."""
    found = text(body, name)
    if not found:
        return None
    form = _CLOCK.fullmatch(found)
    if not form:
        raise WireRefused(REFUSED, f"{name} harus berupa jam HH:mm")
    return time(int(form[1]), int(form[2]))


def hours(said: str, name: str = "jampraktek") -> tuple[time, time]:
    """ "08:00-16:00", spaces allowed."""
    opens, _, closes = (part.strip() for part in said.partition("-"))
    start, end = clock_time({name: opens}, name), clock_time({name: closes}, name)
    if start is None or end is None:
        raise WireRefused(REFUSED, f"{name} harus berupa HH:mm-HH:mm")
    return start, end


def moment(body: Body, name: str) -> datetime | None:
    """Epoch milliseconds, number or text; None when missing."""
    found = number(body, name)
    if found is None:
        return None
    if not 0 <= found < 7_000_000_000_000:
        raise WireRefused(REFUSED, f"{name} harus berupa waktu dalam milidetik")
    return datetime.fromtimestamp(found / 1000, UTC)


def digits(body: Body, name: str, length: int, *, said: Callable[[], str] | None = None) -> str:
    """A number of so many digits kept as text (card, NIK); "" when missing."""
    found = text(body, name)
    if found and (len(found) != length or not (found.isascii() and found.isdecimal())):
        raise WireRefused(REFUSED, said() if said else f"Format {name} Tidak Sesuai")
    return found


def _get(found: object, name: str) -> object:
    """A member by its name, else by its name in another letter case."""
    if not isinstance(found, Mapping):
        return None
    if name in found:
        return found[name]
    sought = name.lower()
    for key, value in found.items():
        if isinstance(key, str) and key.lower() == sought:
            return value
    return None
