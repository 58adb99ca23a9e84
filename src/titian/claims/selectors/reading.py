"""One claim, one paper, and the claims that the scheme's monitoring asks for."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db.models import Q

from titian.claims.errors import ClaimUnknown, SheetUnknown
from titian.claims.models import Claim, ClaimPaper
from titian.claims.rules.lifecycle import WORDS, states_of
from titian.claims.rules.writing import sheet_from
from titian.claims.selectors.reaching import RULE, looked, require_one
from titian.claims.selectors.views import letters_of, views
from titian.claims.types import ClaimStage, ClaimState, ClaimView, SheetView
from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.platform.uploads import services as uploads
from titian.referrals.types import CareKind
from titian.visits.types import Cost

_MOST = 1000


def claim(letter_number: str, *, viewer: Actor, at: datetime) -> ClaimView:
    """A claim with everything in it. The look is recorded; another's raises ClaimUnknown."""
    found = list(Claim.objects.filter(letter_number=letter_number).values_list("pk", flat=True))
    own = require_one(looked(found, viewer=viewer, at=at))
    return views([own], viewer=viewer, at=at)[0]


def claims_left_on(
    *,
    facility_id: int,
    left_on: date,
    care_kind: CareKind,
    stage: ClaimStage,
    viewer: Actor,
    at: datetime,
) -> list[ClaimView]:
    """Claims of one facility whose care ended on a day, by their stage; each is a look."""
    asked = Q(facility=facility_id, left_on=left_on, care_kind=care_kind)
    rows = Claim.objects.filter(asked, state__in=states_of(stage)).order_by("pk")
    own = looked(rows.values_list("pk", flat=True)[:_MOST], viewer=viewer, at=at)
    return views(own, viewer=viewer, at=at) if own else []


def sheet(letter_number: str, *, viewer: Actor, at: datetime) -> SheetView:
    """The care sheet of a letter; a look. Raises SheetUnknown, ClaimUnknown."""
    found = list(Claim.objects.filter(letter_number=letter_number).values_list("pk", flat=True))
    own = _sheets([require_one(looked(found, viewer=viewer, at=at))], at)
    if not own:
        raise SheetUnknown
    return own[0]


def sheets(
    *, facility_id: int, on: date, care_kind: CareKind, viewer: Actor, at: datetime
) -> list[SheetView]:
    """The care sheets of people who came in on a day; each is a look."""
    rows = Claim.objects.filter(facility=facility_id, admitted_on=on, care_kind=care_kind)
    own = looked(rows.order_by("pk").values_list("pk", flat=True)[:_MOST], viewer=viewer, at=at)
    return _sheets(own, at) if own else []


def paper(paper_id: int, *, viewer: Actor, at: datetime) -> tuple[str, bytes]:
    """A document, for its facility and its branch; a look before it is read."""
    row = ClaimPaper.objects.filter(pk=paper_id).first()
    if row is None or not looked([row.claim_id], viewer=viewer, at=at):
        raise ClaimUnknown
    found = uploads.opened(row.upload_id, used_for=f"claim:{row.claim_id}")
    return found.kind, found.content


def costs_of(letter_numbers: Collection[str], *, at: datetime) -> Mapping[str, Cost]:
    """What a member reads beside each visit: covered, and nothing to pay. One statement.

    Whatever facility and scheme have to settle between them, the member pays nothing for it.
    """
    del at
    rows = Claim.objects.filter(letter_number__in=list(letter_numbers))
    found = rows.values_list("letter_number", "state")
    return {
        number: Cost(word=WORDS[ClaimState(state)], is_covered=True, extra_charge=0)
        for number, state in found
    }


def facility_of(letter_number: str) -> str:
    """The code of the facility whose claim it is; "" when there is none."""
    found = Claim.objects.filter(letter_number=letter_number).values_list("facility_id", flat=True)
    one = found.first()
    return facilities_read.facility(one).code if one else ""


def _sheets(claim_ids: list[int], at: datetime) -> list[SheetView]:
    rows = list(Claim.objects.filter(pk__in=claim_ids, sheet_sealed__isnull=False).order_by("pk"))
    people = members_read.participants(
        {row.person_id for row in rows}, viewer=RULE, on=day_of(at), at=at
    )
    shown, letters = [], letters_of(rows)
    for row in rows:
        said, whose = sheet_from(row.sheet_sealed), people[row.person_id]
        if said is None or row.sheet_at is None:
            continue
        shown.append(
            SheetView(
                letter_number=row.letter_number,
                facility_id=row.facility_id,
                person_id=row.person_id,
                full_name=whose.standing.full_name,
                card_number=whose.card_number,
                mr_number=letters[row.letter_number].mr_number,
                care_kind=CareKind(row.care_kind),
                written_at=row.sheet_at,
                sheet=said,
            )
        )
    return shown
