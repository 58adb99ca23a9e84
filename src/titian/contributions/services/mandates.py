"""Autodebit: a family lets its bank or wallet pay before the due date, or takes that back.

Another account is a risky change: the head hears of it, nothing is debited for a day, and until
then the account before can be had back. The gateway is told of an end only after that, by a
task that tries until it answers.
"""

import logging
from datetime import datetime
from functools import cache
from typing import cast

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from titian.contributions.errors import AutodebitOff, UndoOver
from titian.contributions.models import Mandate
from titian.contributions.ports import AutodebitGateway
from titian.contributions.rules.mandates import undo_until
from titian.contributions.selectors.parameters import parameters
from titian.contributions.services.locking import hold_account
from titian.contributions.services.telling import Saying, say
from titian.contributions.services.wording import address
from titian.kernel.actors import Actor
from titian.platform.audit import services as audit
from titian.platform.db.transactions import refuse_transaction

log = logging.getLogger(__name__)

_SHOWN_DIGITS = 4


def open_mandate(
    *, family_id: int, account_no: str, holder: str, client_key: str, by: Actor, at: datetime
) -> int:
    """Ask the gateway for a mandate; the same key gives the same one. A new one replaces the
    old. Raises `AutodebitOff` where no gateway is set up.
    """
    known = Mandate.objects.filter(family=family_id, client_key=client_key).first()
    if known is not None:
        return known.pk
    refuse_transaction()
    asked = gateway()
    ref = asked.open_mandate(key=f"{family_id}:{client_key}", account_no=account_no, holder=holder)
    made = Mandate(
        family_id=family_id,
        gateway=asked.name,
        ref_sealed=ref,
        account_end=account_no[-_SHOWN_DIGITS:],
        client_key=client_key,
        opened_at=at,
    )
    return _write_down(made, by, at)


@transaction.atomic
def _write_down(made: Mandate, by: Actor, at: datetime) -> int:
    hold_account(made.family_id)
    known = Mandate.objects.filter(family=made.family_id, client_key=made.client_key).first()
    if known is not None:
        return known.pk

    made.replaces = _open_one(made.family_id)
    if made.replaces is not None:
        _end(made.replaces, at)
    made.save()

    _record("contributions.mandate_opened", made.family_id, by, at)
    _tell("mandate_opened", made, at)
    return made.pk


@transaction.atomic
def close_mandate(*, family_id: int, by: Actor, at: datetime) -> None:
    """Nothing is debited any more from this moment, whatever the gateway answers later."""
    hold_account(family_id)
    found = _open_one(family_id)
    if found is None:
        return

    _end(found, at)

    _record("contributions.mandate_closed", family_id, by, at)
    _tell("mandate_closed", found, at)


@transaction.atomic
def end_refused(*, mandate_id: int, by: Actor, at: datetime) -> None:
    """The bank lets nothing be debited any more: the head pays in another way from now on. Twice
    is once; what the family ended itself is not said to have been ended by the bank.
    """
    refused = Mandate.objects.get(pk=mandate_id)
    hold_account(refused.family_id)
    if not Mandate.objects.filter(pk=mandate_id, closed_at__isnull=True).update(closed_at=at):
        return

    _record("contributions.mandate_refused", refused.family_id, by, at)
    facts: dict[str, str | int] = {
        "end": refused.account_end,
        "link": address("contributions:pay"),
    }
    key = f"contributions.mandate_refused:{mandate_id}"
    say([Saying("mandate_refused", refused.family_id, key, lambda _: facts)], at=at)


@transaction.atomic
def undo_mandate(*, family_id: int, by: Actor, at: datetime) -> None:
    """Back to the account before, while nothing was debited. Raises `UndoOver`.

    Done twice is done once: the account before has none before it to go back to in time.
    """
    hold_account(family_id)
    found = _open_one(family_id)
    before = found.replaces if found else None
    if found is None or before is None or at >= undo_until(found.opened_at, parameters()):
        raise UndoOver

    _end(found, at)
    before.closed_at = None
    before.save(update_fields=["closed_at"])

    _record("contributions.mandate_undone", family_id, by, at)
    _tell("mandate_undone", before, at, about=found.pk)


def end_mandates(*, at: datetime) -> int:
    """Tell the gateway which mandates have ended; one that does not answer is told again."""
    if not settings.TITIAN_AUTODEBIT:
        return 0
    table, told = parameters(), 0
    waiting = Mandate.objects.filter(closed_at__isnull=False, ended_at__isnull=True)
    for mandate in waiting.order_by("pk"):
        if mandate.closed_at is None or at < undo_until(mandate.closed_at, table):
            continue
        try:
            gateway().close_mandate(mandate.ref_sealed)
        except Exception:
            log.exception("the gateway does not know yet that mandate %s ended", mandate.pk)
        else:
            told += Mandate.objects.filter(pk=mandate.pk).update(ended_at=at)
    return told


def autodebit_is_simulated() -> bool:
    """Whether the gateway of this installation takes no money."""
    return bool(settings.TITIAN_AUTODEBIT) and gateway().is_simulation


def gateway() -> AutodebitGateway:
    """The one set up here; raises `AutodebitOff`."""
    path = settings.TITIAN_AUTODEBIT
    if not path:
        raise AutodebitOff
    return _made(path)


@cache
def _made(path: str) -> AutodebitGateway:
    return cast(AutodebitGateway, import_string(path)())


def _open_one(family_id: int) -> Mandate | None:
    open_ones = Mandate.objects.select_related("replaces")
    return open_ones.filter(family=family_id, closed_at__isnull=True).first()


def _end(mandate: Mandate, at: datetime) -> None:
    mandate.closed_at = at
    mandate.save(update_fields=["closed_at"])


def _record(what: str, family_id: int, by: Actor, at: datetime) -> None:
    audit.record(audit.Entry(by, what, f"family:{family_id}"), at=at)


def _tell(template: str, mandate: Mandate, at: datetime, *, about: int | None = None) -> None:
    """To the head, whoever did it and at any hour: the account's end and where to stop it."""
    facts: dict[str, str | int] = {
        "end": mandate.account_end,
        "link": address("contributions:mandate"),
    }
    key = f"contributions.{template}:{about or mandate.pk}"
    say([Saying(template, mandate.family_id, key, lambda _: facts, at)], at=at)
