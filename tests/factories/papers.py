"""Whether a signed PDF is whole, by two readers of different make."""

import subprocess
from io import BytesIO
from pathlib import Path

from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from titian.demo import signing


def is_signed_by_the_samples_authority(pdf: bytes) -> bool:
    [root] = load_certs_from_pemder_data(signing.authority())
    [signature] = PdfFileReader(BytesIO(pdf)).embedded_signatures
    context = ValidationContext(trust_roots=[root], allow_fetching=False)
    status = validate_pdf_signature(signature, context)
    return status.intact and status.valid and status.trusted


def pdfsig_says(pdf: bytes, folder: Path) -> str:
    path = folder / "surat.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdfsig", path], capture_output=True, text=True, check=False).stdout
