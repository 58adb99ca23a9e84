from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from titian.enrolment.models.applications import Application
from titian.enrolment.models.offices import City
from titian.enrolment.types import Finding, ListState, ProposalState
from titian.platform.db.fields import SealedTextField
from titian.platform.db.personal import Personal, Scrub

_FINDINGS = [(one, one) for one in Finding]


class PaidList(models.Model):
    """The scheme's list of those a city pays for, brought as a file or asked of the scheme.

    The digest keeps the same list from being compared twice. `row_done` and `person_done` are how
    far the comparison is: lines of the list, then people of our own records by id.
    """

    personal: ClassVar[Personal] = {}

    id = models.BigAutoField(primary_key=True)
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    digest = models.BinaryField(max_length=32, null=True)
    state = models.CharField(max_length=9, choices=[(one, one) for one in ListState])
    brought_by = models.CharField(max_length=80)
    brought_at = models.DateTimeField()
    as_of = models.DateField()
    rows = models.PositiveIntegerField(default=0)
    row_done = models.PositiveIntegerField(default=0)
    person_done = models.BigIntegerField(default=0)
    missing = models.PositiveIntegerField(default=0)
    compared_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)  # ask the scheme, or ask again, from then on
    last_error = models.CharField(max_length=80, default="", blank=True)

    class Meta:
        db_table = "enrol_list"
        constraints = (
            models.UniqueConstraint(fields=["city", "digest"], name="enrol_list_same_file"),
            models.UniqueConstraint(
                fields=["city"],
                name="enrol_list_asked_once",
                condition=Q(state=ListState.ASKING),
            ),
            models.CheckConstraint(
                condition=Q(state=ListState.ASKING, digest__isnull=True)
                | ~Q(state=ListState.ASKING) & Q(digest__isnull=False),
                name="enrol_list_arrived",
            ),
            models.CheckConstraint(
                condition=Q(state=ListState.DONE, compared_at__isnull=False)
                | ~Q(state=ListState.DONE) & Q(compared_at__isnull=True),
                name="enrol_list_compared",
            ),
        )
        indexes = (
            models.Index(fields=["id"], name="enrol_list_open", condition=~Q(state=ListState.DONE)),
        )

    def __str__(self) -> str:
        return f"list {self.pk} of {self.city_id}"


class ListRow(models.Model):
    """One line of the list, and what it meant beside our record."""

    personal: ClassVar[Personal] = {
        "cells_sealed": Scrub.ERASE,
        "nik_index": Scrub.ERASE,
        "finding": Scrub.KEEP_COARSE,
        "person": Scrub.PSEUDONYM,
    }

    id = models.BigAutoField(primary_key=True)
    paid_list = models.ForeignKey(
        PaidList, on_delete=models.PROTECT, related_name="lines", db_index=False
    )
    line = models.PositiveIntegerField()
    cells_sealed = SealedTextField()
    nik_index = models.BinaryField(max_length=16)
    finding = models.CharField(max_length=17, choices=_FINDINGS, default="", blank=True)
    person = models.ForeignKey(
        "members.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        db_table = "enrol_list_row"
        constraints = (
            models.UniqueConstraint(fields=["paid_list", "line"], name="enrol_list_row_line"),
        )
        indexes = (
            models.Index(fields=["paid_list", "nik_index", "line"], name="enrol_list_row_nik"),
            models.Index(fields=["paid_list", "finding"], name="enrol_list_row_found"),
        )

    def __str__(self) -> str:
        return f"line {self.line} of list {self.paid_list_id}"


class Proposal(models.Model):
    """Somebody on whom the list and our record differ, until an officer of the health office
    decides: an application is drafted, or they are kept as they are. One person, one open one.

    `subject` is the index of the NIK. Who brought the list never decides what it says.
    """

    personal: ClassVar[Personal] = {
        "subject": Scrub.ERASE,
        "person": Scrub.PSEUDONYM,
        "finding": Scrub.KEEP_COARSE,
        "village": Scrub.KEEP_COARSE,
        "said_sealed": Scrub.ERASE,
        "reason": Scrub.KEEP_COARSE,
    }

    id = models.BigAutoField(primary_key=True)
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="+")
    paid_list = models.ForeignKey(PaidList, on_delete=models.PROTECT, related_name="proposals")
    subject = models.BinaryField(max_length=16)
    person = models.ForeignKey(
        "members.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    finding = models.CharField(max_length=17, choices=_FINDINGS)
    said_sealed = SealedTextField()  # NIK, name, birth date and village as the list has them
    village = models.ForeignKey(
        "regions.Region", null=True, on_delete=models.PROTECT, related_name="+"
    )
    is_safe = models.BooleanField(default=False)
    state = models.CharField(max_length=7, choices=[(one, one) for one in ProposalState])
    brought_by = models.CharField(max_length=80)
    found_at = models.DateTimeField()
    decided_by = models.CharField(max_length=80, default="", blank=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=40, default="", blank=True)
    application = models.OneToOneField(
        Application, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        db_table = "enrol_proposal"
        constraints = (
            models.UniqueConstraint(
                fields=["city", "subject"],
                name="enrol_proposal_one_open",
                condition=Q(state=ProposalState.OPEN),
            ),
            models.CheckConstraint(
                condition=Q(state=ProposalState.OPEN, decided_at__isnull=True, decided_by="")
                | ~Q(state=ProposalState.OPEN) & Q(decided_at__isnull=False) & ~Q(decided_by=""),
                name="enrol_proposal_decided",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("brought_by")), name="enrol_proposal_two_people"
            ),
            models.CheckConstraint(
                condition=Q(state=ProposalState.DRAFTED, application__isnull=False)
                | ~Q(state=ProposalState.DRAFTED) & Q(application__isnull=True),
                name="enrol_proposal_drafted",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.KEPT) | ~Q(reason=""), name="enrol_proposal_kept"
            ),
        )
        indexes = (
            models.Index(
                fields=["paid_list", "finding", "id"],
                name="enrol_proposal_open",
                condition=Q(state=ProposalState.OPEN),
            ),
            models.Index(fields=["subject"], name="enrol_proposal_subject"),
        )

    def __str__(self) -> str:
        return f"proposal {self.pk}"
