import base64
import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.factories.accounts import SETUP, signed_in_member
from tests.factories.frontdoor import a_visitor
from titian.accounts import services as accounts
from titian.accounts.errors import PasskeyRefused
from titian.accounts.models import Ceremony
from titian.accounts.types import AccountKind
from titian.kernel.actors import Actor

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def credential_for(options: str) -> str:
    """An answer with the right challenge and nothing else right."""
    client_data = json.dumps(
        {"challenge": json.loads(options)["challenge"], "type": "webauthn.get"}
    )
    said = base64.urlsafe_b64encode(client_data.encode()).decode().rstrip("=")
    return json.dumps({"id": "AAAA", "rawId": "AAAA", "response": {"clientDataJSON": said}})


def sign_in(credential: str, at: datetime = AT) -> None:
    accounts.sign_in_with_passkey(
        credential=credential,
        kind=AccountKind.MEMBER,
        device="Chrome",
        station="",
        by=Actor.visitor(),
        at=at,
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "credential",
    [
        "",
        "{}",
        "[]",
        "null",
        "5",
        '{"response": {}}',
        '{"response": {"clientDataJSON": "!!"}}',
        "\x00",
    ],
)
def test_what_is_no_credential_is_refused(credential: str) -> None:
    with pytest.raises(PasskeyRefused):
        sign_in(credential)


@pytest.mark.django_db
def test_a_challenge_is_taken_by_its_first_answer() -> None:
    options = accounts.begin_passkey(purpose="sign_in", by=Actor.visitor(), name="", at=AT)

    with pytest.raises(PasskeyRefused):
        sign_in(credential_for(options))

    assert not Ceremony.objects.filter(expires_at=AT + timedelta(minutes=5)).exists()


@pytest.mark.django_db
def test_a_challenge_given_to_one_person_does_not_serve_another() -> None:
    session = accounts.open_member_session(
        subject="81", display_name="Siti", device="x", by=SETUP, at=AT
    )
    owner = Actor.member(session.account_id, "81")
    options = accounts.begin_passkey(purpose="add", by=owner, name="Siti", at=AT)

    with pytest.raises(PasskeyRefused):
        accounts.add_passkey(
            credential=credential_for(options), label="", by=Actor.member(0, "82"), at=AT
        )

    assert Ceremony.objects.filter(account_id=session.account_id).exists()


@pytest.mark.django_db
def test_options_name_our_host_and_ask_for_the_owners_presence() -> None:
    client = a_visitor()
    signed_in_member(client, 83)

    answer = client.post("/kunci-sandi/mulai/", {"purpose": "add"}).json()

    assert answer["rp"]["id"] == "localhost"
    assert answer["authenticatorSelection"]["userVerification"] == "required"


@pytest.mark.django_db
@pytest.mark.parametrize("purpose", ["add", "prove", "", "x" * 100_000])
def test_a_visitor_gets_no_challenge_but_for_signing_in(purpose: str) -> None:
    assert a_visitor().post("/kunci-sandi/mulai/", {"purpose": purpose}).status_code == 422
