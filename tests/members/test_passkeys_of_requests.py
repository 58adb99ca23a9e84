"""A passkey shortens the wait for a new number, but not one that was made to do just that."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tests.factories.accounts import signed_in_member
from tests.factories.members import acting_for, make_person
from tests.factories.requests import asks
from titian.accounts.models import Account, Passkey
from titian.kernel import clock
from titian.members.types import RequestKind

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("hours, is_offered", [(1, False), (71, False), (73, True)])
def test_a_passkey_counts_when_it_is_as_old_as_the_wait(
    client: Client, hours: int, is_offered: bool
) -> None:
    pk, at = make_person(), clock.now()
    signed_in_member(client, pk)
    Passkey.objects.create(
        account=Account.objects.get(subject=str(pk)), credential_id=uuid4().bytes,
        public_key=b"2", sign_count=0, label="HP", made_at=at - timedelta(hours=hours),
    )  # fmt: skip
    wanted = {"channel": "sms", "phone": "081200000001"}
    asked = asks(pk, RequestKind.PHONE, wanted, by=acting_for(pk), at=at).request_id

    following = client.get(f"/ubah/permintaan/{asked}/").content.decode()
    confirming = client.get(f"/ubah/permintaan/{asked}/pastikan/")

    assert (f"/{asked}/pastikan/" in following) is is_offered
    assert confirming.status_code == (200 if is_offered else 303)
