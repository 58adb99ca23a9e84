from typing import ClassVar

from django.db import models

from titian.accounts.models.account import Account
from titian.accounts.models.session import Session
from titian.accounts.types import Tried, Way
from titian.platform.db.fields import SealedTextField
from titian.platform.db.personal import Personal, Scrub


class SignIn(models.Model):
    """That somebody of the staff came in, or tried to; kept for a year. The network is shortened
    before it is written down.
    """

    personal: ClassVar[Personal] = {"device": Scrub.ERASE, "network": Scrub.ERASE}

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="sign_ins")
    at = models.DateTimeField()
    way = models.CharField(max_length=10, choices=[(way, way) for way in Way])
    outcome = models.CharField(max_length=15, choices=[(one, one) for one in Tried])
    device = models.CharField(max_length=80, default="", blank=True)
    network = models.CharField(max_length=50, default="", blank=True)

    class Meta:
        db_table = "account_sign_in"
        indexes = (models.Index(fields=["account", "-at"], name="account_sign_in_whose"),)

    def __str__(self) -> str:
        return f"{self.way} {self.outcome}"


class KeptForm(models.Model):
    """What was typed into a page of a screen that had locked: given back to the same session when
    it is opened again. Sealed, one for each session, gone with it.
    """

    personal: ClassVar[Personal] = {"typed_sealed": Scrub.ERASE}

    session = models.OneToOneField(Session, on_delete=models.CASCADE, primary_key=True)
    typed_sealed = SealedTextField()
    kept_at = models.DateTimeField()

    class Meta:
        db_table = "account_kept_form"

    def __str__(self) -> str:
        return f"form of session {self.pk}"
