"""The day has come: our own records follow what the scheme took, an application at a time."""

import logging
from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q

from titian.enrolment.models import Application, Candidate, Check, City, LetterLine, Paper
from titian.enrolment.selectors.letters import lines_of_application
from titian.enrolment.services.handing import RULE, send_back
from titian.enrolment.services.moving import move
from titian.enrolment.services.quota import take_places
from titian.enrolment.types import Act, ApplicationState, CheckKind, DocumentKind, Effect
from titian.kernel.errors import Refusal
from titian.kernel.periods import day_of
from titian.members import services as members
from titian.members.types import CityCard, CityPerson, Relation, Sex

log = logging.getLogger(__name__)

_AT_ONCE = 50
PROPOSED = "proposed"  # an officer of the branch decides: the number may be somebody else's


def take_effect(*, at: datetime) -> int:
    """Every line taken whose day has come in its city. How many applications were followed."""
    done = 0
    for city in City.objects.order_by("pk"):
        today = day_of(at, ZoneInfo(city.timezone))
        due = LetterLine.objects.filter(
            letter__city=city, is_taken=True, effect_at__isnull=True, active_from__lte=today
        )
        ids = due.order_by("active_from", "id").values_list("candidate__application", flat=True)
        for application_id in dict.fromkeys(ids[:_AT_ONCE]):
            done += _survived(application_id, today, at)
    return done


def _survived(application_id: int, today: date, at: datetime) -> int:
    """One that fails keeps nobody else waiting."""
    try:
        return _follow(application_id, today, at)
    except Exception:
        log.exception("an application could not be followed", extra={"id": application_id})
        return 0


@transaction.atomic
def _follow(application_id: int, today: date, at: datetime) -> int:
    """One application; another worker that has it in hand goes on with it."""
    row = (
        Application.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("procedure")
        .filter(pk=application_id)
        .first()
    )
    if row is None:
        return 0
    lines = [one for one in lines_of_application(row.pk) if _is_due(one, today)]
    if not lines:
        return 0
    try:
        with transaction.atomic():
            _apply(row, lines, at)
    except Refusal as refusal:
        _not_possible(row, lines, refusal, at)
        return 1
    if row.state == ApplicationState.SENT and not _left(row.pk):
        move(row, Act.TAKE_EFFECT, by=RULE, at=at)
    return 1


def finish_taken(row: Application, *, at: datetime) -> None:
    """Mended so that nobody is left for a letter: what was taken before is all there is."""
    move(row, Act.HAND_OVER, by=RULE, at=at)
    if not _left(row.pk):
        move(row, Act.TAKE_EFFECT, by=RULE, at=at)


def _is_due(one: LetterLine, today: date) -> bool:
    taken = one.is_taken is True and one.effect_at is None
    return taken and one.active_from is not None and one.active_from <= today


def _apply(row: Application, lines: Sequence[LetterLine], at: datetime) -> None:
    effect = Effect(row.procedure.body["effect"])
    for day in sorted({one.active_from for one in lines if one.active_from}):
        of_day = [one for one in lines if one.active_from == day]
        people = [_person(one.candidate, row, effect) for one in of_day]
        for line, said in zip(of_day, _written(row, effect, people, day, at), strict=True):
            person_id, outcome = said
            Candidate.objects.filter(pk=line.candidate_id).update(person=person_id, outcome=outcome)
        LetterLine.objects.filter(pk__in=[one.pk for one in of_day]).update(effect_at=at)
    changed = {Effect.ENROL: len(lines), Effect.END: -len(lines)}.get(effect, 0)
    if changed:
        take_places(row.city_id, changed)


def _written(
    row: Application, effect: Effect, people: list[CityPerson], day: date, at: datetime
) -> list[tuple[int, str]]:
    """Whose record it is, and what became of it. Cover ends on the day of the move or death."""
    if effect is Effect.CORRECT:
        corrected = members.correct_by_city(card=_card(row), people=people, by=RULE, at=at)
        return [(one.person_id, PROPOSED if one.is_proposed else effect) for one in corrected]
    if effect is Effect.END:
        ids = members.end_by_city(people=people, on=row.happened_on or day, by=RULE, at=at)
    else:
        ids = members.enrol_by_city(card=_card(row), people=people, on=day, by=RULE, at=at)
    return [(pk, effect) for pk in ids]


def _not_possible(
    row: Application, lines: Sequence[LetterLine], refusal: Refusal, at: datetime
) -> None:
    """Our record cannot follow: the lines are undone and the village hears why."""
    for one in lines:
        one.is_taken, one.active_from, one.why_sealed = False, None, refusal.code
        one.save(update_fields=["is_taken", "active_from", "why_sealed"])
    send_back(row, lines, at)


def _left(application_id: int) -> bool:
    """Whether somebody proposed has not been followed yet."""
    proposed = Candidate.objects.filter(application=application_id, is_proposed=True)
    return proposed.exclude(lines__effect_at__isnull=False).exists()


def _card(row: Application) -> CityCard:
    head = (
        Candidate.objects.filter(application=row, relation=Relation.HEAD).order_by("line").first()
    )
    return CityCard(
        kk_number=row.kk_sealed,
        village_code=row.village_id,
        address=row.address_sealed,
        head_nik=head.nik_sealed if head else None,
    )


def _person(one: Candidate, row: Application, effect: Effect) -> CityPerson:
    return CityPerson(
        nik=one.nik_sealed,
        full_name=one.name_sealed,
        birth_date=date.fromisoformat(one.birth_sealed),
        sex=Sex(one.sex),
        relation=Relation(one.relation),
        facility_code=one.facility.code if one.facility else "",
        died_on=row.happened_on if effect is Effect.END and _is_dead(one) else None,
    )


def _is_dead(one: Candidate) -> bool:
    """The register says so, or the certificate is there; without that they left the city."""
    checks = Check.objects.filter(candidate=one, kind=CheckKind.POPULATION, facts__alive=False)
    own = Q(candidate=one) | Q(candidate=None)
    papers = Paper.objects.filter(own, application=one.application_id, kind=DocumentKind.DEATH)
    return checks.exists() or papers.exists()
