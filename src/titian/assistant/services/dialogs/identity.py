"""Who speaks: by NIK and birth date, then by a number on record or a code sent to it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from django.utils.translation import gettext

from titian.accounts import services as accounts
from titian.accounts.errors import SlowDown
from titian.accounts.types import Hit, Limited
from titian.assistant.rules import identity
from titian.assistant.services.dialogs.now import (
    Answered,
    Now,
    answered,
    asked,
    refused,
    to_officer,
)
from titian.assistant.types import Intent, Link
from titian.frontdoor import selectors as frontdoor_read
from titian.frontdoor import services as frontdoor
from titian.kernel.errors import Refusal
from titian.members import selectors as members_read

IDENTITY, CODE = "identity", "code"
_TRIES = 3
_COOLS = timedelta(minutes=30)
_Goes = Callable[[Now], Answered]


def ask_who(now: Now) -> Answered:
    """Nothing of a person is told before this. Raises nothing: who tried too often waits."""
    if now.memory.cools(now.at):
        return answered(now, gettext("say.cools"), links=_sign_in(), then=(to_officer(),))
    return asked(now, IDENTITY, gettext("say.who"))


def hear_who(now: Now, goes_on: _Goes) -> Answered | None:
    """NIK or card number and birth date, in one message or two; None when there is neither."""
    now = _plain(now)
    number = identity.nik_in(now.said.text) or identity.card_in(now.said.text)
    number = number or now.memory.slots.get("nik", "")
    born = identity.birth_date_in(now.said.text)
    day = born.isoformat() if born else now.memory.slots.get("born", "")
    if not number and not day:
        return None
    if not number or not day:
        wanted = gettext("say.born") if number else gettext("say.nik")
        return asked(now, IDENTITY, wanted, nik=number, born=day)
    return _looked(_without(now), number, date.fromisoformat(day), goes_on)


def hear_code(now: Now, goes_on: _Goes) -> Answered | None:
    now = _plain(now)
    code = identity.code_in(now.said.text)
    if not code:
        return None
    token = now.memory.slots.get("token", "")
    try:
        person = frontdoor.prove_by_code(token=token, code=code, at=now.at)
    except Refusal:
        return _wrong(now, CODE, gettext("say.wrong_code"))
    return _known(now, person, goes_on)


def _looked(now: Now, number: str, born: date, goes_on: _Goes) -> Answered:
    hits = (Hit(Limited.NIK, f"assistant:{number}"), Hit(Limited.STAFF_NAME, f"talk:{now.row.pk}"))
    try:
        accounts.admit(*hits, bound="assistant", answer=None, at=now.at)
    except SlowDown:
        return _cooled(now)
    person = members_read.match(number, born)
    if person is not None and _writes_from_own_number(now, person):
        return _known(now, person, goes_on)
    if now.topic is Intent.STATUS:
        return _status(now, number, born)
    return _coded(now, number, born)


def _status(now: Now, number: str, born: date) -> Answered:
    """What the public check says, to whoever has both: active or not, nothing else."""
    is_active = frontdoor_read.is_active(number, born, on=now.today)
    said = gettext("say.public_active") if is_active else gettext("say.public_not_active")
    return answered(now, said, links=(Link("/kartu/", gettext("say.link_card")),))


def _writes_from_own_number(now: Now, person: int) -> bool:
    if not now.phone:
        return False
    on_record = members_read.addresses_on_record(person)
    return any(identity.is_same_number(one.to, now.phone) for one in on_record)


def _coded(now: Now, number: str, born: date) -> Answered:
    """A code to the address on record. An unknown NIK is answered the same."""
    started = frontdoor.begin(nik=number, birth_date=born, onward="", at=now.at)
    pending = frontdoor_read.find_pending(started.token, at=now.at)
    ways = pending.ways if pending else ()
    if not ways:
        links = (Link("/masuk/ganti-nomor/", gettext("say.link_number")),)
        return answered(now, gettext("say.no_way"), links=links, then=(to_officer(),))
    try:
        frontdoor.request_code(token=started.token, channel=ways[0].channel, at=now.at)
    except Refusal as refusal:
        return refused(now, refusal)
    said = gettext("say.code_sent").format(where=ways[0].mask)
    return asked(now, CODE, said, token=started.token)


def _known(now: Now, person: int, goes_on: _Goes) -> Answered:
    now.row.person_id = person
    memory = _without(now).memory.knowing(person, now.at)
    return goes_on(now.but(replace(memory, asks="")))


def _wrong(now: Now, asks: str, said: str) -> Answered:
    wrong = now.memory.wrong + 1
    if wrong >= _TRIES:
        return _cooled(now)
    return asked(now.but(replace(now.memory, wrong=wrong)), asks, said)


def _cooled(now: Now) -> Answered:
    until = (now.at + _COOLS).isoformat()
    cooling = now.but(replace(now.memory, cools_until=until, wrong=0))
    return answered(cooling, gettext("say.cools"), links=_sign_in(), then=(to_officer(),))


def _without(now: Now) -> Now:
    """The numbers are not remembered a moment longer than they are needed."""
    kept = {
        key: one for key, one in now.memory.slots.items() if key not in ("nik", "born", "token")
    }
    return now.but(replace(now.memory, slots=kept))


def _sign_in() -> tuple[Link, ...]:
    return (Link("/masuk/", gettext("say.link_sign_in")),)


def _plain(now: Now) -> Now:
    """A birth date is no day to be treated on."""
    return replace(now, heard=replace(now.heard, slots={}))
