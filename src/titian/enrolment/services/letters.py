"""The head of the health office approves a batch: a letter is made, read, and signed.

Making and signing are rows; the paper is written, stamped and signed between two transactions.
What was withdrawn meanwhile keeps the letter from being signed, never the other way round: a
signed letter is final.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from hashlib import sha256
from typing import cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from titian.enrolment.errors import (
    LetterChanged,
    LetterGone,
    LetterSettled,
    NotEnrolmentOfficer,
    NothingApproved,
    SigningAway,
)
from titian.enrolment.events import LetterSigned
from titian.enrolment.models import Application, Candidate, City, Letter, LetterLine
from titian.enrolment.ports import RegisterAway, Signer, StampDuty
from titian.enrolment.selectors.letters import (
    letter_row,
    lines_of,
    people_of,
    signs_for,
    used_for,
    waiting_people,
)
from titian.enrolment.services.activation import finish_taken
from titian.enrolment.services.facilities import places_for
from titian.enrolment.services.moving import move
from titian.enrolment.services.writing import letter_pdf
from titian.enrolment.types import Act, ApplicationState, LetterState, LetterText
from titian.kernel.actors import Actor
from titian.kernel.identifiers import spoken_code
from titian.kernel.periods import day_of
from titian.platform.audit import services as audit
from titian.platform.db.transactions import refuse_transaction
from titian.platform.outbox import services as outbox
from titian.platform.uploads import services as uploads

MOST_PEOPLE = 1000
_CODE = 12
_REASON = "Surat kepesertaan JKN yang dibayar pemerintah daerah"


@transaction.atomic
def make_letter(*, city: str, client_key: UUID, by: Actor, at: datetime) -> int:
    """Everybody approved so far, urgent ones first, onto one letter; its id. The same client key
    is the same letter. Raises NotEnrolmentOfficer, NothingApproved.
    """
    if not signs_for(by, city):
        raise NotEnrolmentOfficer
    _finish_mended(city, at)
    people = _batch(city)
    row = City.objects.select_for_update(of=("self",)).get(pk=city)
    known = Letter.objects.filter(client_key=client_key, city=city).first()
    if known is not None:
        return known.pk
    if not people:
        raise NothingApproved

    made = Letter.objects.create(
        city=row,
        number=_number(row, at),
        check_code=spoken_code(_CODE),
        client_key=client_key,
        state=LetterState.MADE,
        made_by=by.ref,
        made_at=at,
    )
    _place(people)
    lines = [LetterLine(letter=made, candidate=one, line=n) for n, one in enumerate(people, 1)]
    LetterLine.objects.bulk_create(lines)

    _note(made, "made", by, at, people=len(people))
    return made.pk


@transaction.atomic
def drop_letter(*, letter_id: int, by: Actor, at: datetime) -> None:
    """A letter read and not wanted: its people wait for the next one. Raises LetterSettled."""
    row = _locked(letter_id, by)
    if row.state != LetterState.MADE:
        raise LetterSettled
    LetterLine.objects.filter(letter=row).delete()
    row.delete()
    entry = audit.Entry(by, "enrolment.letter_dropped", f"enrolment_letter:{letter_id}")
    audit.record(entry, at=at)


def sign_letter(*, letter_id: int, by: Actor, at: datetime) -> None:
    """Written, stamped, signed, and on its way. Signing again what is signed changes nothing.

    Raises LetterGone, LetterChanged, SigningAway.
    """
    refuse_transaction()
    row = letter_row(letter_id, viewer=by)
    if row.state != LetterState.MADE:
        return
    _drop_withdrawn(letter_id, by)
    lines = lines_of(letter_id)
    if not lines:
        raise NothingApproved

    key, duty = signer(), stamp_duty()
    is_sample = key.is_sample or (duty is not None and duty.is_sample)
    text = LetterText(
        number=row.number,
        check_code=row.check_code,
        city_name=row.city.name,
        head_title=row.city.head_title,
        on=day_of(at, ZoneInfo(row.city.timezone)),
        is_sample=is_sample,
        people=people_of(lines),
    )
    pdf, serial = _stamped(letter_pdf(text), row.number, duty)
    signed = _signed(pdf, key, row.city.name)
    upload_id = uploads.keep_made(pdf=signed, by=by, at=at)
    read = [line.candidate_id for line in lines]
    _settle(letter_id, read, upload_id, signed, serial, by=by, at=at, is_sample=is_sample)


@transaction.atomic
def _settle(
    letter_id: int,
    read: list[int],
    upload_id: int,
    signed: bytes,
    serial: str,
    *,
    by: Actor,
    at: datetime,
    is_sample: bool,
) -> None:
    """From here on the letter is final and its applications are sent."""
    apps = list(_applications(read))
    row = _locked(letter_id, by)
    if row.state != LetterState.MADE:
        return
    here = LetterLine.objects.filter(letter=row).order_by("line")
    still = all(one.state == ApplicationState.APPROVED for one in apps)
    if not still or list(here.values_list("candidate_id", flat=True)) != read:
        raise LetterChanged

    uploads.use(upload_id, used_for=used_for(row.pk))
    row.state, row.upload_id, row.digest = LetterState.SIGNED, upload_id, sha256(signed).digest()
    row.signed_by, row.signed_at, row.next_at = by.ref, at, at
    row.stamp_serial, row.is_sample = serial, is_sample
    row.save()
    for one in apps:
        move(one, Act.HAND_OVER, by=by, at=at)

    _note(row, "signed", by, at, people=len(read))
    outbox.announce(LetterSigned(row.pk, row.city_id), at=at)


def _drop_withdrawn(letter_id: int, by: Actor) -> None:
    """Who was withdrawn after the letter was made does not stand on it."""
    with transaction.atomic():
        row = _locked(letter_id, by)
        approved = ApplicationState.APPROVED
        gone = LetterLine.objects.filter(letter=row).exclude(candidate__application__state=approved)
        if not gone.delete()[0]:
            return
        left = list(LetterLine.objects.filter(letter=row).order_by("line"))
        for place, line in enumerate(left, 1):
            LetterLine.objects.filter(pk=line.pk).update(line=place)
    raise LetterChanged


def _batch(city: str) -> list[Candidate]:
    """Whole applications, as many as fit; urgent ones first, then who was approved first."""
    order = ("-application__is_urgent", "application__approved_at", "application_id", "line")
    rows = waiting_people(city).select_related("application").order_by(*order)
    people = list(rows[: MOST_PEOPLE + 1])
    if len(people) > MOST_PEOPLE:
        cut = people[-1].application_id
        people = [one for one in people if one.application_id != cut]
    _applications(one.pk for one in people)
    still = set(waiting_people(city).values_list("pk", flat=True))
    return [one for one in people if one.pk in still]


def _finish_mended(city: str, at: datetime) -> None:
    """Approved once more with nobody left to write: who was taken before is all there is."""
    waiting = waiting_people(city).values("application")
    approved = Application.objects.filter(city=city, state=ApplicationState.APPROVED)
    unanswered = LetterLine.objects.filter(is_taken=None).values("candidate__application")
    undone = approved.exclude(pk__in=waiting).exclude(pk__in=unanswered)
    undone = undone.filter(people__lines__is_taken=True)
    ids = list(undone.values_list("pk", flat=True).distinct())
    rows = Application.objects.filter(pk__in=ids, state=ApplicationState.APPROVED)
    for one in rows.select_for_update(of=("self",)).order_by("pk"):
        finish_taken(one, at=at)


def _applications(candidates: Iterable[int]) -> list[Application]:
    found = Application.objects.filter(people__in=list(candidates)).values("pk")
    rows = Application.objects.filter(pk__in=found).select_for_update(of=("self",))
    return list(rows.order_by("pk"))


def _place(people: list[Candidate]) -> None:
    """Who has no place of first care yet gets the nearest with room, a family together."""
    for about in {one.application_id: one.application for one in people}.values():
        family = [one for one in people if one.application_id == about.pk]
        places = places_for(about.village_id, [one.facility_id for one in family])
        for one, place in zip(family, places, strict=True):
            if one.facility_id is None and place is not None:
                one.facility_id = place
                one.save(update_fields=["facility"])


def _number(city: City, at: datetime) -> str:
    """Counted within the city and year; the caller holds the city's row."""
    year = day_of(at, ZoneInfo(city.timezone)).year
    tail = f"/JKN/{city.pk}/{year}"
    last = Letter.objects.filter(city=city, number__endswith=tail).order_by("-pk").first()
    count = 1 + (int(last.number.split("/")[0]) if last else 0)
    return f"{count:04}{tail}"


def _locked(letter_id: int, by: Actor) -> Letter:
    row = Letter.objects.select_for_update(of=("self",)).filter(pk=letter_id).first()
    if row is None or not signs_for(by, row.city_id):
        raise LetterGone
    return row


def _note(row: Letter, what: str, by: Actor, at: datetime, **data: object) -> None:
    action = f"enrolment.letter_{what}"
    audit.record(audit.Entry(by, action, f"enrolment_letter:{row.pk}", data), at=at)


def _stamped(pdf: bytes, ref: str, duty: StampDuty | None) -> tuple[bytes, str]:
    if duty is None:
        return pdf, ""
    try:
        stamp = duty.stamp(pdf, ref=ref)
    except RegisterAway as error:
        raise SigningAway from error
    return stamp.pdf, stamp.serial


def _signed(pdf: bytes, key: Signer, place: str) -> bytes:
    try:
        return key.sign(pdf, reason=_REASON, place=place)
    except RegisterAway as error:
        raise SigningAway from error


def signer() -> Signer:
    """Raises SigningAway where no key is set up."""
    if not settings.TITIAN_SIGNER:
        raise SigningAway
    return cast("Callable[[], Signer]", import_string(settings.TITIAN_SIGNER))()


def stamp_duty() -> StampDuty | None:
    path = settings.TITIAN_STAMP_DUTY
    return cast("Callable[[], StampDuty]", import_string(path))() if path else None
