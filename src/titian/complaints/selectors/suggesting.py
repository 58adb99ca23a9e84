"""What a case seems to be about: a category by a model of weights, a facility by its name."""

from pathlib import Path
from typing import NamedTuple

from titian.complaints.models import Case, CaseSuggestion
from titian.complaints.selectors.placing import place_in
from titian.complaints.types import Category, Suggestion, Urgency
from titian.facilities import selectors as facilities_read
from titian.kernel.language import LinearModel, read_model

_WEIGHTS = Path(__file__).parent.parent / "data" / "triage.json"


class Guessed(NamedTuple):
    """The likeliest first: asked back, never taken for granted."""

    categories: tuple[Category, ...]
    facility_id: int | None = None
    place: str = ""


def triage() -> LinearModel:
    return read_model(_WEIGHTS)


def guessed(words: str, *, region: str = "", most: int = 3) -> Guessed:
    """For the person to choose from, before anything is filed."""
    ranked = [Category(one.label) for one in triage().predict(words)]
    place = place_in(words, region=region)
    if place is None:
        return Guessed(tuple(ranked[:most]))
    name = facilities_read.facility(place.facility_id).name
    return Guessed(tuple(ranked[:most]), place.facility_id, name)


def suggested(row: Case) -> Suggestion | None:
    """For officers who may see the case; never for the person. `row` brings its suggestion."""
    kept = _kept(row)
    if kept is None:
        return None
    return Suggestion(
        category=Category(kept.category),
        percent=kept.percent,
        version=kept.version,
        place=kept.facility.name if kept.facility else "",
        place_percent=kept.facility_percent,
        decided=Category(kept.decided) if kept.decided else None,
    )


def urgency(row: Case) -> Urgency:
    kept = _kept(row)
    return Urgency(kept.urgency) if kept else Urgency.NONE


def _kept(row: Case) -> CaseSuggestion | None:
    """Cases filed before guesses were made have none."""
    return row.suggestion if hasattr(row, "suggestion") else None
