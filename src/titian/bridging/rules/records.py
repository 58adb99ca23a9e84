"""e-Rekam Medis (bpjs-protocols §10): a sealed, packed document inside a plain envelope."""

import binascii
import json
import zlib
from base64 import b64decode
from dataclasses import dataclass

from titian.bridging.errors import WireRefused
from titian.bridging.rules import wire_fields as fields
from titian.bridging.rules.wire_crypto import NotSealed, decrypted, key_of
from titian.referrals.types import CareKind

REFUSED = 201
LARGEST = 20_000_000  # bytes of a document when unpacked
_GZIP = 31  # zlib's word for a gzip stream of any window
_KINDS = {"1": CareKind.INPATIENT, "2": CareKind.OUTPATIENT}


@dataclass(frozen=True, slots=True)
class Sent:
    letter_number: str
    care_kind: CareKind
    month: int
    year: int
    sealed: str


def sent(body: fields.Body) -> Sent:
    """`{"request": {…}}`, or the same without the wrapping."""
    inner = fields.inner(body, "request") or dict(body)
    month, year = fields.number(inner, "bulan"), fields.number(inner, "tahun")
    if month is None or not 1 <= month <= 12:
        raise WireRefused(REFUSED, "bulan harus 1 sampai 12")
    if year is None or not 2014 <= year <= 2100:
        raise WireRefused(REFUSED, "tahun tidak sesuai")
    kind = _KINDS.get(fields.text(inner, "jnsPelayanan"))
    if kind is None:
        raise WireRefused(REFUSED, "jnsPelayanan harus 1 (inap) atau 2 (jalan)")
    found = next((value for name, value in inner.items() if name.lower() == "datamr"), None)
    if not isinstance(found, str) or not found:
        raise WireRefused(REFUSED, "dataMR belum diisi")
    return Sent(fields.needed(inner, "noSep"), kind, month, year, found)


def document(sealed: str, *, cons_id: str, secret: str, facility_code: str) -> bytes:
    """The document inside `dataMR`: decrypted, decoded, unpacked as far as is allowed, JSON."""
    try:
        packed = b64decode(decrypted(sealed, key_of(cons_id, secret, facility_code)))
    except (NotSealed, binascii.Error, ValueError):
        raise WireRefused(REFUSED, "dataMR tidak dapat dibuka") from None
    content = _unpacked(packed)
    if not _is_bundle(content):
        raise WireRefused(REFUSED, "dataMR bukan Bundle")
    return content


def _unpacked(packed: bytes) -> bytes:
    opener = zlib.decompressobj(wbits=_GZIP)
    try:
        content = opener.decompress(packed, LARGEST)
    except zlib.error:
        raise WireRefused(REFUSED, "dataMR tidak dapat dibuka") from None
    if not opener.eof:
        raise WireRefused(REFUSED, "dataMR terlalu besar atau terpotong")
    return content


def _is_bundle(content: bytes) -> bool:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and found.get("resourceType") == "Bundle"
