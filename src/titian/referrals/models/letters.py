from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from titian.platform.db.fields import OptionalSealedTextField
from titian.platform.db.personal import Personal, Scrub
from titian.referrals.types import LetterKind, PaperState, Source


class ControlLetter(models.Model):
    """When and to whom somebody comes again, or is to be admitted. `from_letter` is the number of
    the eligibility letter of the care before; `prb_form` holds measured values, sealed JSON.
    """

    personal: ClassVar[Personal] = {
        "person": Scrub.PSEUDONYM,
        "specialty_code": Scrub.KEEP_COARSE,
        "from_specialty_code": Scrub.KEEP_COARSE,
        "diagnosis_sealed": Scrub.ERASE,
        "prb_form_sealed": Scrub.ERASE,
    }

    id = models.BigAutoField(primary_key=True)
    number = models.CharField(max_length=19, unique=True)
    kind = models.CharField(max_length=9, choices=[(one, one) for one in LetterKind])
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    facility = models.ForeignKey("facilities.Facility", on_delete=models.PROTECT, related_name="+")
    practitioner = models.ForeignKey(
        "facilities.Practitioner", on_delete=models.PROTECT, related_name="+"
    )
    specialty_code = models.CharField(max_length=10)
    from_letter = models.CharField(max_length=19, default="", blank=True)
    from_specialty_code = models.CharField(max_length=10, default="", blank=True)
    diagnosis_sealed = OptionalSealedTextField(null=True)
    prb_form_sealed = OptionalSealedTextField(null=True)
    issued_on = models.DateField()
    planned_on = models.DateField()
    valid_until = models.DateField()
    state = models.CharField(max_length=9, choices=[(one, one) for one in PaperState])
    used_on = models.DateField(null=True)
    used_by_letter = models.CharField(max_length=19, default="", blank=True)
    source = models.CharField(max_length=6, choices=[(one, one) for one in Source])
    client_key = models.UUIDField(unique=True)
    written_by = models.CharField(max_length=80)
    written_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "control_letter"
        constraints = (
            models.CheckConstraint(
                condition=Q(number__regex=r"^[0-9A-Z]{19}$"), name="control_letter_number_shape"
            ),
            models.CheckConstraint(
                condition=Q(kind=LetterKind.ADMISSION, from_letter="")
                | Q(kind=LetterKind.CONTROL) & ~Q(from_letter=""),
                name="control_letter_out_of",
            ),
            models.CheckConstraint(
                condition=Q(planned_on__gte=F("issued_on"), valid_until__gte=F("planned_on")),
                name="control_letter_order",
            ),
            models.CheckConstraint(
                condition=Q(state=PaperState.USED, used_on__isnull=False) & ~Q(used_by_letter="")
                | ~Q(state=PaperState.USED) & Q(used_on__isnull=True, used_by_letter=""),
                name="control_letter_used_by",
            ),
            models.UniqueConstraint(
                fields=[
                    "person",
                    "facility",
                    "kind",
                    "from_letter",
                    "specialty_code",
                    "planned_on",
                ],
                name="control_letter_once",
                condition=~Q(state=PaperState.WITHDRAWN),
            ),
        )
        indexes = (
            models.Index(fields=["facility", "issued_on"], name="control_letter_written"),
            models.Index(fields=["facility", "planned_on"], name="control_letter_planned"),
            models.Index(fields=["from_letter"], name="control_letter_from"),
            models.Index(
                fields=["planned_on"],
                name="control_letter_coming",
                condition=Q(state=PaperState.OPEN, reminded_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return self.number
