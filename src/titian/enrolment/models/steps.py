from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from titian.enrolment.models.applications import Application, Candidate
from titian.enrolment.models.offices import Office
from titian.enrolment.types import CheckKind, CheckState, StepState
from titian.platform.db.fields import OptionalSealedTextField
from titian.platform.db.personal import Personal, Scrub

_DECIDED = [StepState.YES, StepState.RETURNED, StepState.NO]


class Step(models.Model):
    """One office's decision about one application. A mended application has the step again, as
    a later `round`; the earlier one stays as it was decided.
    """

    personal: ClassVar[Personal] = {
        "reason": Scrub.KEEP_COARSE,
        "words_sealed": Scrub.ERASE,
    }

    id = models.BigAutoField(primary_key=True)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="steps")
    key = models.CharField(max_length=20)
    round = models.PositiveSmallIntegerField(default=1)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=[(one, one) for one in StepState])
    is_urgent = models.BooleanField(default=False)  # of the application: urgent ones come first
    opened_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    told_share = models.PositiveSmallIntegerField(default=0)  # of its time, told so far: 50 80 100
    claimed_by = models.CharField(max_length=80, default="", blank=True)
    claimed_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, default="", blank=True)
    decided_at = models.DateTimeField(null=True)
    decide_key = models.UUIDField(null=True, unique=True)
    entered_by = models.CharField(max_length=80)  # of the application: they never decide it
    reason = models.CharField(max_length=40, default="", blank=True)
    words_sealed = OptionalSealedTextField(null=True)

    class Meta:
        db_table = "enrol_step"
        constraints = (
            models.UniqueConstraint(
                fields=["application", "key", "round"], name="enrol_step_round"
            ),
            models.UniqueConstraint(
                fields=["application", "key"],
                name="enrol_step_one_undecided",
                condition=Q(state__in=[StepState.BLOCKED, StepState.OPEN]),
            ),
            models.CheckConstraint(
                condition=Q(state__in=_DECIDED, decided_at__isnull=False) & ~Q(decided_by="")
                | ~Q(state__in=_DECIDED) & Q(decided_at__isnull=True, decided_by=""),
                name="enrol_step_decided",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("entered_by")), name="enrol_step_two_people"
            ),
            models.CheckConstraint(
                condition=~Q(state=StepState.OPEN)
                | Q(opened_at__isnull=False, due_at__isnull=False),
                name="enrol_step_clock",
            ),
            models.CheckConstraint(
                condition=Q(claimed_by="", claimed_at__isnull=True)
                | ~Q(claimed_by="") & Q(claimed_at__isnull=False),
                name="enrol_step_claimed",
            ),
        )
        indexes = (
            models.Index(
                fields=["office", "-is_urgent", "due_at", "id"],
                name="enrol_step_work",
                condition=Q(state=StepState.OPEN),
            ),
            models.Index(
                fields=["due_at"], name="enrol_step_clocks", condition=Q(state=StepState.OPEN)
            ),
            models.Index(fields=["office", "-decided_at"], name="enrol_step_done"),
        )

    def __str__(self) -> str:
        return f"step {self.key} of application {self.application_id}"


class Check(models.Model):
    """What a register was asked about one person for one step, and what it said."""

    personal: ClassVar[Personal] = {"facts": Scrub.ERASE}

    id = models.BigAutoField(primary_key=True)
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="checks")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="checks")
    kind = models.CharField(max_length=10, choices=[(one, one) for one in CheckKind])
    ref = models.UUIDField(unique=True)
    state = models.CharField(max_length=7, choices=[(one, one) for one in CheckState])
    evidence = models.CharField(max_length=80, default="", blank=True)
    facts = models.JSONField(default=dict)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)  # ask, or ask again, from then on
    answered_at = models.DateTimeField(null=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        db_table = "enrol_check"
        constraints = (
            models.UniqueConstraint(
                fields=["step", "candidate", "kind"], name="enrol_check_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[CheckState.AGREES, CheckState.DIFFERS], answered_at__isnull=False
                )
                & ~Q(evidence="")
                | Q(state__in=[CheckState.ASKING, CheckState.AWAY], answered_at__isnull=True),
                name="enrol_check_answered",
            ),
        )
        indexes = (
            models.Index(
                fields=["next_at"], name="enrol_check_waiting", condition=Q(state=CheckState.ASKING)
            ),
        )

    def __str__(self) -> str:
        return f"check {self.kind} of step {self.step_id}"
