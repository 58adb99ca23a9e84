"""The part of the day an hour of the clock falls into, as people say hours."""

import re

_HOUR = re.compile(
    r"\b(?:jam|pukul|pkl|tabuh|jm)\.? ?(?:setengah )?(\d{1,2})(?:[.:]\d\d)?(?:an)?\b"
    r"(?! (?:hari|menit))"
)
_ENGLISH = re.compile(r"\b(\d{1,2})(?::\d\d)? ?(am|pm)\b")


def part_of_hour(plain: str) -> str | None:
    """Without a word beside it, an hour is one at which people go to the doctor."""
    if (said := _ENGLISH.search(plain)) is not None:
        hour = int(said[1]) % 12 + (12 if said[2] == "pm" else 0)
        return _part(hour)
    if (said := _HOUR.search(plain)) is None:
        return None
    hour = int(said[1])
    return _part(hour + 12 if 1 <= hour <= 5 else hour)


def _part(hour: int) -> str | None:
    if not 4 <= hour <= 23:
        return None
    return "pagi" if hour < 11 else "siang" if hour < 15 else "sore" if hour < 18 else "malam"
