"""Ask for a change. What a rule can decide is decided in the same transaction."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q, Sum

from titian.accounts import services as accounts
from titian.accounts.errors import WrongCode
from titian.kernel.actors import Actor
from titian.kernel.clock import JAKARTA
from titian.kernel.errors import Refusal
from titian.kernel.periods import day_of
from titian.members import rules
from titian.members.errors import (
    RequestAlreadyOpen,
    RequestCodesSpent,
    RequestGone,
    RequestNotYours,
    RequestSettled,
)
from titian.members.models import ChangeRequest
from titian.members.selectors import amount
from titian.members.selectors.requests import (
    Subject,
    may_end,
    request,
    subject_facts,
)
from titian.members.services.requests import registry
from titian.members.services.requests.applying import apply_one
from titian.members.services.requests.papers import Kept, attach, keep_papers
from titian.members.services.requests.telling import (
    DECIDED,
    RECEIVED,
    WAITING,
    code_ref,
    send_code,
    tell,
)
from titian.members.services.requests.wishing import (
    Wish,
    decider,
    due_at,
    registered,
    require_papers,
    wished,
)
from titian.members.services.requests.writing import (
    RULE,
    begin,
    lock_people,
    lock_request,
    move,
)
from titian.members.types import (
    ChangeView,
    Decider,
    NewPaper,
    RequestKind,
    RequestStep,
)

_FAR = timedelta(days=60)


def ask(
    *,
    person_id: int,
    kind: RequestKind,
    wanted: Mapping[str, str],
    papers: Sequence[NewPaper],
    client_key: UUID,
    by: Actor,
    at: datetime,
) -> ChangeView:
    """Ask; the same key again gives the same request. What cannot be is refused before a paper
    is unpacked. Raises what `rules` refuse, `RequestIncomplete`, `RequestAlreadyOpen`.
    """
    earlier = _earlier(client_key, by)
    if earlier is None:
        try:
            wish = wished(person_id, kind, wanted, client_key, by, at)
            earlier = _asked(wish, papers, by, at)
        except Refusal:
            # A twin of this press may have been faster: what it did makes this one impossible.
            earlier = _earlier(client_key, by)
            if earlier is None:
                raise
    return request(earlier, viewer=by, at=at)


def _asked(wish: Wish, papers: Sequence[NewPaper], by: Actor, at: datetime) -> int:
    """The outside first, papers and registry; then everything else in one transaction."""
    require_papers(wish, {paper.kind for paper in papers})
    wish = registered(wish)
    kept = keep_papers(papers, by=by, at=at)
    return _written(wish, kept, by=by, at=at)


def mend(
    *,
    request_id: int,
    wanted: Mapping[str, str],
    papers: Sequence[NewPaper],
    by: Actor,
    at: datetime,
) -> ChangeView:
    """What was missing comes; the clock starts anew. Fields not given stay as they were."""
    row = ChangeRequest.objects.filter(pk=request_id).first()
    view = request(request_id, viewer=by, at=at)
    if row is None or view.step is not RequestStep.REPAIR:
        raise RequestSettled(step=view.step)
    kind = RequestKind(row.kind)
    said = {**_as_it_is(row.person_id, kind, at), **view.wanted, **wanted}
    wish = wished(row.person_id, kind, said, row.client_key, by, at)
    there = {one.kind for one in view.papers} - set(view.missing)
    require_papers(wish, there | {paper.kind for paper in papers})
    if rules.CODE in view.missing and rules.CODE in wanted:
        _count_try(request_id, at)
        _mended(request_id, wish, [], by, at, code=wanted[rules.CODE])
    else:
        kept = keep_papers(papers, by=by, at=at)
        _mended(request_id, registered(wish), kept, by, at)
    return request(request_id, viewer=by, at=at)


def _as_it_is(person_id: int, kind: RequestKind, at: datetime) -> dict[str, str]:
    """What the kind always needs and nobody wants changed, such as the channel of a number."""
    current = subject_facts(person_id, at=at).current(kind)
    return {name: current[name] for name in rules.KINDS[kind].fields if name in current}


def _count_try(request_id: int, at: datetime) -> None:
    """Counted before the code is looked at, and for good: nobody tries through all of them."""
    most = amount("change_code_tries", on=day_of(at))
    row = ChangeRequest.objects.filter(pk=request_id, tries__lt=most)
    if not row.update(tries=F("tries") + 1):
        raise WrongCode


@transaction.atomic
def _mended(
    request_id: int, wish: Wish, kept: Kept, by: Actor, at: datetime, code: str = ""
) -> None:
    row = lock_request(request_id)
    if not may_end(row, wish.whose, by, at):
        raise RequestNotYours
    if code and row.step == RequestStep.REPAIR:
        accounts.redeem_code(refs=[code_ref(row.pk)], code=code, at=at)
        row.proved_at = at
    row.wanted_sealed, row.missing = json.dumps(wish.wanted), []
    row.registry, row.words_sealed = dict(wish.registry), None
    row.decider, row.due_at = decider(wish), due_at(wish, at)
    move(row, "mend", by=by, at=at)
    attach(row, kept)
    _go_on(row, wish, at)


def _earlier(client_key: UUID, by: Actor) -> int | None:
    row = ChangeRequest.objects.filter(client_key=client_key).values_list("pk", "asked_by").first()
    if row is None:
        return None
    if row[1] != by.ref:
        raise RequestGone
    return row[0]


def _written(wish: Wish, kept: Kept, *, by: Actor, at: datetime) -> int:
    try:
        with transaction.atomic():
            return _write(wish, kept, by, at)
    except IntegrityError:
        earlier = _earlier(wish.client_key, by)
        if earlier is None:
            raise
        return earlier


def _write(wish: Wish, kept: Kept, by: Actor, at: datetime) -> int:
    """The person's card is locked: of the same asked twice at a time one is written."""
    lock_people(wish.subject.person_id)
    earlier = _earlier(wish.client_key, by)
    if earlier is not None:
        return earlier
    subject = subject_facts(wish.subject.person_id, at=at)
    rules.require_possible(wish.kind, subject.facts, wish.wanted)
    _require_none_alive(wish)

    row = ChangeRequest(
        person_id=subject.person_id,
        kind=wish.kind,
        step=RequestStep.OPEN,
        client_key=wish.client_key,
        asked_by=by.ref,
        asked_as=wish.asked_as,
        asked_at=at,
        wanted_sealed=json.dumps(wish.wanted),
        decider=decider(wish),
        due_at=due_at(wish, at),
        registry=dict(wish.registry),
    )
    row.save(force_insert=True)
    begin(row, by=by, at=at)
    attach(row, kept)
    _go_on(row, replace(wish, subject=subject), at)
    return row.pk


def _require_none_alive(wish: Wish) -> None:
    alive = ChangeRequest.objects.filter(
        person=wish.subject.person_id, kind=wish.kind, step__in=rules.ALIVE
    )
    found = alive.values_list("pk", flat=True).first()
    if found is not None:
        raise RequestAlreadyOpen(request_id=found)


def _go_on(row: ChangeRequest, wish: Wish, at: datetime) -> None:
    """A new address is proved first; then the rule decides at once, or an officer by the clock."""
    if wish.kind in rules.PROVED and row.proved_at is None:
        _require_codes_left(row, at)
        row.missing, row.codes_sent, row.tries = [rules.CODE], row.codes_sent + 1, 0
        move(row, "repair", by=RULE, at=at, reason=rules.CODE_SENT)
        send_code(row, wish.wanted, at=at)
        return
    if row.decider == Decider.OFFICER:
        tell(row, RECEIVED, at=at)
        return
    agrees = row.registry.get("state") == registry.AGREES
    _decide_by_rule(row, wish.subject, at=at, reason="registry_agrees" if agrees else "")


def _require_codes_left(row: ChangeRequest, at: datetime) -> None:
    """An address that is somebody else's gets few codes: by this request, and in a day by all."""
    lately = Q(asked_at__gt=at - timedelta(days=1)) | Q(pk=row.pk)
    of_person = ChangeRequest.objects.filter(lately, person=row.person_id, kind__in=rules.PROVED)
    sent = of_person.aggregate(sent=Sum("codes_sent"))["sent"] or 0
    if sent >= amount("change_codes_a_day", on=day_of(at)):
        raise RequestCodesSpent


def _decide_by_rule(row: ChangeRequest, subject: Subject, *, at: datetime, reason: str) -> None:
    """Yes, from its day on; a risky one waits, and whoever was reached so far is told."""
    kind, wanted = RequestKind(row.kind), json.loads(row.wanted_sealed)
    risky = rules.KINDS[kind].is_risky
    row.effective_at = rules.effective_at(
        kind, wanted, subject.facts, at=at, zone=JAKARTA, is_sure=not risky
    )
    row.decided_at, row.decided_by = at, RULE.ref
    move(row, "yes", by=RULE, at=at, reason=reason)
    if row.effective_at <= at:
        apply_one(row, at=at)
    else:
        tell(row, WAITING if risky else DECIDED, at=at)
