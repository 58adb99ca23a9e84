"""How alike an office's answers are: to earlier ones of the last 90 days, by hashed runs."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt

from django.db.models import Count, Max, Q, QuerySet

from titian.complaints.errors import NotComplaintOfficer
from titian.complaints.models import AnswerSketch, Case
from titian.complaints.selectors.hours import places_of
from titian.complaints.selectors.reaching import reach, supervises, watched
from titian.kernel.actors import Actor
from titian.kernel.language import Shingles, alike

DAYS = 90
ALIKE = 90  # percent: from here on an answer counts as the same
_MOST_LINES, _MOST_EXAMPLES, _EXAMPLES = 100, 500, 3
_COMPARED = 200  # of the officer's, and as many of the office's: the latest


@dataclass(frozen=True, slots=True)
class Likeness:
    own: int
    office: int


@dataclass(frozen=True, slots=True)
class AnswerShare:
    """How many answers repeat an earlier one nearly word for word; the latest such cases."""

    who: str
    answers: int
    repeated: int
    examples: tuple[str, ...]

    @property
    def percent(self) -> int:
        return round(100 * self.repeated / self.answers)


@dataclass(frozen=True, slots=True)
class AnswersAlike:
    offices: tuple[AnswerShare, ...]
    officers: tuple[AnswerShare, ...]


def office_of(case: Case) -> str:
    """Whose answer it is: an office of a city, a facility, a region's branch, the operator."""
    if case.office:
        return case.office
    if case.facility_id:
        return f"facility:{case.facility_id}"
    return f"region:{case.region_id or ''}"


def likeness(told: Shingles, *, office: str, by: str, at: datetime) -> Likeness:
    """Two statements by index, of bounded length."""
    lately = AnswerSketch.objects.filter(at__gte=at - timedelta(days=DAYS), at__lte=at)
    return Likeness(
        own=_likest(told, _runs(lately.filter(by=by))),
        office=_likest(told, _runs(lately.filter(office=office))),
    )


def answers_alike(*, viewer: Actor, at: datetime) -> AnswersAlike:
    """Of each office and officer the viewer supervises, over the last 90 days; no text is opened.
    Raises NotComplaintOfficer.
    """
    if not supervises(viewer):
        raise NotComplaintOfficer
    lately = AnswerSketch.objects.filter(
        message__case__in=Case.objects.filter(watched(viewer)),
        at__gte=at - timedelta(days=DAYS),
        at__lte=at,
    )
    readable = lately.filter(message__case__in=Case.objects.filter(reach(viewer)))
    return AnswersAlike(_shares(lately, readable, "office"), _shares(lately, readable, "by"))


def _shares(
    lately: QuerySet[AnswerSketch], readable: QuerySet[AnswerSketch], field: str
) -> tuple[AnswerShare, ...]:
    repeats = Q(like_own__gte=ALIKE) | Q(like_office__gte=ALIKE)
    counted = (
        lately.values(field)
        .annotate(
            answers=Count("pk"),
            repeated=Count("pk", filter=repeats),
            latest=Max("message__case_id"),
        )
        .order_by("-repeated", field)[:_MOST_LINES]
    )
    lines = list(counted)
    shown = readable.filter(repeats).order_by("-at", "-pk")
    examples: dict[str, list[str]] = defaultdict(list)
    for who, number in shown.values_list(field, "message__case__number")[:_MOST_EXAMPLES]:
        if len(examples[who]) < _EXAMPLES and number not in examples[who]:
            examples[who].append(number)
    cases = Case.objects.filter(pk__in=[line["latest"] for line in lines])
    places = places_of(cases.select_related("facility", "region")) if field == "office" else {}
    return tuple(
        AnswerShare(
            who=places.get(line["latest"], line[field]),
            answers=line["answers"],
            repeated=line["repeated"],
            examples=tuple(examples[line[field]]),
        )
        for line in lines
    )


def _runs(found: QuerySet[AnswerSketch]) -> list[list[int]]:
    return list(found.order_by("-at", "-pk").values_list("runs", flat=True)[:_COMPARED])


def _likest(told: Shingles, earlier: Iterable[Sequence[int]]) -> int:
    return round(100 * max((alike(told, _kept(runs)) for runs in earlier), default=0.0))


def _kept(runs: Sequence[int]) -> Shingles:
    counts = Counter(runs)
    return Shingles(counts, sqrt(sum(n * n for n in counts.values())))
