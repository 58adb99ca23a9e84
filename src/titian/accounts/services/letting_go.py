"""A person asked for deletion: devices and passkeys go; the account stays a bare name."""

from datetime import datetime

from titian.accounts.models import Passkey, Session
from titian.kernel.actors import Actor
from titian.platform.audit import services as audit
from titian.platform.db.personal import Whose


def let_go(whose: Whose, *, by: Actor, at: datetime) -> int:
    """Signed out everywhere, with no passkey left; whoever it is may sign in anew."""
    passkeys, _ = Passkey.objects.filter(account__in=whose.account_ids).delete()
    sessions, _ = Session.objects.filter(account__in=whose.account_ids).delete()
    said: dict[str, object] = {"sessions": sessions, "passkeys": passkeys}
    target = f"person:{whose.person_id}"
    audit.record(audit.Entry(by, "accounts.let_go", target, said), at=at)
    return passkeys + sessions
