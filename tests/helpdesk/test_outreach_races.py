"""At the same moment, in threads: a list has as many as it has places."""

from functools import partial

import pytest

from tests.factories.outreach import coming, planned
from tests.threads import all_at_once
from titian.helpdesk.errors import OutreachFull
from titian.helpdesk.services import outreach as helpdesk
from titian.kernel import clock
from titian.kernel.actors import Actor

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.slow]


def test_sixteen_for_five_places_are_five() -> None:
    now = clock.now()
    code = planned(now, places=5)
    sign = partial(helpdesk.sign_up, code=code, by=Actor.visitor(), at=now)

    done = all_at_once([partial(sign, coming=coming()) for _ in range(16)])

    assert sorted(one for one in done if isinstance(one, int)) == [1, 2, 3, 4, 5]
    assert [type(one) for one in done if not isinstance(one, int)] == [OutreachFull] * 11


def test_one_press_sent_many_times_is_one_place() -> None:
    now = clock.now()
    code, who = planned(now), coming()
    press = partial(helpdesk.sign_up, code=code, coming=who, by=Actor.visitor(), at=now)

    assert set(all_at_once([press] * 8)) == {1}
