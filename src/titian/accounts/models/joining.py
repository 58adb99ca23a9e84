from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from titian.accounts.models.account import Account
from titian.accounts.types import Ask, InvitationState, Outcome, StaffRole
from titian.platform.db.fields import OptionalSealedTextField, SealedTextField
from titian.platform.db.personal import Personal, Scrub

_ROLES = [role.value for role in StaffRole]


class Invitation(models.Model):
    """A link by which somebody joins with a role, or (with an account and no role) gets a new
    authenticator. Only the keyed hash of the link is kept, and none before it is sent.
    """

    personal: ClassVar[Personal] = {
        "name": Scrub.PSEUDONYM,
        "reach_sealed": Scrub.ERASE,
        "totp_sealed": Scrub.ERASE,
    }

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=200)
    reach_sealed = SealedTextField()
    totp_sealed = SealedTextField()  # the seed the invited person's app will take
    role = models.CharField(max_length=20, default="", blank=True)
    scope_kind = models.CharField(max_length=20, default="", blank=True)
    scope_code = models.CharField(max_length=40, default="", blank=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True)
    link_hash = models.BinaryField(max_length=16, null=True, unique=True)
    state = models.CharField(max_length=10, choices=[(one, one) for one in InvitationState])
    made_by = models.CharField(max_length=80)
    seconded_by = models.CharField(max_length=80, default="", blank=True)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    times_sent = models.PositiveSmallIntegerField(default=0)
    opens_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "account_invitation"
        indexes = (models.Index(fields=["scope_kind", "scope_code"], name="account_invited_where"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(role__in=_ROLES) | Q(role="", account__isnull=False),
                name="account_invitation_for",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", link_hash__isnull=False)
                | ~Q(state="sent") & Q(link_hash__isnull=True),
                name="account_invitation_link",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("opens_at")), name="account_invitation_ends_later"
            ),
            models.CheckConstraint(
                condition=Q(seconded_by="") | ~Q(seconded_by=F("made_by")),
                name="account_invitation_two_people",
            ),
        )

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class Proposal(models.Model):
    """What one person asked for and a second one decides; the database knows that they differ."""

    personal: ClassVar[Personal] = {"reach_sealed": Scrub.ERASE}

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in Ask])
    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True)
    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, null=True)
    role = models.CharField(max_length=20, default="", blank=True)
    scope_kind = models.CharField(max_length=20, default="", blank=True)
    scope_code = models.CharField(max_length=40, default="", blank=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    seen = models.CharField(max_length=20, default="", blank=True)  # the document, for a reset
    is_present = models.BooleanField(default=False)  # the person stood there
    reach_sealed = OptionalSealedTextField(null=True)  # where a new link goes, if elsewhere
    asked_by = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=[(one, one) for one in Outcome], default=Outcome.OPEN
    )
    decided_by = models.CharField(max_length=80, default="", blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "account_proposal"
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="invite", invitation__isnull=False)
                | Q(kind__in=["grant", "reset"], account__isnull=False),
                name="account_proposal_about",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "refused"]) | ~Q(decided_by=F("asked_by")),
                name="account_proposal_two_people",
            ),
            models.UniqueConstraint(
                fields=["account", "kind", "role", "scope_kind", "scope_code"],
                name="account_proposal_once",
                condition=Q(state="open", account__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
