"""At the same moment, in threads: one press ends an officer's conversation once."""

from collections.abc import Callable
from functools import partial
from uuid import uuid4

import pytest

from tests.factories.talks import AT, an_officer, taken
from tests.threads import all_at_once
from titian.assistant import services as assistant
from titian.assistant.errors import NotTalkOfficer
from titian.assistant.types import Keeper
from titian.kernel.actors import Actor
from titian.platform.audit.models import AuditEntry

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.slow]

MANY = 8
ENDS = {
    "put_back": (assistant.put_back, Keeper.WAITING),
    "given_back": (assistant.give_back, Keeper.ASSISTANT),
    "closed": (assistant.close, Keeper.ASSISTANT),
}


@pytest.mark.parametrize("what", ENDS)
def test_one_press_sent_many_times_ends_it_once(what: str) -> None:
    officer = an_officer()
    row = taken(officer)
    act, keeper = ENDS[what]
    press: Callable[[], None] = partial(
        act, conversation_id=row.pk, client_key=uuid4(), by=officer, at=AT
    )

    answers = all_at_once([press] * MANY)

    assert answers == [None] * MANY
    row.refresh_from_db()
    assert row.keeper == keeper
    done = AuditEntry.objects.filter(action=f"assistant.{what}", target=f"conversation:{row.pk}")
    assert done.count() == 1


def test_who_is_no_officer_ends_nothing() -> None:
    row = taken(an_officer())

    with pytest.raises(NotTalkOfficer):
        assistant.close(conversation_id=row.pk, client_key=uuid4(), by=Actor.visitor(), at=AT)
