"""What of a change was said already: read from the sentence, by the field it belongs to."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from titian.assistant.rules.identity import birth_date_in
from titian.assistant.rules.pages import place_words
from titian.assistant.types import Intent
from titian.kernel.identifiers import mobile_number
from titian.members.types import RequestKind, Segment, Sex, WardClass

# Which kinds a wish may mean, the likeliest first, and the last part of each form's address.
KINDS: Mapping[Intent, tuple[RequestKind, ...]] = {
    Intent.CHANGE_FACILITY: (RequestKind.FACILITY,),
    Intent.CHANGE_PHONE: (RequestKind.PHONE, RequestKind.EMAIL),
    Intent.CHANGE_ADDRESS: (RequestKind.ADDRESS,),
    Intent.CHANGE_IDENTITY: (RequestKind.IDENTITY,),
    Intent.CHANGE_CLASS: (RequestKind.WARD_CLASS,),
    Intent.CHANGE_SEGMENT: (RequestKind.SEGMENT,),
    Intent.ADD_FAMILY: (RequestKind.FAMILY,),
    Intent.NEWBORN: (RequestKind.NEWBORN,),
    Intent.REACTIVATE: (RequestKind.REACTIVATION,),
    Intent.DEACTIVATE: (RequestKind.DEATH, RequestKind.ABROAD),
    Intent.DOUBLE_DATA: (RequestKind.DUPLICATE,),
}
FORMS: Mapping[RequestKind, str] = {
    RequestKind.FACILITY: "/ubah/faskes/",
    RequestKind.PHONE: "/ubah/telepon/",
    RequestKind.EMAIL: "/ubah/email/",
    RequestKind.ADDRESS: "/ubah/alamat/",
    RequestKind.IDENTITY: "/ubah/nama/",
    RequestKind.WARD_CLASS: "/ubah/kelas/",
    RequestKind.SEGMENT: "/ubah/pembayar/",
    RequestKind.FAMILY: "/ubah/keluarga/",
    RequestKind.NEWBORN: "/ubah/bayi/",
    RequestKind.REACTIVATION: "/ubah/aktif-lagi/",
    RequestKind.DEATH: "/ubah/meninggal/",
    RequestKind.ABROAD: "/ubah/luar-negeri/",
    RequestKind.DUPLICATE: "/ubah/nomor-ganda/",
}
# What a field of few answers offers in a talk; every other one is written in words.
ANSWERS: Mapping[str, tuple[str, ...]] = {
    "ward_class": (WardClass.FIRST, WardClass.SECOND, WardClass.THIRD),
    "segment": (Segment.PBPU, Segment.BP),
}
_SPOKEN: Mapping[RequestKind, str] = {
    RequestKind.EMAIL: r"\be-?mail\b|@",
    RequestKind.ABROAD: r"\bluar negeri|\btki\b|pindah negara|abroad",
}
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<!\d)(?:\+?62|0)8[\d .-]{7,14}\d")
_STREET = re.compile(r"\b(?:jl|jln|jalan|gg|gang|perum\w*|blok|dusun|dsn|kampung)\b.*", re.DOTALL)
_PLACE = re.compile(r"\d|\b(?:jl|jln|jalan|gang|gg|rt|rw|perum\w*|dusun|desa|kampung|blok)\b")
_CLASS = re.compile(r"\b(?:kelas|kls)\s*(i{1,3}|[123]|satu|dua|tiga)\b")
_CLASSES = {
    "1": WardClass.FIRST, "i": WardClass.FIRST, "satu": WardClass.FIRST,
    "2": WardClass.SECOND, "ii": WardClass.SECOND, "dua": WardClass.SECOND,
    "3": WardClass.THIRD, "iii": WardClass.THIRD, "tiga": WardClass.THIRD,
}  # fmt: skip
_WHYS = (
    ("marriage", re.compile(r"\b(?:nikah|menikah|kawin|cerai)\b")),
    ("court", re.compile(r"\b(?:pengadilan|putusan)\b")),
    ("nik", re.compile(r"\bnik\b")),
    ("typing", re.compile(r"\b(?:ejaan|ketik|typo|huruf|salah)\b")),
)
_GROUNDS = (
    ("returned", re.compile(r"\b(?:pulang|kembali|balik)\b.*\bluar negeri\b|\bmantan tki\b")),
    ("chronic", re.compile(r"\b(?:cuci darah|kanker|kronis|thalas\w*|jantung|gagal ginjal)\b")),
    ("emergency", re.compile(r"\b(?:darurat|igd|opname|rawat inap|dirawat)\b")),
    ("newborn_mother", re.compile(r"\b(?:melahirkan|hamil)\b")),
)
_AGO = (
    (re.compile(r"\b(?:hari ini|tadi|barusan|baru saja)\b"), 0),
    (re.compile(r"\b(?:kemarin lusa|kemarin dulu)\b"), 2),
    (re.compile(r"\b(?:kemarin|wingi|semalam)\b"), 1),
)
_GIRL = re.compile(r"\b(?:perempuan|cewek|putri|wedok)\b")
_BOY = re.compile(r"\b(?:laki|laki-laki|cowok|putra|lanang)\b")
_OTHER = re.compile(r"(?<!\d)(?:\d{16}|\d{13})(?!\d)")
_LONGEST = 200


def kind_meant(intent: Intent, text: str) -> RequestKind:
    kinds = KINDS[intent]
    spoken = text.casefold()
    found = (one for one in kinds if one in _SPOKEN and re.search(_SPOKEN[one], spoken))
    return next(found, kinds[0])


def said_of(kind: RequestKind, text: str, *, day: str, today: date) -> dict[str, str]:
    """Only what stands there; `day` is the coming day that the sentence names."""
    read = _READS.get(kind)
    return read(text, day, today) if read else {}


def answer_in(field: str, text: str) -> str:
    """What was written when just this field was asked for; empty when it is no answer to it."""
    plain = " ".join(text.split())[:_LONGEST]
    if field == "ward_class":
        found = _CLASS.search(f"kelas {plain.casefold().removeprefix('kelas ')}")
        return str(_CLASSES[found[1]]) if found else ""
    return plain if len(plain) >= 8 and _PLACE.search(plain.casefold()) else ""


def place_named(text: str) -> str:
    """The clinic somebody wants to go to: what stands after "ke"."""
    _, to, rest = text.casefold().rpartition(" ke ")
    return place_words(rest) if to else ""


def past_day_in(text: str, *, today: date) -> date | None:
    """A day that is over: written out, or as people say it."""
    if (named := birth_date_in(text)) is not None:
        return named if named <= today else None
    plain = text.casefold()
    ago = next((days for words, days in _AGO if words.search(plain)), None)
    return None if ago is None else today - timedelta(days=ago)


def _mail(text: str, _day: str, _today: date) -> dict[str, str]:
    found = _MAIL.search(text.casefold())
    return {"email": found[0]} if found else {}


def _phone(text: str, _day: str, _today: date) -> dict[str, str]:
    found = _PHONE.search(text)
    number = mobile_number(found[0]) if found else None
    return {"phone": f"0{number[2:]}"} if number else {}


def _address(text: str, _day: str, _today: date) -> dict[str, str]:
    found = _STREET.search(text.casefold())
    if found is None:
        return {}
    street = " ".join(text[found.start() :].split())[:_LONGEST]
    return {"address": street} if _PLACE.search(street.casefold()) and len(street) > 7 else {}


def _ward_class(text: str, _day: str, _today: date) -> dict[str, str]:
    found = _CLASS.findall(text.casefold())
    return {"ward_class": str(_CLASSES[found[-1]])} if found else {}


def _segment(text: str, _day: str, today: date) -> dict[str, str]:
    own = re.search(r"\b(?:mandiri|bayar sendiri)\b", text.casefold())
    said = {"segment": str(Segment.PBPU)} if own else {}
    return {**said, **_ward_class(text, "", today)}


def _identity(text: str, _day: str, _today: date) -> dict[str, str]:
    return _first("why", _WHYS, text)


def _reactivation(text: str, _day: str, _today: date) -> dict[str, str]:
    return _first("ground", _GROUNDS, text)


def _newborn(text: str, _day: str, today: date) -> dict[str, str]:
    plain, born = text.casefold(), past_day_in(text, today=today)
    said = {"birth_date": born.isoformat()} if born else {}
    if _GIRL.search(plain) or _BOY.search(plain):
        said["sex"] = str(Sex.FEMALE if _GIRL.search(plain) else Sex.MALE)
    return said


def _death(text: str, _day: str, today: date) -> dict[str, str]:
    died = past_day_in(text, today=today)
    return {"died_on": died.isoformat()} if died else {}


def _abroad(_text: str, day: str, _today: date) -> dict[str, str]:
    return {"leaves_on": day} if day else {}


def _duplicate(text: str, _day: str, _today: date) -> dict[str, str]:
    found = _OTHER.search(text)
    return {"other_number": found[0]} if found else {}


def _first(name: str, rows: tuple[tuple[str, re.Pattern[str]], ...], text: str) -> dict[str, str]:
    plain = text.casefold()
    return next(({name: key} for key, words in rows if words.search(plain)), {})


_READS: Mapping[RequestKind, Callable[[str, str, date], dict[str, str]]] = {
    RequestKind.EMAIL: _mail,
    RequestKind.PHONE: _phone,
    RequestKind.ADDRESS: _address,
    RequestKind.WARD_CLASS: _ward_class,
    RequestKind.SEGMENT: _segment,
    RequestKind.IDENTITY: _identity,
    RequestKind.REACTIVATION: _reactivation,
    RequestKind.NEWBORN: _newborn,
    RequestKind.DEATH: _death,
    RequestKind.ABROAD: _abroad,
    RequestKind.DUPLICATE: _duplicate,
}
