"""Reads: who holds this token, what is theirs; and who keeps whom among the staff."""

from titian.accounts.selectors.entering import (
    HELD,
    LiveSession,
    account_of,
    colleagues,
    devices,
    find_live_session,
    find_live_sessions,
    has_account,
    has_passkey,
    kept_form,
    offices_of,
    passkeys,
    refs_of,
    staff_holding,
    staff_named,
    token_hash,
)
from titian.accounts.selectors.history import backup_codes_left, happened_to, resets_of, sign_ins
from titian.accounts.selectors.keeping import Person, keeps_all, keeps_at, person, who_has_what
from titian.accounts.selectors.naming import name_of, named, place_names
from titian.accounts.selectors.waiting import invitations, proposals
from titian.accounts.selectors.working import open_work

__all__ = [
    "HELD",
    "LiveSession",
    "Person",
    "account_of",
    "backup_codes_left",
    "colleagues",
    "devices",
    "find_live_session",
    "find_live_sessions",
    "happened_to",
    "has_account",
    "has_passkey",
    "invitations",
    "keeps_all",
    "keeps_at",
    "kept_form",
    "name_of",
    "named",
    "offices_of",
    "open_work",
    "passkeys",
    "person",
    "place_names",
    "proposals",
    "refs_of",
    "resets_of",
    "sign_ins",
    "staff_holding",
    "staff_named",
    "token_hash",
    "who_has_what",
]
