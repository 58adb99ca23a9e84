"""A letter is signed with a key that never leaves its token.

Tried with SoftHSM, a token in software: Debian's softhsm2 and opensc. Where they are not
installed this is said and passed over; `make test` installs them beside the browser.
"""

import os
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
import typst
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pytest_django import Settings

from titian.bridging import tokens
from titian.kernel import clock

_MODULES = sorted(Path("/usr/lib").glob("**/softhsm/libsofthsm2.so"))
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not _MODULES or shutil.which("pkcs11-tool") is None,
        reason="needs a token in software: apt install softhsm2 opensc",
    ),
]
TOKEN, LABEL, PIN = "titian-test", "kepala-dinas", "482913"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A token with a key and its certificate in it; the certificate as others may read it."""
    folder = tmp_path_factory.mktemp("token")
    (folder / "tokens").mkdir()
    conf = folder / "softhsm2.conf"
    conf.write_text(f"directories.tokendir = {folder}/tokens\nobjectstore.backend = file\n")
    os.environ["SOFTHSM2_CONF"] = str(conf)
    _run("softhsm2-util", "--init-token", "--free", "--label", TOKEN, "--pin", PIN, "--so-pin", PIN)
    key, certificate = _a_key_and_its_certificate()
    (folder / "key.der").write_bytes(
        key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    )
    (folder / "cert.der").write_bytes(certificate.public_bytes(Encoding.DER))
    _put(folder / "key.der", "privkey")
    _put(folder / "cert.der", "cert")
    return certificate.public_bytes(Encoding.PEM)


def _put(path: Path, kind: str) -> None:
    _run(
        "pkcs11-tool", "--module", str(_MODULES[0]), "--token-label", TOKEN, "--login", "--pin",
        PIN, "--write-object", str(path), "--type", kind, "--id", "01", "--label", LABEL,
    )  # fmt: skip


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def _a_key_and_its_certificate() -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "CONTOH Kepala Dinas")])
    made = clock.now()
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=True, crl_sign=True,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(made - timedelta(days=1))
        .not_valid_after(made + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    return key, certificate


@pytest.fixture
def signer(authority: bytes, settings: Settings) -> tokens.TokenSigner:
    settings.TITIAN_SIGNER_PKCS11 = str(_MODULES[0])
    settings.TITIAN_SIGNER_TOKEN = TOKEN
    settings.TITIAN_SIGNER_LABEL = LABEL
    settings.TITIAN_SIGNER_PASSPHRASE = PIN
    return tokens.from_token()


def a_letter() -> bytes:
    return bytes(typst.compile(b"Surat contoh", format="pdf"))


def test_the_token_signs_and_anybody_can_check_it(
    signer: tokens.TokenSigner, authority: bytes, tmp_path: Path
) -> None:
    letter = a_letter()

    signed = signer.sign(letter, reason="Penetapan peserta", place="Kota Malang")

    path = tmp_path / "surat.pdf"
    path.write_bytes(signed)
    [root] = load_certs_from_pemder_data(authority)
    with path.open("rb") as file:
        [signature] = PdfFileReader(file).embedded_signatures
        context = ValidationContext(trust_roots=[root], allow_fetching=False)
        status = validate_pdf_signature(signature, context)
    assert signed.startswith(letter)
    assert status.intact
    assert status.valid
    assert status.trusted


def test_each_letter_opens_a_session_of_its_own(signer: tokens.TokenSigner) -> None:
    first = signer.sign(a_letter(), reason="Satu", place="Kota Malang")

    assert signer.sign(a_letter(), reason="Dua", place="Kota Malang") != first


def test_with_a_wrong_pin_nothing_is_signed(signer: tokens.TokenSigner, settings: Settings) -> None:
    settings.TITIAN_SIGNER_PASSPHRASE = "000000"

    with pytest.raises(SigningError, match="PinIncorrect"):
        tokens.from_token().sign(a_letter(), reason="Satu", place="Kota Malang")
