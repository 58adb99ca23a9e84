"""The verbs of accounts. Every write names who acts and when."""

from titian.accounts.services.codes import forget_codes, issue_code, redeem_code
from titian.accounts.services.ending import end_access
from titian.accounts.services.limits import admit
from titian.accounts.services.passkeys import (
    add_passkey,
    begin_passkey,
    check_passkey,
    remove_passkey,
    sign_in_with_passkey,
)
from titian.accounts.services.sessions import (
    close_all,
    close_device,
    close_session,
    keep_alive,
    mark_proved,
    note_presence,
    open_member_session,
    open_member_sessions,
    open_session,
    sweep_out,
)
from titian.accounts.services.staff import (
    create_staff,
    set_pin,
    sign_in_staff,
)
from titian.accounts.services.stations import lock, unlock

__all__ = [
    "add_passkey",
    "admit",
    "begin_passkey",
    "check_passkey",
    "close_all",
    "close_device",
    "close_session",
    "create_staff",
    "end_access",
    "forget_codes",
    "issue_code",
    "keep_alive",
    "lock",
    "mark_proved",
    "note_presence",
    "open_member_session",
    "open_member_sessions",
    "open_session",
    "redeem_code",
    "remove_passkey",
    "set_pin",
    "sign_in_staff",
    "sign_in_with_passkey",
    "sweep_out",
    "unlock",
]
