"""A person asked for deletion: devices and passkeys go; the account stays a bare name."""

from datetime import datetime

from titian.accounts.models import Passkey, Session
from titian.kernel.actors import Actor
from titian.platform.audit import services as audit
from titian.platform.db.personal import Whose
from titian.platform.http.last_known.kept import kept_pages


def let_go(whose: Whose, *, by: Actor, at: datetime) -> int:
    """Signed out everywhere, with no passkey left; whoever it is may sign in anew."""
    passkeys, _ = Passkey.objects.filter(account__in=whose.account_ids).delete()
    sessions, _ = Session.objects.filter(account__in=whose.account_ids).delete()
    for account in whose.account_ids:
        kept_pages().forget_account(f"account:{account}")
    said: dict[str, object] = {"sessions": sessions, "passkeys": passkeys}
    target = f"person:{whose.person_id}"
    audit.record(audit.Entry(by, "accounts.let_go", target, said), at=at)
    return passkeys + sessions
