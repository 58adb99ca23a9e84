from typing import ClassVar

from django.db import models
from django.db.models import Q

from titian.bridging.types.wire import Wire
from titian.platform.db.fields import OptionalSealedTextField, SealedTextField
from titian.platform.db.personal import Personal, Scrub


class Consumer(models.Model):
    """A facility's system that may call us: its number ("cons id") and how it proves itself.

    After a rotation the values before are still taken until `overlaps_until`, so that the
    facility can change over without a pause. Of user keys only hashes are kept.
    """

    personal: ClassVar[Personal] = {}

    cons_id = models.CharField(max_length=20)
    facility = models.ForeignKey("facilities.Facility", on_delete=models.PROTECT, related_name="+")
    secret_sealed = SealedTextField()
    key_hashes = models.JSONField()  # service: hash of its user key
    username = models.CharField(max_length=40)
    password_sealed = SealedTextField()
    app_code = models.CharField(max_length=10, default="095")
    old_secret_sealed = OptionalSealedTextField(null=True)
    old_password_sealed = OptionalSealedTextField(null=True)
    old_key_hashes = models.JSONField(default=dict)
    overlaps_until = models.DateTimeField(null=True)
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "wire_consumer"
        constraints = (
            models.UniqueConstraint(fields=["cons_id"], name="wire_consumer_cons_id"),
            models.CheckConstraint(
                condition=Q(cons_id__regex=r"^[0-9]{1,20}$"), name="wire_consumer_digits"
            ),
            models.CheckConstraint(
                condition=Q(overlaps_until__isnull=True)
                | Q(old_secret_sealed__isnull=False, old_password_sealed__isnull=False),
                name="wire_consumer_overlap_whole",
            ),
        )

    def __str__(self) -> str:
        return f"consumer {self.cons_id}"


class WireCall(models.Model):
    """One call of a facility's system and its answer, in sealed copies that are forgotten soon.

    A write claims its `digest` (second, method, address, body) before anything is done: the
    same bytes sent again are refused. `template` is the endpoint, never the address itself,
    which may hold a card number.
    """

    personal: ClassVar[Personal] = {
        "request_sealed": Scrub.ERASE,
        "answer_sealed": Scrub.ERASE,
    }

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    consumer = models.ForeignKey(
        Consumer, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    said_cons_id = models.CharField(max_length=20)
    wire = models.CharField(max_length=12, choices=[(wire, wire) for wire in Wire])
    method = models.CharField(max_length=7)
    template = models.CharField(max_length=160)
    code = models.CharField(max_length=8)  # of the envelope; "" while a write is being done
    status = models.PositiveSmallIntegerField()
    milliseconds = models.PositiveIntegerField()
    digest = models.BinaryField(max_length=32, null=True)
    request_sealed = OptionalSealedTextField(null=True)  # address, new line, body
    answer_sealed = OptionalSealedTextField(null=True)

    class Meta:
        db_table = "wire_call"
        constraints = (
            models.UniqueConstraint(
                fields=["consumer", "digest"],
                condition=Q(digest__isnull=False),
                name="wire_call_once",
            ),
            models.CheckConstraint(
                condition=Q(digest__isnull=True) | Q(consumer__isnull=False),
                name="wire_call_claims_whole",
            ),
        )
        indexes = (
            models.Index(fields=["at"], name="wire_call_at"),
            models.Index(fields=["consumer", "-id"], name="wire_call_of"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.said_cons_id} {self.template} {self.code}"
