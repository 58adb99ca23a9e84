"""A sign-in from the first question to the session.

A known and an unknown NIK take the same statements up to the code; only the worker, which
sends codes, knows the difference.
"""

import secrets
from datetime import date, datetime

from django.db import transaction

from titian.accounts import services as accounts
from titian.accounts.errors import WrongCode
from titian.accounts.types import NewSession
from titian.frontdoor import rules
from titian.frontdoor.errors import CodesEnough, NoSuchWay, PendingGone, TooManyTries
from titian.frontdoor.events import CodeRequested
from titian.frontdoor.models import SignIn
from titian.frontdoor.selectors import counted_as, own_ways, pending_from, token_hash
from titian.frontdoor.types import Purpose, Started, Way
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.notifications import selectors as notifications_read
from titian.notifications.types import Channel
from titian.platform.db.sealing import blind_index
from titian.platform.outbox import services as outbox


def begin(*, nik: str, birth_date: date, onward: str, at: datetime) -> Started:
    """Start a sign-in. An unknown NIK or a wrong birth date starts one that leads nowhere,
    with masks that are the same each time.
    """
    person = members_read.match(nik, birth_date)
    on_record = members_read.addresses_on_record(person or rules.NOBODY)
    unreal = rules.decoy(blind_index("frontdoor.decoy", f"{nik}|{birth_date}"))

    return _started(
        SignIn(
            person_id=person,
            purpose=Purpose.SIGN_IN,
            who=counted_as(nik),
            ways=_stored(
                rules.ways_of(on_record if person else unreal, notifications_read.channels())
            ),
            onward=onward,
        ),
        at,
    )


def begin_proof(*, onward: str, by: Actor, at: datetime) -> Started:
    """Start a proof that the signed-in member is still the one at the device."""
    proof = SignIn(
        person_id=int(by.subject),
        purpose=Purpose.PROVE,
        who=counted_as(by.subject),
        ways=_stored(own_ways(by)),
        onward=onward,
    )
    return _started(proof, at)


def request_code(*, token: str, channel: Channel, at: datetime) -> None:
    """Ask for a code by one of the channels on record; earlier codes stay valid."""
    with transaction.atomic():
        row = _locked(token, at)
        if channel not in {way.channel for way in pending_from(row).ways}:
            raise NoSuchWay
        if row.codes_sent >= rules.CODES_EACH:
            raise CodesEnough(most=rules.CODES_EACH)

        row.channel, row.codes_sent, row.code_sent_at = channel, row.codes_sent + 1, at
        row.save(update_fields=["channel", "codes_sent", "code_sent_at"])

        outbox.announce(CodeRequested(row.pk, row.codes_sent, channel), at=at)


def finish(
    *, token: str, code: str, device: str, session: int, by: Actor, at: datetime
) -> NewSession | None:
    """End a sign-in with a code sent or handed over: a new session, or for a proof none.

    Every try is counted before it is looked at. A code opens one session only, also when two
    tabs send it at the same moment; none, once every way in of its person has ended.
    """
    row = counted_try(token, at)
    with transaction.atomic():
        person = row.person_id or rules.NOBODY
        accounts.hold_access(subject=rules.access_of(row.pk, row.person_id))
        sent, handed = rules.code_ref(row.pk, row.person_id), f"person:{person}"
        accounts.redeem_code(refs=[sent, handed], code=code, at=at)
        accounts.forget_codes(ref=sent)
        SignIn.objects.filter(pk=row.pk).delete()
        if row.purpose == Purpose.PROVE:
            _require_same_person(by, person)
            accounts.mark_proved(session=session, by=by, at=at)
            return None
        return _open(person, device, by, at)


def _open(person: int, device: str, by: Actor, at: datetime) -> NewSession:
    self_seen = Actor.member("new", person)
    known = members_read.standing(person, viewer=self_seen, on=day_of(at))
    return accounts.open_member_session(
        subject=str(person), display_name=known.full_name, device=device, by=by, at=at
    )


def counted_try(token: str, at: datetime) -> SignIn:
    """Count a try; after too many the sign-in is over. Commits even when the try fails."""
    tried = SignIn.objects.raw(
        "UPDATE frontdoor_sign_in SET tries = tries + 1"
        " WHERE token_hash = %s AND expires_at > %s RETURNING *",
        [token_hash(token), at],
    )
    for row in tried:
        if row.tries <= rules.TRIES_EACH:
            return row
        with transaction.atomic():
            accounts.forget_codes(ref=rules.code_ref(row.pk, row.person_id))
            SignIn.objects.filter(pk=row.pk).delete()
        raise TooManyTries
    raise PendingGone


def _locked(token: str, at: datetime) -> SignIn:
    mine = SignIn.objects.filter(token_hash=token_hash(token), expires_at__gt=at)
    row = mine.select_for_update(of=("self",)).first()
    if row is None:
        raise PendingGone
    return row


def _require_same_person(by: Actor, person: int) -> None:
    if by.subject != str(person):
        raise WrongCode


def _started(row: SignIn, at: datetime) -> Started:
    token = secrets.token_urlsafe(32)
    row.token_hash, row.started_at = token_hash(token), at
    row.expires_at = at + rules.PENDING_LASTS
    row.save(force_insert=True)
    return Started(token, row.expires_at)


def _stored(ways: tuple[Way, ...]) -> list[list[str]]:
    return [[way.channel.value, way.mask] for way in ways]


def forget_sign_ins(*, person_id: int, until: datetime) -> None:
    """A code that went to an address no longer theirs opens nothing. Safe to repeat."""
    SignIn.objects.filter(person=person_id, started_at__lt=until).delete()


def sweep_out(at: datetime) -> int:
    return SignIn.objects.filter(expires_at__lte=at).delete()[0]
