"""An elder without a phone says at a counter who may read their history of care."""

import pytest
from django.test import Client

from tests.factories.accounts import signed_in_staff
from tests.factories.members import acting_for, make_family, new_person
from tests.factories.queue import MORNING as AT
from tests.factories.visits import make_coded_clinic, make_hospital, recorded
from titian.kernel.scopes import Grant, Scope
from titian.members.types import Relation
from titian.notifications.models import Message
from titian.platform.audit.models import AuditEntry
from titian.visits import selectors as visits_read
from titian.visits.errors import HistoryNotShared
from titian.visits.models import HistoryLeave
from titian.visits.types import Sight

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning"), pytest.mark.slow]

PAGE = "/petugas/izin-riwayat/"
BRANCH = (Grant("branch", Scope("region", "35.73")),)
SON, MOTHER = new_person("Budi Santoso"), new_person("Mbah Sutinah", relation=Relation.PARENT)


def said(**more: str) -> dict[str, str]:
    return {
        "number": MOTHER.card_number,
        "pembaca": SON.card_number,
        "dokumen": "ktp",
        "aksi": "beri",
        **more,
    }


def test_the_son_reads_after_the_yes_at_the_counter_and_not_after_the_no(client: Client) -> None:
    son, mother = make_family(SON, MOTHER)
    recorded(mother, make_coded_clinic())
    officer = signed_in_staff(client, BRANCH)

    with pytest.raises(HistoryNotShared):
        visits_read.history(mother, viewer=acting_for(son), at=AT)
    for _ in range(2):
        client.post(PAGE, said())
    seen = visits_read.history(mother, viewer=acting_for(son), at=AT)
    (reader,) = visits_read.readers(acting_for(mother), at=AT)
    client.post(PAGE, said(aksi="cabut"))

    assert seen.sight is Sight.SHARED
    assert (reader.is_allowed, reader.document) == (True, "ktp")
    with pytest.raises(HistoryNotShared):
        visits_read.history(mother, viewer=acting_for(son), at=AT)
    (leave,) = HistoryLeave.objects.all()
    assert leave.given_by == officer.ref
    assert Message.objects.filter(template="visits/messages/reading.txt").count() == 1
    about = AuditEntry.objects.filter(target=f"person:{mother}", actor=officer.ref)
    assert about.filter(action="visits.history_shared").count() == 1
    assert about.filter(action="visits.history_unshared").count() == 1


def test_somebody_far_away_is_not_allowed_to_read(client: Client) -> None:
    make_family(SON, MOTHER)
    stranger = new_person("Joko Lain")
    make_family(stranger)
    signed_in_staff(client, BRANCH)

    answer = client.post(PAGE, said(pembaca=stranger.card_number))

    assert answer.status_code == 422
    assert "izin membantu" in answer.content.decode()
    assert not HistoryLeave.objects.exists()


@pytest.mark.parametrize("wrong", [{"number": ""}, {"number": "12"}, {"dokumen": ""}])
def test_what_is_wrong_is_said_on_the_page(client: Client, wrong: dict[str, str]) -> None:
    make_family(SON, MOTHER)
    signed_in_staff(client, BRANCH)

    assert client.post(PAGE, said(**wrong)).status_code == 422
    assert not HistoryLeave.objects.exists()


def test_a_doctor_hears_no_such_leave(client: Client) -> None:
    make_family(SON, MOTHER)
    hospital = make_hospital()
    signed_in_staff(client, (Grant("doctor", Scope("facility", hospital.facility.code)),))

    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, said()).status_code == 403
