"""Letters, for the office that signs them; and what anybody may know of one: that it is genuine."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from titian.accounts.types import StaffRole
from titian.enrolment.errors import LetterGone
from titian.enrolment.models import Application, Candidate, City, Letter, LetterLine
from titian.enrolment.types import (
    ApplicationState,
    Effect,
    LetterCheck,
    LetterDesk,
    LetterLook,
    LetterPerson,
    LetterState,
)
from titian.kernel.actors import Actor, ActorKind
from titian.kernel.identifiers import tidy_code
from titian.kernel.periods import day_of
from titian.kernel.scopes import Scope
from titian.platform.audit import services as audit
from titian.platform.uploads import services as uploads

_LATELY = 50

_WITH = (
    "candidate__application__village",
    "candidate__application__procedure",
    "candidate__facility",
)


def signs_for(viewer: Actor, city: str) -> bool:
    scope = Scope("office", f"{city}/health")
    return viewer.kind is ActorKind.STAFF and viewer.may(StaffRole.SIGNER, scope)


def letter_desks(*, viewer: Actor) -> tuple[LetterDesk, ...]:
    """Each city this person signs for. No names: only how many."""
    cities = [one for one in City.objects.order_by("pk") if signs_for(viewer, one.pk)]
    return tuple(_desk(one) for one in cities)


def letter(letter_id: int, *, viewer: Actor) -> LetterLook:
    """Raises LetterGone."""
    row = letter_row(letter_id, viewer=viewer)
    return _look(row, _counts([row.pk]))


def letter_people(letter_id: int, *, viewer: Actor, at: datetime) -> tuple[LetterPerson, ...]:
    """The annex, for who signs; a look at each application is recorded."""
    row = letter_row(letter_id, viewer=viewer)
    lines = lines_of(row.pk)
    apps = Application.objects.filter(people__lines__letter=row.pk).order_by("pk").distinct()
    audit.look(
        apps.values_list("pk"), by=viewer, action="enrolment.looked", kind="enrolment", at=at
    )
    return people_of(lines)


def letter_paper(letter_id: int, *, viewer: Actor, at: datetime) -> bytes:
    """The signed PDF as it was stored. Raises LetterGone."""
    row = letter_row(letter_id, viewer=viewer)
    if row.upload_id is None:
        raise LetterGone
    look = Letter.objects.filter(pk=row.pk).values_list("pk")
    audit.look(look, by=viewer, action="enrolment.letter_opened", kind="enrolment_letter", at=at)
    return signed_bytes(row)


def letter_check(check_code: str) -> LetterCheck:
    """What the public page says. Raises LetterGone, also for a letter not signed yet."""
    found = Letter.objects.filter(check_code=tidy_code(check_code)).select_related("city")
    row = found.exclude(state=LetterState.MADE).first()
    if row is None or row.signed_at is None or row.digest is None:
        raise LetterGone
    zone = ZoneInfo(row.city.timezone)
    return LetterCheck(
        number=row.number,
        city_name=row.city.name,
        signed_at=row.signed_at,
        signer_title=row.city.head_title,
        people=_counts([row.pk])[row.pk][0],
        received_on=day_of(row.received_at, zone) if row.received_at else None,
        digest=bytes(row.digest).hex(),
        is_sample=row.is_sample,
    )


def signed_bytes(row: Letter) -> bytes:
    """The paper of a signed letter; who may ask is the caller's decision."""
    return uploads.opened(row.upload_id or 0, used_for=used_for(row.pk)).content


def used_for(letter_id: int) -> str:
    return f"enrolment:letter:{letter_id}"


def waiting_people(city: str) -> "QuerySet[Candidate]":
    """Proposed people of approved applications who stand in no letter that holds."""
    stands = LetterLine.objects.filter(candidate=OuterRef("pk")).exclude(is_taken=False)
    return Candidate.objects.filter(
        ~Exists(stands),
        application__city=city,
        application__state=ApplicationState.APPROVED,
        is_proposed=True,
    )


def letter_row(letter_id: int, *, viewer: Actor) -> Letter:
    row = Letter.objects.filter(pk=letter_id).select_related("city").first()
    if row is None or not signs_for(viewer, row.city_id):
        raise LetterGone
    return row


def lines_of(letter_id: int) -> list[LetterLine]:
    found = LetterLine.objects.filter(letter=letter_id).select_related(*_WITH)
    return list(found.order_by("line"))


def lines_of_application(application_id: int) -> list[LetterLine]:
    found = LetterLine.objects.filter(candidate__application=application_id)
    return list(found.select_related(*_WITH).order_by("candidate__line", "pk"))


def people_of(lines: Sequence[LetterLine]) -> tuple[LetterPerson, ...]:
    return tuple(_person(one) for one in lines)


def _person(one: LetterLine) -> LetterPerson:
    who, about = one.candidate, one.candidate.application
    return LetterPerson(
        line=one.line,
        application_code=about.code,
        effect=Effect(about.procedure.body["effect"]),
        nik=who.nik_sealed or "",
        kk_number=about.kk_sealed,
        full_name=who.name_sealed,
        birth_date=date.fromisoformat(who.birth_sealed),
        sex=who.sex,
        address=about.address_sealed,
        village_name=about.village.name,
        facility_name=who.facility.name if who.facility else "",
        is_urgent=about.is_urgent,
        is_taken=one.is_taken,
        active_from=one.active_from,
        why=one.why_sealed or "",
    )


def _desk(city: City) -> LetterDesk:
    waiting = waiting_people(city.pk).aggregate(
        n=Count("pk"), urgent=Count("pk", filter=Q(application__is_urgent=True))
    )
    rows = Letter.objects.filter(city=city).select_related("city").order_by("-made_at", "-pk")
    lately = list(rows[:_LATELY])
    counts = _counts([row.pk for row in lately])
    letters = tuple(_look(row, counts) for row in lately)
    return LetterDesk(city.pk, city.name, waiting["n"], waiting["urgent"], letters)


def _counts(letter_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Of each letter, how many people and how many of them came back."""
    lines = LetterLine.objects.filter(letter__in=letter_ids).values_list("letter_id")
    back = Count("pk", filter=Q(is_taken=False))
    found = lines.annotate(n=Count("pk"), back=back).order_by()
    return dict.fromkeys(letter_ids, (0, 0)) | {pk: (n, bounced) for pk, n, bounced in found}


def _look(row: Letter, counts: Mapping[int, tuple[int, int]]) -> LetterLook:
    return LetterLook(
        id=row.pk,
        number=row.number,
        city=row.city_id,
        city_name=row.city.name,
        head_title=row.city.head_title,
        state=LetterState(row.state),
        made_at=row.made_at,
        signed_at=row.signed_at,
        received_at=row.received_at,
        people=counts[row.pk][0],
        bounced=counts[row.pk][1],
        last_error=row.last_error,
        receipt=row.receipt,
        check_code=row.check_code,
        is_sample=row.is_sample,
    )
