"""Applications in the town's own city; run by `inside`, prints what it made as JSON.

`drafts N`: ready to be sent, each with the session of the officer who wrote it. `sent N`: with
every paper, of whom each sample register agrees. `letter N`: approved, on a letter to be signed.
`sign LETTER`: says so before it begins.
"""

import json
import sys
from datetime import datetime, timedelta
from uuid import uuid4

from tests.factories.accounts import make_staff
from tests.factories.enrolment import CITY, PANDANWANGI, drafted, signer, submitted, with_papers
from tests.factories.letters import approved
from titian.accounts import services as accounts
from titian.enrolment import services as enrolment
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.scopes import Grant, Scope


def drafts(many: int, at: datetime) -> object:
    officer = make_staff((Grant("village", Scope("region", PANDANWANGI)),))
    session = accounts.open_session(
        account=officer.account_id, device="tests", by=Actor.system("tests"), at=clock.now()
    )
    cases = [with_papers(drafted(by=officer.actor, at=at), at=at) for _ in range(many)]
    return {"token": session.token, "applications": [one.application_id for one in cases]}


def sent(many: int, at: datetime) -> object:
    return [submitted(at=at).application_id for _ in range(many)]


def letter(many: int, at: datetime) -> object:
    cases = [approved(at=at) for _ in range(many)]
    number = enrolment.make_letter(city=CITY, client_key=uuid4(), by=signer(), at=clock.now())
    return {"letter": number, "applications": [one.application_id for one in cases]}


def sign(number: int, at: datetime) -> object:
    del at
    sys.stdout.write("signing\n")
    sys.stdout.flush()
    enrolment.sign_letter(letter_id=number, by=signer(), at=clock.now())
    return number


if __name__ == "__main__":
    does = {"drafts": drafts, "sent": sent, "letter": letter, "sign": sign}[sys.argv[1]]
    made = does(int(sys.argv[2]), clock.now() - timedelta(minutes=1))
    sys.stdout.write(json.dumps(made) + "\n")
