"""Somebody's whole way in ends: every device, every passkey, every code not yet used."""

from datetime import datetime

from titian.accounts.models import Account, Ceremony, Passkey, Session
from titian.accounts.services.codes import forget_codes
from titian.kernel.actors import Actor
from titian.platform.audit import services as audit
from titian.platform.db.transactions import require_transaction
from titian.platform.http.last_known.kept import kept_pages


def end_access(*, subject: str, by: Actor, at: datetime) -> None:
    """Whoever holds a device, a passkey or a code for this subject holds nothing any more.

    Needs the caller's transaction. The account stays: its owner signs in anew.
    """
    require_transaction()
    account = Account.objects.select_for_update().filter(subject=subject).first()
    forget_codes(ref=f"person:{subject}")
    if account is None:
        return

    passkeys, _ = Passkey.objects.filter(account=account).delete()
    Ceremony.objects.filter(account=account).delete()
    sessions, _ = Session.objects.filter(account=account).delete()

    kept_pages().forget_account(f"account:{account.pk}")

    said: dict[str, object] = {"sessions": sessions, "passkeys": passkeys}
    audit.record(audit.Entry(by, "accounts.access_ended", f"account:{account.pk}", said), at=at)
