"""The verbs of the front door."""

from titian.frontdoor.services.handing import hand_over, require_handing_role
from titian.frontdoor.services.proving import prove_by_code
from titian.frontdoor.services.sending import send_code
from titian.frontdoor.services.signing_in import (
    begin,
    begin_proof,
    finish,
    forget_sign_ins,
    request_code,
    sweep_out,
)

__all__ = [
    "begin",
    "begin_proof",
    "finish",
    "forget_sign_ins",
    "hand_over",
    "prove_by_code",
    "request_code",
    "require_handing_role",
    "send_code",
    "sweep_out",
]
