from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from titian.claims.rules.lifecycle import AT_BRANCH
from titian.claims.types import ClaimAct, ClaimPaperKind, ClaimState
from titian.platform.db.fields import OptionalSealedTextField
from titian.platform.db.personal import Personal, Scrub
from titian.referrals.types import CareKind

_SENT = sorted(set(ClaimState) - {ClaimState.PREPARED, ClaimState.EXPIRED})
_DECIDED = [ClaimState.APPROVED, ClaimState.REFUSED, ClaimState.DISPUTED, ClaimState.PAID]
_COMPLETED = [ClaimState.COMPLETE, ClaimState.CHECKING, *_DECIDED]


class Claim(models.Model):
    """What one eligibility letter is to be paid, from the first paper gathered to the end.

    Sheet (LPK) and group are JSON, sealed: both tell the illness. Whoever sent it is never who
    decided it, nor is who decided it who settled the dispute about that.
    """

    personal: ClassVar[Personal] = {
        "person": Scrub.PSEUDONYM,
        "letter": Scrub.PSEUDONYM,
        "care_kind": Scrub.KEEP_COARSE,
        "issued_on": Scrub.KEEP_COARSE,
        "left_on": Scrub.KEEP_COARSE,
        "sheet_sealed": Scrub.ERASE,
        "admitted_on": Scrub.KEEP_COARSE,
        "group_sealed": Scrub.ERASE,
        "words_sealed": Scrub.ERASE,
    }

    id = models.BigAutoField(primary_key=True)
    letter_number = models.CharField(max_length=19, unique=True)
    letter = models.OneToOneField(
        "visits.EligibilityLetter", on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    facility = models.ForeignKey(
        "facilities.Facility", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    care_kind = models.CharField(max_length=10)
    issued_on = models.DateField()
    left_on = models.DateField(null=True)
    state = models.CharField(max_length=9, default=ClaimState.PREPARED)
    due_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    sheet_sealed = OptionalSealedTextField(null=True)
    sheet_at = models.DateTimeField(null=True)
    admitted_on = models.DateField(null=True)
    cost_hospital = models.BigIntegerField(null=True)
    cost_group = models.BigIntegerField(null=True)
    cost_top_up = models.BigIntegerField(null=True)
    asked = models.BigIntegerField(null=True)
    group_sealed = OptionalSealedTextField(null=True)
    approved = models.BigIntegerField(null=True)
    certificate = models.CharField(max_length=19, null=True, unique=True)
    reason = models.CharField(max_length=40, default="", blank=True)
    missing = ArrayField(models.CharField(max_length=24), default=list)
    words_sealed = OptionalSealedTextField(null=True)
    client_key = models.UUIDField(null=True, unique=True)
    prepared_by = models.CharField(max_length=80)
    submitted_by = models.CharField(max_length=80, default="", blank=True)
    submitted_at = models.DateTimeField(null=True)
    completed_on = models.DateField(null=True)
    held_by = models.CharField(max_length=80, default="", blank=True)
    held_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, default="", blank=True)
    decided_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=80, default="", blank=True)
    paid_on = models.DateField(null=True)
    payment_ref = models.CharField(max_length=40, default="", blank=True)

    class Meta:
        db_table = "claim"
        constraints = (
            models.CheckConstraint(condition=Q(state__in=list(ClaimState)), name="claim_state"),
            models.CheckConstraint(
                condition=Q(care_kind__in=list(CareKind)), name="claim_care_kind"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_SENT)
                | Q(
                    submitted_at__isnull=False,
                    sheet_sealed__isnull=False,
                    group_sealed__isnull=False,
                    asked__isnull=False,
                    left_on__isnull=False,
                )
                & ~Q(submitted_by=""),
                name="claim_sent_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_COMPLETED) | Q(completed_on__isnull=False),
                name="claim_completed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_DECIDED) | Q(decided_at__isnull=False) & ~Q(decided_by=""),
                name="claim_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ClaimState.APPROVED, ClaimState.PAID])
                | Q(approved__gt=0, approved__lte=F("asked"), certificate__isnull=False),
                name="claim_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state=ClaimState.PAID) | Q(paid_on__isnull=False) & ~Q(payment_ref=""),
                name="claim_paid",
            ),
            models.CheckConstraint(
                condition=Q(decided_by="") | ~Q(decided_by=F("submitted_by")),
                name="claim_two_people",
            ),
            models.CheckConstraint(
                condition=Q(settled_by="")
                | ~Q(settled_by=F("decided_by")) & ~Q(settled_by=F("submitted_by")),
                name="claim_settled_by_another",
            ),
            models.CheckConstraint(
                condition=Q(
                    cost_hospital__isnull=True,
                    cost_group__isnull=True,
                    cost_top_up__isnull=True,
                    asked__isnull=True,
                )
                | Q(
                    cost_hospital__gte=0,
                    cost_group__gte=0,
                    cost_top_up__gte=0,
                    asked__gt=0,
                    asked__lte=F("cost_group") + F("cost_top_up"),
                ),
                name="claim_costs",
            ),
            models.CheckConstraint(
                condition=Q(sheet_sealed__isnull=True, admitted_on__isnull=True)
                | Q(sheet_sealed__isnull=False, admitted_on__isnull=False),
                name="claim_sheet_pair",
            ),
            models.CheckConstraint(
                condition=Q(held_by="", held_at__isnull=True)
                | ~Q(held_by="") & Q(held_at__isnull=False),
                name="claim_held",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("issued_on")),
                name="claim_days",
            ),
        )
        indexes = (
            models.Index(fields=["facility", "left_on"], name="claim_by_day"),
            models.Index(fields=["facility", "admitted_on"], name="claim_by_admission"),
            models.Index(fields=["facility", "state", "due_on"], name="claim_of_facility"),
            models.Index(
                fields=["due_on", "id"],
                condition=Q(state__in=sorted(AT_BRANCH)),
                name="claim_at_branch",
            ),
            models.Index(
                fields=["due_on", "id"],
                condition=Q(state=ClaimState.APPROVED),
                name="claim_to_pay",
            ),
            models.Index(
                fields=["due_on"],
                condition=Q(state__in=[ClaimState.PREPARED, ClaimState.RETURNED]),
                name="claim_may_expire",
            ),
        )

    def __str__(self) -> str:
        return f"claim {self.letter_number}: {self.state}"


class ClaimPaper(models.Model):
    """A document of a claim; its content lies with the uploads."""

    personal: ClassVar[Personal] = {"kind": Scrub.KEEP_COARSE}

    id = models.BigAutoField(primary_key=True)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=9, choices=[(kind, kind) for kind in ClaimPaperKind])
    upload = models.OneToOneField(
        "platform_uploads.Upload", on_delete=models.PROTECT, related_name="+"
    )
    client_key = models.UUIDField(unique=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "claim_paper"
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=list(ClaimPaperKind)), name="claim_paper_kind"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} of claim {self.claim_id}"


class ClaimStep(models.Model):
    """One step of a claim's life: never changed, never taken away."""

    personal: ClassVar[Personal] = {"by": Scrub.PSEUDONYM}

    id = models.BigAutoField(primary_key=True)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=9, choices=[(act, act) for act in ClaimAct])
    state = models.CharField(max_length=9, choices=[(state, state) for state in ClaimState])
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    side = models.CharField(max_length=8)
    reason = models.CharField(max_length=40, default="", blank=True)

    class Meta:
        db_table = "claim_step"
        constraints = (
            models.CheckConstraint(condition=Q(act__in=list(ClaimAct)), name="claim_step_act"),
            models.CheckConstraint(
                condition=Q(state__in=list(ClaimState)), name="claim_step_state"
            ),
            models.CheckConstraint(
                condition=Q(side__in=["facility", "branch", "rule"]), name="claim_step_side"
            ),
        )

    def __str__(self) -> str:
        return f"{self.act} of claim {self.claim_id}"
