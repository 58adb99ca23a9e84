"""Somebody's whole way in ends: every device, every passkey, every code not yet used."""

from datetime import datetime

from django.db import connection

from titian.accounts.models import Account, Ceremony, Passkey, Session
from titian.accounts.services.codes import forget_codes, forget_codes_under
from titian.kernel.actors import Actor
from titian.platform.audit import services as audit
from titian.platform.db.transactions import require_transaction
from titian.platform.http.last_known.kept import kept_pages


def hold_access(*, subject: str) -> None:
    """Whoever opens a way in for this subject and whoever ends them all come one after the other,
    until the caller's transaction ends. What is known of the subject is asked after this.
    """
    require_transaction()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('account_access'), hashtext(%s))", [subject]
        )


def hold_account(account: int) -> None:
    """As `hold_access`, for ways in that belong to an account."""
    require_transaction()
    held = Account.objects.select_for_update(no_key=True).filter(pk=account)
    list(held.values_list("pk"))


def end_access(*, subject: str, by: Actor, at: datetime) -> None:
    """Whoever holds a device, a passkey or a code for this subject holds nothing any more.

    Needs the caller's transaction. The account stays: its owner signs in anew.
    """
    hold_access(subject=subject)
    account = Account.objects.select_for_update().filter(subject=subject).first()
    forget_codes(ref=f"person:{subject}")
    forget_codes_under(ref=f"person:{subject}")
    if account is None:
        return

    passkeys, _ = Passkey.objects.filter(account=account).delete()
    Ceremony.objects.filter(account=account).delete()
    sessions, _ = Session.objects.filter(account=account).delete()

    kept_pages().forget_account(f"account:{account.pk}")

    said: dict[str, object] = {"sessions": sessions, "passkeys": passkeys}
    audit.record(audit.Entry(by, "accounts.access_ended", f"account:{account.pk}", said), at=at)
