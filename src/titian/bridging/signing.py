"""A city's letters signed by pyHanko (PAdES) with a key in a PKCS#12 file."""

from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, fields, signers

from titian.platform.db.transactions import refuse_transaction

_FIELD = "Titian"


class FileSigner:
    """The key lies in a PKCS#12 file that only the server may read."""

    def __init__(self, path: Path, passphrase: str, *, is_sample: bool = False) -> None:
        self.is_sample = is_sample
        found: signers.SimpleSigner | None = signers.SimpleSigner.load_pkcs12_data(
            path.read_bytes(), [], passphrase.encode()
        )
        if found is None:
            raise ImproperlyConfigured("TITIAN_SIGNER_FILE cannot be opened with its passphrase")
        self._key = found

    def sign(self, pdf: bytes, *, reason: str, place: str) -> bytes:
        refuse_transaction()
        return signed(pdf, self._key, reason=reason, place=place)


def signed(pdf: bytes, key: signers.Signer, *, reason: str, place: str) -> bytes:
    """The same document with one signature added behind it; nothing before it is touched."""
    about = PdfSignatureMetadata(
        field_name=_FIELD,
        reason=reason,
        location=place,
        subfilter=fields.SigSeedSubFilter.PADES,
        md_algorithm="sha256",
    )
    out = signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), about, signer=key)
    return bytes(out.getbuffer())


def from_file() -> FileSigner:
    return FileSigner(Path(settings.TITIAN_SIGNER_FILE), settings.TITIAN_SIGNER_PASSPHRASE)
