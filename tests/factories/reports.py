"""Failures that repeat, and the parties behind the parts of the way."""

from datetime import UTC, datetime, timedelta
from itertools import count

from titian.helpdesk import services as helpdesk
from titian.helpdesk.models import Party, Report
from titian.helpdesk.types import Cause, PartyKind
from titian.platform.failures import services as failures

EVENING = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)  # a Tuesday, nine in the evening in Jakarta
CODES = Cause("frontdoor:sign_in", "notifications.no_way", "ours", "35.73")

_numbers = count(1)


def fails(
    cause: Cause = CODES, *, times: int = 5, at: datetime = EVENING, account: str | None = None
) -> list[str]:
    """So many receipts, a second apart, each of somebody else unless an account is given."""
    return [
        failures.receipt(
            failures.Fault(
                feature=cause.feature,
                reason=cause.reason,
                side=cause.side,
                status=503,
                region=cause.place,
                account=f"account:{10**9 + next(_numbers)}" if account is None else account,
            ),
            at=at + timedelta(seconds=n),
        )
        for n in range(times)
    ]


def make_party(
    kind: PartyKind = PartyKind.GATEWAY,
    *,
    place: str = "",
    name: str = "Gerbang Pesan Contoh",
    email: str = "gangguan@gerbang.example",
) -> Party:
    return Party.objects.create(kind=kind, name=name, email=email, place=place)


def report_of(cause: Cause = CODES) -> Report:
    return Report.objects.get(
        feature=cause.feature, reason=cause.reason, side=cause.side, place=cause.place
    )


def a_sent_report(cause: Cause = CODES, *, at: datetime = EVENING) -> Report:
    """Five people met it, the party has been told."""
    fails(cause, at=at)
    helpdesk.group_failures(at=at + timedelta(minutes=1))
    helpdesk.send_due(at=at + timedelta(minutes=11))
    return report_of(cause)
