from typing import ClassVar

from django.db import models
from django.db.models import Q

from titian.bridging.queues.layouts import Layout
from titian.platform.db.fields import SealedTextField
from titian.platform.db.personal import Personal


class FacilityLink(models.Model):
    """Where a facility's own queue is asked: one for each facility that keeps one."""

    personal: ClassVar[Personal] = {}

    facility = models.OneToOneField(
        "facilities.Facility", primary_key=True, on_delete=models.PROTECT, related_name="+"
    )
    base_url = models.CharField(max_length=300)
    layout = models.CharField(max_length=10, choices=[(one, one) for one in Layout])
    username = models.CharField(max_length=80)
    password_sealed = SealedTextField()
    headers = models.JSONField(default=dict)  # names of its own for the three headers
    paths = models.JSONField(default=dict)  # "take": "POST /ambil", where it differs
    is_active = models.BooleanField(default=True)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "facility_link"
        constraints = (
            models.CheckConstraint(
                condition=Q(base_url__startswith="https://") | Q(base_url__startswith="http://"),
                name="facility_link_address",
            ),
            models.CheckConstraint(
                condition=Q(layout__in=list(Layout)), name="facility_link_layout"
            ),
        )

    def __str__(self) -> str:
        return f"{self.facility_id} {self.layout}"
