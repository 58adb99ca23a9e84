"""Which page of ours answers what, or carries its form."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from titian.assistant.types import Intent


class Page(NamedTuple):
    path: str
    label: str  # of the catalogue


_CHANGES = Page("/ubah/", "say.link_changes")
_DUES, _HOW_DUES = Page("/iuran/", "say.link_dues"), Page("/cara/iuran/", "say.link_how_dues")
_RIGHTS, _HELP = Page("/hak/", "say.link_rights"), Page("/bantuan/", "say.help_page")
_PLACES = Page("/faskes/", "say.link_places")
_CITY = Page("/kota/", "say.link_city")


def _form(slug: str) -> tuple[Page, ...]:
    return (Page(f"/ubah/{slug}/", "say.link_form"), _CHANGES)


PAGES: Mapping[Intent, tuple[Page, ...]] = {
    Intent.PAY_HOW: (Page("/iuran/bayar/", "say.link_pay"), _HOW_DUES),
    Intent.FINE: (_HOW_DUES, _DUES),
    Intent.INSTALMENT: (Page("/iuran/cicilan/", "say.link_plan"),),
    Intent.SCREENING: (),
    Intent.COVERED: (_RIGHTS,),
    Intent.REGISTER_HOW: (_CITY,),
    Intent.CITY_ENROL: (_CITY, Page("/lacak/", "say.link_track")),
    Intent.GUIDE: (_HELP,),
    Intent.FACILITY_FIND: (_PLACES, Page("/kamar/", "say.link_beds")),
    Intent.OFFICE_FIND: (),
    Intent.SCHEDULE: (_PLACES,),
    Intent.COMPLAINT_STATUS: (Page("/keluhan/", "talk.complain"),),
    Intent.APPLICATION_STATUS: (Page("/lacak/", "say.link_track"), _CHANGES),
    Intent.CHANGE_FACILITY: _form("faskes"),
    Intent.CHANGE_PHONE: (*_form("telepon"), Page("/masuk/ganti-nomor/", "say.link_number")),
    Intent.CHANGE_ADDRESS: _form("alamat"),
    Intent.CHANGE_IDENTITY: _form("nama"),
    Intent.CHANGE_CLASS: _form("kelas"),
    Intent.CHANGE_SEGMENT: _form("pembayar"),
    Intent.ADD_FAMILY: _form("keluarga"),
    Intent.NEWBORN: _form("bayi"),
    Intent.REACTIVATE: _form("aktif-lagi"),
    Intent.DEACTIVATE: (*_form("meninggal"), Page("/ubah/luar-negeri/", "say.link_abroad")),
    Intent.DOUBLE_DATA: _form("nomor-ganda"),
    Intent.CODE_MISSING: (
        Page("/masuk/ganti-nomor/", "say.link_number"),
        Page("/masuk/", "say.link_sign_in"),
    ),
}
_ASKING = re.compile(
    r"\b(?:dimana|di mana|mana|nang endi|endi|pundi|ten|yang|sing|terdekat|dekat|deket|cari|carikan"
    r"|alamat\w*|lokasi|jadwal|jam|buka|tutup|praktek|praktik|dokter|dr|poli|hari|apa|berapa|kapan|ada|ya|min|bu"
    r"|pak|mau|tanya|tolong|besok|lusa|saya|aku|bpjs|faskes|kamar|kosong|gak|ga|tidak|di|ke"
    r"|dari|itu|dong)\b"
)
_MARKS = re.compile(r"[^\w ]+")


def place_words(text: str) -> str:
    """What is left of a question when its ordinary words are gone: a name or a place."""
    rest = _ASKING.sub(" ", _MARKS.sub(" ", text.casefold()))
    words = rest.split()
    return " ".join(words)[:60] if any(len(word) > 3 for word in words) else ""
