"""A certificate authority of samples: made at first use, in this installation's own folder.

Nobody outside trusts it, its names say what it is, and every letter signed by it says so too.
"""

import os
import secrets
from datetime import timedelta
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    pkcs12,
)
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.utils.module_loading import import_string

from titian.enrolment.ports import Signer
from titian.kernel import clock

_FILE_SIGNER = "titian.bridging.signing.FileSigner"  # the real adapter, with our own file
_VALID = timedelta(days=3650)
_BEFORE = timedelta(days=400)  # letters of samples are dated back
_AUTHORITY, _SIGNER = "CONTOH Otoritas Sertifikat Titian", "CONTOH Kepala Dinas Kesehatan"


def signer() -> Signer:
    return _made(_folder())


def authority() -> bytes:
    """The certificate to check sample letters against, as PEM."""
    signer()
    return (_folder() / "authority.pem").read_bytes()


def _folder() -> Path:
    return Path(settings.TITIAN_HOME) / "sample_signing"


@lru_cache(maxsize=4)
def _made(folder: Path) -> Signer:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / "signer.p12"
    if not path.exists():
        _issue(folder)
    made: Signer = import_string(_FILE_SIGNER)(path, _passphrase(), is_sample=True)
    return made


def _issue(folder: Path) -> None:
    """Both files at once, the signer's last: who finds it finds the authority too."""
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _certificate(_name(_AUTHORITY), _name(_AUTHORITY), root_key, root_key, is_ca=True)
    mine = _certificate(_name(_SIGNER), _name(_AUTHORITY), key, root_key, is_ca=False)
    locked = BestAvailableEncryption(_passphrase().encode())
    bundle = pkcs12.serialize_key_and_certificates(b"contoh", key, mine, [root], locked)
    _put(folder / "authority.pem", root.public_bytes(Encoding.PEM))
    _put(folder / "signer.p12", bundle)


def _passphrase() -> str:
    return sha256(settings.TITIAN_SEALING_KEY + b"sample signing").hexdigest()


def _put(path: Path, content: bytes) -> None:
    half = path.with_suffix(f".{secrets.token_hex(4)}")
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    half.rename(path)


def _name(words: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.COMMON_NAME, words),
        ]
    )


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    by: ec.EllipticCurvePrivateKey,
    *,
    is_ca: bool,
) -> x509.Certificate:
    now = clock.now()
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _BEFORE)
        .not_valid_after(now + _VALID)
        .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
        .add_extension(_usage(is_ca=is_ca), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False
        )
    )
    return made.sign(by, hashes.SHA256())


def _usage(*, is_ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_ca,
        content_commitment=not is_ca,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_ca,
        crl_sign=is_ca,
        encipher_only=False,
        decipher_only=False,
    )
