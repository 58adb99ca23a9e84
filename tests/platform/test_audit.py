from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from titian.kernel.actors import Actor
from titian.platform.audit import selectors as audit_read
from titian.platform.audit import services as audit
from titian.platform.audit.models import AuditEntry
from titian.platform.audit.services import Entry

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
CLERK = Actor.staff(7)


@pytest.mark.django_db
def test_every_act_is_written_down_with_its_actor() -> None:
    with transaction.atomic():
        audit.record(
            Entry(CLERK, "members.looked_up", "person:42", {"by": "card"}),
            Entry(CLERK, "members.looked_up", "person:43"),
            at=AT,
        )

    [entry] = audit_read.entries_about("person:42")
    assert (entry.actor, entry.action, entry.data, entry.at) == (
        "account:7",
        "members.looked_up",
        {"by": "card"},
        AT,
    )


@pytest.mark.django_db
def test_what_was_written_down_cannot_be_changed() -> None:
    with transaction.atomic():
        audit.record(Entry(CLERK, "members.looked_up", "person:44"), at=AT)

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        AuditEntry.objects.filter(target="person:44").update(actor="account:8")


@pytest.mark.django_db
def test_what_was_written_down_cannot_be_removed() -> None:
    with transaction.atomic():
        audit.record(Entry(CLERK, "members.looked_up", "person:45"), at=AT)

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        AuditEntry.objects.filter(target="person:45").delete()

    assert len(audit_read.entries_about("person:45")) == 1


@pytest.mark.django_db
def test_an_act_that_was_taken_back_leaves_no_entry() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        audit.record(Entry(CLERK, "members.suspended", "person:46"), at=AT)
        _ = 1 / 0

    assert audit_read.entries_about("person:46") == []
