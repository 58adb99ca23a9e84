"""A link that says what it is about: `kind:id`, signed, so that nobody points at what they were
not shown. Whoever reads it stands above whoever writes it.
"""

from django.core import signing

_SALT = "reference"
_LONGEST = 160


def reference(kind: str, key: object) -> str:
    return _signer().sign(f"{kind}:{key}")


def find_reference(signed: str) -> str:
    """What was signed; empty for anything else."""
    try:
        return _signer().unsign(signed[:_LONGEST])
    except signing.BadSignature:
        return ""


def _signer() -> signing.Signer:
    return signing.Signer(salt=_SALT, sep=".")
