"""Somebody proves in a conversation who they are: by a code, and no session is opened."""

from datetime import datetime

from titian.accounts import services as accounts
from titian.accounts.errors import WrongCode
from titian.frontdoor import rules
from titian.frontdoor.models import SignIn
from titian.frontdoor.services.signing_in import counted_try


def prove_by_code(*, token: str, code: str, at: datetime) -> int:
    """The person whose code this is. Every try is counted, also one that fails.

    Raises PendingGone, TooManyTries, WrongCode.
    """
    row = counted_try(token, at)
    sent = rules.code_ref(row.pk, row.person_id)
    accounts.redeem_code(refs=[sent], code=code, at=at)
    accounts.forget_codes(ref=sent)
    SignIn.objects.filter(pk=row.pk).delete()
    if row.person_id is None:
        raise WrongCode
    return row.person_id
