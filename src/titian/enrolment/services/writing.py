"""The letter as a PDF: what it says, its annex, and the QR of its public page."""

import json
from collections import Counter
from io import BytesIO
from pathlib import Path

import segno
import typst
from django.conf import settings
from django.utils import dateformat, translation

from titian.enrolment.types import Effect, LetterPerson, LetterText

_PAPER = Path(__file__).resolve().parent.parent / "data" / "letter.typ"
_LANGUAGE = "id"  # letters between offices are in Indonesian, whoever signs
_DOES = {Effect.ENROL: "Daftarkan", Effect.CORRECT: "Betulkan data", Effect.END: "Akhiri"}
_HEADS = (
    "No", "Yang diminta", "NIK", "Nomor KK", "Nama", "Tanggal lahir", "L/P", "Alamat",
    "Faskes tingkat pertama",
)  # fmt: skip
_PAYS = (
    "membayar iuran JKN bagi warga yang tidak mampu, sebagai peserta PBPU Pemerintah Daerah "
    "dengan hak rawat kelas III."
)
_ASKS = (
    "Data pada lampiran telah diperiksa oleh kantor yang berwenang di kota. Kami mohon permintaan "
    "untuk setiap orang di lampiran dilaksanakan sesuai perjanjian yang berlaku:"
)


def letter_pdf(text: LetterText) -> bytes:
    """On A4 paper; the same text gives the same pages."""
    with translation.override(_LANGUAGE):
        said = json.dumps(_said(text))
    made = typst.compile(_PAPER.read_bytes(), format="pdf", sys_inputs={"data": said})
    return bytes(made)


def check_address(check_code: str) -> str:
    return f"{settings.TITIAN_ORIGIN}/surat/{check_code}/"


def _said(text: LetterText) -> dict[str, object]:
    where = check_address(text.check_code)
    return {
        "title": f"Surat {text.number}",
        "sample": "CONTOH" if text.is_sample else "",
        "city": f"Pemerintah {text.city_name}",
        "office": "Dinas Kesehatan",
        "facts": [
            ["Nomor", text.number],
            ["Lampiran", f"{len(text.people)} orang"],
            ["Perihal", "Kepesertaan JKN yang dibayar pemerintah daerah"],
        ],
        "on": dateformat.format(text.on, "j F Y"),
        "to": ["Kepada Yth.", "Kepala BPJS Kesehatan Cabang", f"di {text.city_name}"],
        "body": _body(text),
        "sums": _sums(text),
        "close": "Atas perhatian dan kerja samanya kami ucapkan terima kasih.",
        "signer": text.head_title,
        "signed": "Ditandatangani secara elektronik. Periksa keasliannya:",
        "check": where,
        "qr": _qr(where),
        "foot": f"Nomor {text.number} · periksa di {where}",
        "annex": f"Lampiran surat nomor {text.number}",
        "heads": list(_HEADS),
        "rows": [_row(one) for one in text.people],
    }


def _body(text: LetterText) -> list[str]:
    return [
        f"Pemerintah {text.city_name} {_PAYS}",
        _ASKS,
    ]


def _sums(text: LetterText) -> list[list[str]]:
    found = Counter(one.effect for one in text.people)
    return [[_DOES[effect], f"{found[effect]} orang"] for effect in Effect if found[effect]]


def _row(one: LetterPerson) -> list[str]:
    return [
        str(one.line),
        _DOES[one.effect],
        one.nik or "belum ada",
        one.kk_number,
        one.full_name,
        dateformat.format(one.birth_date, "d-m-Y"),
        one.sex,
        f"{one.address}, {one.village_name}",
        one.facility_name or "–",
    ]


def _qr(where: str) -> str:
    out = BytesIO()
    segno.make(where, error="m").save(out, kind="svg", border=0, xmldecl=False)
    return out.getvalue().decode()
