"""The words of a report: what failed, whose part, how it stands."""

from django import template
from django.utils.translation import gettext

from titian.helpdesk.rules.lost import carrier_of
from titian.helpdesk.rules.reports import DESK
from titian.helpdesk.templatetags.receipt_words import went_wrong
from titian.helpdesk.types import Act, Cause, ReportState
from titian.platform.http.catalogue import entry

register = template.Library()
_TONES = {ReportState.OPEN: "warn", ReportState.SENT: "warn", ReportState.MENDED: "ok"}
_PARTS = (
    "accounts", "announcements", "assistant", "bridging", "claims", "complaints",
    "contributions", "demo", "enrolment", "facilities", "frontdoor", "helpdesk", "members",
    "metrics", "notifications", "queue", "referrals", "visits", "web",
)  # fmt: skip


@register.filter
def cause_word(cause: Cause) -> str:
    """What failed, in a few plain words."""
    return feature_word(cause.feature, cause.reason)


@register.filter
def feature_word(feature: str, reason: str) -> str:
    if feature == DESK or carrier_of(reason):
        return entry(f"report.{reason}")
    part = feature.partition(":")[0]
    return entry(f"report.part.{part}") if part in _PARTS else gettext("report.part.other")


@register.filter
def failed_word(cause: Cause) -> str:
    """What went wrong, in a sentence; of a desk, what could not be finished."""
    return cause_word(cause) if cause.feature == DESK else went_wrong(cause.reason)


@register.filter
def source_word(source: str) -> str:
    return entry(f"failure_source.{source}")


@register.filter
def report_state(state: str) -> str:
    return entry(f"report.state.{state}")


@register.filter
def report_tone(state: str) -> str:
    return _TONES.get(ReportState(state), "")


@register.filter
def act_word(act: Act) -> str:
    return entry(f"report.act.{act}")
