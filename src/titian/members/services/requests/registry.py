"""The population registry is asked before the transaction, and never holds anybody up."""

import logging
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from titian.members import rules
from titian.members.ports import (
    PopulationRegistry,
    RegistryAway,
    RegistryField,
    RegistryQuestion,
)
from titian.platform.db.transactions import refuse_transaction

log = logging.getLogger(__name__)

AGREES, DIFFERS, UNKNOWN, AWAY, UNASKED = "agrees", "differs", "unknown", "away", "unasked"
LOOK = "look"  # all agrees, but it may concern somebody else: their NIK, their family card


def compared(
    ref: str, wanted: Mapping[str, str], on_record: Mapping[str, str], *, is_head: bool
) -> dict[str, object]:
    """What the registry says of the person as they would be: yes or no for each field."""
    refuse_transaction()
    after = {**on_record, **wanted}
    if not settings.TITIAN_REGISTRY or not after.get("nik"):
        return {"state": UNASKED}
    asked = [RegistryField.FULL_NAME, RegistryField.BIRTH_DATE, RegistryField.SEX]
    if "kk_number" in wanted:
        asked.append(RegistryField.KK_NUMBER)
    question = RegistryQuestion(ref, after["nik"], {name: after[name] for name in asked})
    try:
        answer = _registry().compare(question)
    except RegistryAway as error:
        log.warning("the population registry is away", extra={"why": str(error)})
        return {"state": AWAY}
    agrees = {name.value: answer.matches.get(name, False) for name in asked if answer.known}
    if answer.known and "nik" in wanted:
        agrees["nik"] = all(agrees.values())
    has_nik = bool(on_record.get("nik"))
    sure = rules.registry_decides(
        agrees, wanted, known=answer.known, has_nik=has_nik, is_head=is_head
    )
    state = DIFFERS if answer.known else UNKNOWN
    if answer.known and all(agrees.values()):
        state = AGREES if sure else LOOK
    return {"state": state, "evidence": answer.evidence, "agrees": agrees}


@lru_cache(maxsize=4)
def _made(path: str) -> PopulationRegistry:
    return cast("Callable[[], PopulationRegistry]", import_string(path))()


def _registry() -> PopulationRegistry:
    return _made(settings.TITIAN_REGISTRY)
