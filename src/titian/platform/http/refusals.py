"""Refusals become a status, a sentence and a receipt: the one table of the HTTP layer."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from titian.kernel import clock
from titian.kernel.actors import ActorKind
from titian.kernel.errors import Kind, Refusal
from titian.platform.failures import services as failures
from titian.platform.http.requests import known_actor, note_region, note_side

STATUS: Mapping[Kind, int] = {
    Kind.NOT_FOUND: 404,
    Kind.NOT_ALLOWED: 403,
    Kind.CONFLICT: 409,
    Kind.INVALID: 422,
    Kind.TRY_LATER: 429,
}
MENDABLE = frozenset({Kind.CONFLICT, Kind.INVALID})
MENDABLE_BY_STAFF = MENDABLE | {Kind.NOT_ALLOWED}  # another officer may, or after another press


@dataclass(frozen=True, slots=True)
class Told:
    """What a person is told: the sentence, the status and the code of the receipt."""

    reason: str
    sentence: str
    status: int
    receipt: str


def told(request: HttpRequest, refusal: Refusal) -> Told:
    """Write the receipt of a refusal and say it in the reader's language."""
    status = STATUS[refusal.kind]
    note_side(request, refusal.side)
    if region := str(refusal.data.get("region", "")):
        note_region(request, region)
    fault = failures.Fault(
        feature=feature_of(request),
        reason=refusal.code,
        side=refusal.side,
        status=status,
        region=region,
        account=account_of(request),
    )
    receipt = failures.receipt(fault, at=clock.now(), subject=refusal.subject)
    return Told(refusal.code, sentence_for(refusal), status, receipt)


def told_here(request: HttpRequest, refusal: Refusal, kinds: Collection[Kind] = MENDABLE) -> Told:
    """As `told`, for what the page itself says, to be mended there; another kind goes on up."""
    if refusal.kind not in kinds:
        raise refusal
    return told(request, refusal)


def slowed(request: HttpRequest, refusal: Refusal, puzzle: object) -> dict[str, object]:
    """What a page shows of too many tries: the work that goes on from here, and the receipt."""
    said = told(request, refusal)
    return {"status": said.status, "puzzle": puzzle, "receipt": said.receipt}


def slowed_page(
    request: HttpRequest,
    refusal: Refusal,
    puzzle: object,
    page: str,
    context: Mapping[str, object],
) -> HttpResponse:
    """The page once more, with the work that goes on from here, and the receipt."""
    shown = slowed(request, refusal, puzzle)
    return render(request, page, {**context, **shown}, status=STATUS[refusal.kind])


def sentence_for(refusal: Refusal) -> str:
    """The catalogue entry `error.<code>`, filled with the refusal's data."""
    key = f"error.{refusal.code}"
    sentence = gettext(key)
    if sentence == key:
        sentence = gettext("error.unknown")
    try:
        return sentence.format(**refusal.data)
    except (KeyError, IndexError):
        return sentence


def feature_of(request: HttpRequest) -> str:
    """The route's name; never the address, which may hold a code."""
    match = request.resolver_match
    return (match.view_name if match else "unknown")[:80]


def account_of(request: HttpRequest) -> str:
    """The account's reference if the request already knows it; no read is risked here."""
    actor = known_actor(request)
    return actor.ref if actor and actor.kind in (ActorKind.MEMBER, ActorKind.STAFF) else ""
