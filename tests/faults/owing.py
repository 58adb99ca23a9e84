"""Makes families in arrears and a bank that may call, as JSON; run by `inside`."""

import json
import sys

from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from django.db import transaction
from django.test import Client

from tests.factories.banks import by_client, key_of_tests, make_bank
from tests.factories.contributions import SETUP, suspended_family
from titian.kernel import clock
from titian.members import services as members
from titian.members.types import NewContact

_MONTHS = 3


@transaction.atomic
def owing(count: int) -> dict[str, object]:
    at = clock.now()
    made = [suspended_family(_MONTHS, on=clock.today()) for _ in range(count)]
    for family in made:
        contacts = [NewContact("whatsapp", f"62812{family.head:08}")]
        members.replace_contacts(person_id=family.head, contacts=contacts, by=SETUP, at=at)
    bank = make_bank(by_client(Client()))
    key = key_of_tests().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return {
        "families": [{"family": one.family_id, "number": one.customer_no} for one in made],
        "amount": made[0].owes(clock.today()).amount,
        "bank": {
            "partner_id": bank.partner_id,
            "client_key": bank.client_key,
            "secret": bank.secret,
            "service_no": bank.service_no,
        },
        "key": key.decode(),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(owing(int(sys.argv[1]))))
