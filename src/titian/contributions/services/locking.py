"""A family's dues are changed by one at a time: its account's row is locked."""

from collections.abc import Collection
from datetime import datetime

from django.db import connection

from titian.contributions.models import DuesAccount
from titian.platform.db.transactions import require_transaction


def lock_account(family_id: int, *, at: datetime) -> bool:
    """Lock the account, opening it when there is none; whether there was one."""
    require_transaction()
    account = DuesAccount.objects.filter(pk=family_id).select_for_update().values_list("pk")
    if list(account):
        return True
    was_made = bool(open_accounts([family_id], at=at))
    list(account.all())
    return not was_made


def hold_account(family_id: int) -> None:
    """As `lock_account`, but open none: who opens one writes down what was owed before it.

    Without an account there is no row to lock; then those who hold it wait for each other.
    """
    require_transaction()
    account = DuesAccount.objects.filter(pk=family_id).select_for_update()
    if not list(account.values_list("pk")):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended('contribution_account', %s))",
                [family_id],
            )


def lock_accounts(family_ids: Collection[int]) -> None:
    """Lock many, in the order of their ids as everybody does."""
    require_transaction()
    account = DuesAccount.objects.filter(pk__in=list(family_ids)).order_by("pk")
    list(account.select_for_update().values_list("pk"))


def open_accounts(family_ids: Collection[int], *, at: datetime) -> set[int]:
    """Open accounts where there are none; which were opened. They are locked by that."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO contribution_account (family_id, opened_at)"
            " SELECT id, %s FROM unnest(%s::bigint[]) AS id ORDER BY id"
            " ON CONFLICT (family_id) DO NOTHING RETURNING family_id",
            [at, list(family_ids)],
        )
        return {row[0] for row in cursor.fetchall()}
