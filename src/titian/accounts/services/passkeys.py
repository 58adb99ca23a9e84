"""Passkeys by the WebAuthn library; challenges are kept here and each is taken once."""

import json
import secrets
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from titian.accounts import rules
from titian.accounts.errors import PasskeyRefused, PasskeysEnough
from titian.accounts.models import Ceremony, Passkey
from titian.accounts.selectors import account_of
from titian.accounts.services.ending import hold_account
from titian.accounts.services.history import note_sign_in
from titian.accounts.services.sessions import mark_proved, open_session
from titian.accounts.types import AccountKind, NewSession, Origin, Tried, Way
from titian.kernel.actors import Actor
from titian.kernel.text import printable
from titian.platform.audit import services as audit
from titian.platform.db.sealing import blind_index

_NAME = "Titian"
# What a malformed credential makes the library or our reading of it raise.
_MALFORMED = (WebAuthnException, ValueError, KeyError, TypeError, AttributeError)


def begin_passkey(*, purpose: str, by: Actor, name: str, at: datetime) -> str:
    """Options for the browser, as JSON, for "add", "prove" or "sign_in"."""
    challenge = secrets.token_bytes(32)
    account = account_of(by) if purpose != "sign_in" else None
    Ceremony.objects.create(
        challenge=challenge,
        purpose=purpose,
        account_id=account,
        expires_at=at + rules.CEREMONY_LASTS,
    )
    known = list(Passkey.objects.filter(account_id=account)) if account else []
    if purpose == "add":
        return _registration(challenge, account or 0, name, known)
    return options_to_json(
        generate_authentication_options(
            rp_id=_host(),
            challenge=challenge,
            allow_credentials=_descriptors(known),
            user_verification=UserVerificationRequirement.REQUIRED,
        )
    )


def _registration(challenge: bytes, account: int, name: str, known: list[Passkey]) -> str:
    if len(known) >= rules.PASSKEYS_EACH:
        raise PasskeysEnough(most=rules.PASSKEYS_EACH)
    options = generate_registration_options(
        rp_id=_host(),
        rp_name=_NAME,
        user_name=name or _NAME,
        user_id=blind_index("passkey", str(account)),
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=_descriptors(known),
    )
    return options_to_json(options)


def add_passkey(*, credential: str, label: str, by: Actor, at: datetime) -> int:
    """Keep the public key of a device the signed-in person holds; none, once every way in of
    theirs has ended: their challenge ended with it.
    """
    whose = account_of(by)
    with transaction.atomic():
        hold_account(whose)
        challenge = _take_challenge(credential, "add", whose, at)
        passkey = _kept(credential, challenge, label, by, at)
    if passkey is None:  # only now: the challenge is taken all the same
        raise PasskeyRefused
    return passkey.pk


def _kept(credential: str, challenge: bytes, label: str, by: Actor, at: datetime) -> Passkey | None:
    try:
        verified = verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=_host(),
            expected_origin=settings.TITIAN_ORIGIN,
            require_user_verification=True,
        )
        with transaction.atomic():
            passkey = Passkey.objects.create(
                account_id=account_of(by),
                credential_id=verified.credential_id,
                public_key=verified.credential_public_key,
                sign_count=verified.sign_count,
                label=printable(label, 80),
                made_at=at,
            )
            audit.record(audit.Entry(by, "accounts.passkey_added", by.ref), at=at)
    except (*_MALFORMED, IntegrityError):
        return None
    return passkey


def sign_in_with_passkey(
    *,
    credential: str,
    kind: AccountKind,
    device: str,
    station: str,
    by: Actor,
    at: datetime,
    address: str = "",
) -> NewSession:
    """Open a session for whoever the passkey belongs to, if of this kind of account, and if it
    is still theirs when the session opens.
    """
    challenge = _take_challenge(credential, "sign_in", None, at)
    passkey = _verified(credential, challenge, at)
    if passkey.account.kind != kind or passkey.account.closed_at is not None:
        raise PasskeyRefused
    whose = passkey.account_id
    with transaction.atomic():
        hold_account(whose)
        if not Passkey.objects.filter(pk=passkey.pk).exists():
            raise PasskeyRefused
        if kind is AccountKind.STAFF:
            note_sign_in(whose, Way.PASSKEY, Tried.OK, Origin(device, address), at=at)
        return open_session(account=whose, device=device, station=station, by=by, at=at)


def check_passkey(
    *, credential: str, session: int, by: Actor, at: datetime, made_before: datetime | None = None
) -> None:
    """The signed-in person proves with one of their own passkeys that it is still them.

    `made_before`: one that was made later, perhaps by a thief a minute ago, proves nothing.
    """
    challenge = _take_challenge(credential, "prove", account_of(by), at)
    found = _verified(credential, challenge, at)
    is_young = made_before is not None and found.made_at >= made_before
    if found.account_id != account_of(by) or is_young:
        raise PasskeyRefused
    mark_proved(session=session, by=by, at=at)


def remove_passkey(*, passkey: int, by: Actor, at: datetime) -> None:
    """Forget one of one's own passkeys; a stranger's number changes nothing."""
    with transaction.atomic():
        gone, _ = Passkey.objects.filter(pk=passkey, account_id=account_of(by)).delete()
        if not gone:
            raise PasskeyRefused
        audit.record(audit.Entry(by, "accounts.passkey_removed", by.ref), at=at)


def _take_challenge(credential: str, purpose: str, account: int | None, at: datetime) -> bytes:
    """Delete the challenge the browser signed, so that no answer can be used twice."""
    try:
        said = json.loads(credential)["response"]["clientDataJSON"]
        challenge = base64url_to_bytes(json.loads(base64url_to_bytes(said))["challenge"])
    except _MALFORMED as error:
        raise PasskeyRefused from error
    given_out = Ceremony.objects.filter(challenge=challenge, purpose=purpose, expires_at__gt=at)
    whose = Q(account__isnull=True) if account is None else Q(account=account)
    taken, _ = given_out.filter(whose).delete()
    if not taken:
        raise PasskeyRefused
    return challenge


def _verified(credential: str, challenge: bytes, at: datetime) -> Passkey:
    try:
        credential_id = base64url_to_bytes(json.loads(credential)["id"])
        passkey = Passkey.objects.select_related("account").get(credential_id=credential_id)
        verified = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=_host(),
            expected_origin=settings.TITIAN_ORIGIN,
            credential_public_key=bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except (Passkey.DoesNotExist, *_MALFORMED) as error:
        raise PasskeyRefused from error
    Passkey.objects.filter(pk=passkey.pk).update(sign_count=verified.new_sign_count, used_at=at)
    return passkey


def _descriptors(known: list[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=bytes(key.credential_id)) for key in known]


def _host() -> str:
    return urlsplit(settings.TITIAN_ORIGIN).hostname or "localhost"
