from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from titian.members.models.people import Person
from titian.members.types import RecoveryStep, RecoveryWay
from titian.platform.db.fields import OptionalSealedTextField, SealedTextField
from titian.platform.db.personal import Personal, Scrub

_OPEN = [RecoveryStep.PROVING, RecoveryStep.SECONDING, RecoveryStep.WAITING]
_DECIDED = [RecoveryStep.WAITING, RecoveryStep.DONE, RecoveryStep.UNDONE]
_DONE = [RecoveryStep.DONE, RecoveryStep.UNDONE]


class NumberRecovery(models.Model):
    """A new number for somebody without the old one: proved, vouched for, waited for, undone.

    `old_sealed` is what was on record when it took effect, so that it can be put back.
    """

    personal: ClassVar[Personal] = {
        "person": Scrub.PSEUDONYM,
        "to_sealed": Scrub.ERASE,
        "old_sealed": Scrub.ERASE,
        "voucher": Scrub.PSEUDONYM,
        "document": Scrub.ERASE,
    }

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="recoveries")
    way = models.CharField(max_length=7, choices=[(way, way) for way in RecoveryWay])
    step = models.CharField(max_length=9, choices=[(step, step) for step in RecoveryStep])
    channel = models.CharField(max_length=8)
    to_sealed = SealedTextField()
    old_sealed = OptionalSealedTextField(null=True)
    document = models.CharField(max_length=20, default="", blank=True)
    voucher = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    client_key = models.UUIDField(unique=True)
    codes_sent = models.PositiveSmallIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    asked_by = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    proved_at = models.DateTimeField(null=True)
    second_by = models.CharField(max_length=80, default="", blank=True)
    failures = models.PositiveSmallIntegerField(default=0, db_default=0)
    retry_at = models.DateTimeField(null=True)  # taking effect failed: not before
    effective_at = models.DateTimeField(null=True)
    undo_until = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=80, default="", blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "member_recovery"
        constraints = (
            models.UniqueConstraint(
                fields=["person"], name="member_recovery_one_open", condition=Q(step__in=_OPEN)
            ),
            models.CheckConstraint(
                condition=Q(way__in=list(RecoveryWay)), name="member_recovery_way"
            ),
            models.CheckConstraint(
                condition=Q(step__in=list(RecoveryStep)), name="member_recovery_step"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=["whatsapp", "sms"]), name="member_recovery_channel"
            ),
            models.CheckConstraint(
                condition=(Q(way=RecoveryWay.COUNTER) & ~Q(document=""))
                | (~Q(way=RecoveryWay.COUNTER) & Q(document="")),
                name="member_recovery_document",
            ),
            models.CheckConstraint(
                condition=~Q(step__in=_DECIDED)
                | Q(proved_at__isnull=False, effective_at__isnull=False),
                name="member_recovery_proved",
            ),
            models.CheckConstraint(
                condition=~Q(step__in=_DECIDED) | ~Q(way=RecoveryWay.KADER) | ~Q(second_by=""),
                name="member_recovery_second",
            ),
            models.CheckConstraint(
                condition=~Q(second_by=F("asked_by")), name="member_recovery_another"
            ),
            models.CheckConstraint(
                condition=Q(step__in=_DONE, undo_until__isnull=False, old_sealed__isnull=False)
                | (~Q(step__in=_DONE) & Q(undo_until__isnull=True)),
                name="member_recovery_undo",
            ),
            models.CheckConstraint(
                condition=Q(step__in=_OPEN, ended_at__isnull=True, ended_by="")
                | (~Q(step__in=_OPEN) & Q(ended_at__isnull=False) & ~Q(ended_by="")),
                name="member_recovery_ended",
            ),
        )
        indexes = (
            models.Index(
                fields=["effective_at"],
                name="member_recovery_due",
                condition=Q(step=RecoveryStep.WAITING),
            ),
        )

    def __str__(self) -> str:
        return f"recovery {self.pk}"
