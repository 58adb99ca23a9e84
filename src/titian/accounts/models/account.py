from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from titian.accounts.types import AccountKind, StaffRole
from titian.platform.db.fields import OptionalSealedTextField, SealedTextField
from titian.platform.db.personal import Personal, Scrub


class Account(models.Model):
    """A member's or a staff member's way in. `subject` is the opaque person, none for staff."""

    personal: ClassVar[Personal] = {
        "display_name": Scrub.PSEUDONYM,
        "subject": Scrub.PSEUDONYM,
    }

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in AccountKind])
    subject = models.CharField(max_length=40, null=True, unique=True)
    display_name = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "account"
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="member", subject__isnull=False)
                | Q(kind="staff", subject__isnull=True),
                name="account_member_has_subject",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class StaffProfile(models.Model):
    """How a staff member proves who they are. Hashes are Argon2id; the seed is sealed
    (empty: no authenticator yet)."""

    personal: ClassVar[Personal] = {
        "username": Scrub.PSEUDONYM,
        "password_hash": Scrub.ERASE,
        "pin_hash": Scrub.ERASE,
        "totp_sealed": Scrub.ERASE,
        "reach_sealed": Scrub.ERASE,
    }

    account = models.OneToOneField(
        Account, on_delete=models.CASCADE, primary_key=True, related_name="staff"
    )
    username = models.CharField(max_length=60, unique=True)
    password_hash = models.CharField(max_length=200)
    pin_hash = models.CharField(max_length=200, default="", blank=True)
    totp_sealed = SealedTextField()
    totp_step = models.BigIntegerField(default=0)
    reach_sealed = OptionalSealedTextField(null=True)  # mobile number or e-mail for notices

    class Meta:
        db_table = "account_staff"
        constraints = (
            models.CheckConstraint(
                condition=~Q(username="") & ~Q(password_hash=""), name="account_staff_named"
            ),
        )

    def __str__(self) -> str:
        return f"staff {self.pk}"


class RoleGrant(models.Model):
    """One role over one scope, for a period. It counts from `starts_at` (none: from the beginning)
    until `ends_at` (none: until somebody ends it); `ended_at` is when that was written down.
    """

    personal: ClassVar[Personal] = {}

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField(max_length=20, choices=[(role, role) for role in StaffRole])
    scope_kind = models.CharField(max_length=20)
    scope_code = models.CharField(max_length=40, default="", blank=True)
    granted_at = models.DateTimeField()
    granted_by = models.CharField(max_length=80, default="", db_default="", blank=True)
    seconded_by = models.CharField(max_length=80, default="", db_default="", blank=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.CharField(max_length=80, default="", db_default="", blank=True)

    class Meta:
        db_table = "account_grant"
        indexes = (
            models.Index(
                fields=["ends_at"],
                name="account_grant_ending",
                condition=Q(ended_at__isnull=True, ends_at__isnull=False),
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["account", "role", "scope_kind", "scope_code"],
                name="account_grant_once",
                condition=Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True)
                | Q(ends_at__isnull=True)
                | Q(ends_at__gt=F("starts_at")),
                name="account_grant_period",
            ),
            models.CheckConstraint(
                condition=Q(seconded_by="") | ~Q(seconded_by=F("granted_by")),
                name="account_grant_two_people",
            ),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in StaffRole]), name="account_grant_role"
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} {self.scope_kind}:{self.scope_code}"
