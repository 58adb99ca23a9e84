"""The verbs of accounts. Every write names who acts and when."""

from titian.accounts.services.backup_codes import make_backup_codes
from titian.accounts.services.codes import forget_codes, issue_code, redeem_code
from titian.accounts.services.deciding import ask_reset, decide, not_me, withdraw_proposal
from titian.accounts.services.ending import end_access, hold_access
from titian.accounts.services.giving import end_due, end_role, give_role, keep_role
from titian.accounts.services.inviting import invite, send_again, withdraw_invitation
from titian.accounts.services.joining import invitation_of, invited_by, join
from titian.accounts.services.kept_forms import keep_form, take_form
from titian.accounts.services.leaving import leave
from titian.accounts.services.limits import admit
from titian.accounts.services.passkeys import (
    add_passkey,
    begin_passkey,
    check_passkey,
    remove_passkey,
    sign_in_with_passkey,
)
from titian.accounts.services.passwords import change_password, is_outgrown
from titian.accounts.services.sessions import (
    close_all,
    close_device,
    close_others,
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
    "ask_reset",
    "begin_passkey",
    "change_password",
    "check_passkey",
    "close_all",
    "close_device",
    "close_others",
    "close_session",
    "create_staff",
    "decide",
    "end_access",
    "end_due",
    "end_role",
    "forget_codes",
    "give_role",
    "hold_access",
    "invitation_of",
    "invite",
    "invited_by",
    "is_outgrown",
    "issue_code",
    "join",
    "keep_alive",
    "keep_form",
    "keep_role",
    "leave",
    "lock",
    "make_backup_codes",
    "mark_proved",
    "not_me",
    "note_presence",
    "open_member_session",
    "open_member_sessions",
    "open_session",
    "redeem_code",
    "remove_passkey",
    "send_again",
    "set_pin",
    "sign_in_staff",
    "sign_in_with_passkey",
    "sweep_out",
    "take_form",
    "unlock",
    "withdraw_invitation",
    "withdraw_proposal",
]
