from typing import ClassVar

from django.db import models
from django.db.models import Q

from titian.helpdesk.rules.reports import RUNNING
from titian.helpdesk.types import Act, PartyKind, ReportState
from titian.platform.db.dated import DatedNumber, dated
from titian.platform.db.fields import SealedTextField
from titian.platform.db.personal import Personal, Scrub

_KINDS = [(one, one) for one in PartyKind]
_STATES = [(one, one) for one in ReportState]
_CAUSE = ("reason", "feature", "side", "place")


class ReportParameter(DatedNumber):
    """How many make a report, within what, and how soon each kind of party answers."""

    personal: ClassVar[Personal] = {}

    class Meta:
        db_table = "report_parameter"
        constraints = dated("report_parameter")


class Party(models.Model):
    """Who is told of what fails: an office's address, nobody's own. With a facility or a region
    it is told of what fails there, without one of everything of its kind. Of gateways `place` may
    be the way that one of them carries: sms, whatsapp, email.
    """

    personal: ClassVar[Personal] = {}

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=8, choices=_KINDS)
    name = models.CharField(max_length=120)
    email = models.EmailField(max_length=200)
    place = models.CharField(max_length=40, default="", blank=True)

    class Meta:
        db_table = "report_party"
        constraints = (
            models.UniqueConstraint(fields=["kind", "place"], name="report_party_of_a_place"),
            models.CheckConstraint(condition=Q(kind__in=list(PartyKind)), name="report_party_kind"),
            models.CheckConstraint(condition=~Q(email=""), name="report_party_is_reached"),
        )

    def __str__(self) -> str:
        return self.name


class Report(models.Model):
    """Failures with one cause, told to whoever is behind it. Nothing in it is about a person.

    Until one of a cause has ended, there is no other of that cause; a merged one ends with the one
    it goes on in. `people` is how many different
    ones met it within one look, at the least.
    """

    personal: ClassVar[Personal] = {}

    id = models.BigAutoField(primary_key=True)
    number = models.CharField(max_length=12, unique=True)
    feature = models.CharField(max_length=80)
    reason = models.CharField(max_length=80)
    side = models.CharField(max_length=10)
    place = models.CharField(max_length=40, default="", blank=True)
    state = models.CharField(max_length=8, choices=_STATES)
    party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="merged"
    )
    receipts = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    send_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    token_sealed = SealedTextField()
    token_index = models.BinaryField(max_length=16, unique=True)
    moves_made = models.PositiveIntegerField(default=1)
    within = models.DurationField(null=True)
    due_at = models.DateTimeField(null=True)
    told_share = models.PositiveSmallIntegerField(default=0)
    tell_at = models.DateTimeField(null=True)  # when the next share has gone

    class Meta:
        db_table = "report"
        constraints = (
            models.UniqueConstraint(
                fields=_CAUSE, condition=Q(ended_at__isnull=True), name="report_of_a_cause"
            ),
            models.CheckConstraint(condition=Q(state__in=list(ReportState)), name="report_state"),
            models.CheckConstraint(
                condition=Q(state=ReportState.MERGED, merged_into__isnull=False)
                | ~Q(state=ReportState.MERGED) & Q(merged_into__isnull=True),
                name="report_merged_goes_on",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(RUNNING), ended_at__isnull=True)
                | Q(state__in=[ReportState.MENDED, ReportState.CLOSED], ended_at__isnull=False)
                | Q(state=ReportState.MERGED),
                name="report_ends",
            ),
            models.CheckConstraint(
                condition=Q(state=ReportState.SENT) | Q(tell_at__isnull=True),
                name="report_clock_runs_when_sent",
            ),
            models.CheckConstraint(
                condition=Q(state=ReportState.OPEN) | Q(send_at__isnull=True),
                name="report_waits_when_open",
            ),
        )
        indexes = (
            models.Index(
                fields=["send_at"], condition=Q(send_at__isnull=False), name="report_to_send"
            ),
            models.Index(
                fields=["tell_at"], condition=Q(tell_at__isnull=False), name="report_tells"
            ),
            models.Index(
                fields=["-last_at", "id"],
                condition=Q(state__in=sorted(RUNNING)),
                name="report_running",
            ),
            models.Index(
                fields=["-sent_at", "id"], condition=Q(sent_at__isnull=False), name="report_public"
            ),
            models.Index(fields=[*_CAUSE, "-ended_at"], name="report_before"),
        )

    def __str__(self) -> str:
        return f"report {self.number}"


class Evidence(models.Model):
    """One receipt counted for one report, and for no other: its code and when, never whose."""

    personal: ClassVar[Personal] = {}

    code = models.CharField(max_length=24, primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="evidence")
    at = models.DateTimeField()

    class Meta:
        db_table = "report_evidence"

    def __str__(self) -> str:
        return self.code


class ReportMove(models.Model):
    """One step of a report: added, never changed. Words of those that are told are published."""

    personal: ClassVar[Personal] = {"by": Scrub.PSEUDONYM}

    id = models.BigAutoField(primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="moves")
    act = models.CharField(max_length=7, choices=[(one, one) for one in Act])
    words = models.TextField(default="", blank=True)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    client_key = models.UUIDField(unique=True)

    class Meta:
        db_table = "report_move"

    def __str__(self) -> str:
        return f"report {self.report_id}: {self.act}"
