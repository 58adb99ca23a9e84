"""One-time codes for an opaque reference. Several may be valid at once; one use ends them all."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from titian.accounts.errors import WrongCode
from titian.accounts.models import Code
from titian.kernel.identifiers import digits
from titian.platform.db.sealing import blind_index


def issue_code(*, ref: str, length: int, lasts: timedelta, at: datetime) -> str:
    """Make a code of decimal digits. It is returned once; only its keyed hash is kept."""
    code = f"{secrets.randbelow(10**length):0{length}d}"
    Code.objects.update_or_create(
        code_hash=_hash(ref, code), defaults={"ref": ref, "made_at": at, "expires_at": at + lasts}
    )
    return code


def redeem_code(*, refs: Sequence[str], code: str, at: datetime) -> str:
    """Take the code out of use and say whose it was. One of two at the same moment wins.

    The same single statement runs whether or not any code exists for the references.
    """
    tidy = digits(code)
    by_hash = {_hash(ref, tidy): ref for ref in refs}
    taken = Code.objects.raw(
        "DELETE FROM account_code WHERE code_hash = ANY(%s) AND expires_at > %s RETURNING *",
        [list(by_hash), at],
    )
    for row in taken:
        return row.ref
    raise WrongCode


def forget_codes(*, ref: str) -> None:
    """The other codes of a reference end with the one that was used."""
    Code.objects.filter(ref=ref).delete()


def forget_codes_under(*, ref: str) -> None:
    """Codes of whatever was begun under a reference, "<ref>/…", end with it."""
    Code.objects.filter(ref__startswith=f"{ref}/").delete()


def _hash(ref: str, code: str) -> bytes:
    return blind_index("code", f"{ref}|{code}")
