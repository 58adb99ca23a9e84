"""At the same moment, in threads: two workers group once, a party's two presses answer once."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest

from tests.factories.reports import CODES, EVENING, fails, make_party
from tests.threads import all_at_once
from titian.helpdesk import services as helpdesk
from titian.helpdesk.errors import ReportMoved, ReportSettled
from titian.helpdesk.models import Evidence, Party, Report, ReportMove
from titian.helpdesk.types import Act, Cause
from titian.kernel.actors import Actor
from titian.kernel.scopes import EVERYWHERE, Grant, Scope
from titian.notifications.models import Message

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.slow]
MANY = 8
OPERATOR = Actor.staff("operator", (Grant("operator", Scope(EVERYWHERE)),))
SOON, LATER = EVENING + timedelta(minutes=1), EVENING + timedelta(minutes=11)


def a_cause() -> Cause:
    return Cause(f"frontdoor:race_{uuid4().hex[:8]}", CODES.reason, CODES.side, CODES.place)


def a_party() -> None:
    if not Party.objects.filter(kind="gateway", place="").exists():
        make_party()


def test_many_workers_make_one_report_and_send_it_once() -> None:
    cause = a_cause()
    a_party()
    fails(cause, times=12)

    answers = all_at_once([partial(helpdesk.group_failures, at=SOON)] * MANY)
    sent = all_at_once([partial(helpdesk.send_due, at=LATER)] * MANY)

    assert not [one for one in answers + sent if isinstance(one, BaseException)]
    row = Report.objects.get(feature=cause.feature)
    assert Evidence.objects.filter(report=row).count() == row.receipts == 12
    assert ReportMove.objects.filter(report=row).count() == 2
    assert Message.objects.filter(recipient_ref=f"report:{row.pk}").count() == 1


def test_of_many_answers_that_read_the_same_one_is_published() -> None:
    cause = a_cause()
    a_party()
    fails(cause)
    helpdesk.group_failures(at=SOON)
    helpdesk.send_due(at=LATER)
    row = Report.objects.get(feature=cause.feature)

    answers = all_at_once([
        partial(
            helpdesk.answer_report, token=row.token_sealed, act=Act.MEND, words="Sudah.",
            seen=row.moves_made, client_key=uuid4(), at=LATER,
        )
        for _ in range(MANY)
    ])  # fmt: skip

    refused = [one for one in answers if isinstance(one, ReportMoved | ReportSettled)]
    assert answers.count(None) == 1
    assert len(refused) == MANY - 1


def test_two_that_are_merged_into_each_other_never_wait_for_ever() -> None:
    causes = (a_cause(), a_cause())
    for cause in causes:
        fails(cause)
    helpdesk.group_failures(at=SOON)
    one, other = (Report.objects.get(feature=cause.feature) for cause in causes)

    answers = all_at_once([
        partial(_merge, one.number, other.number),
        partial(_merge, other.number, one.number),
    ])  # fmt: skip

    assert answers.count(None) == 1
    assert sum(isinstance(one, ReportSettled) for one in answers) == 1


def _merge(number: str, into: str) -> None:
    helpdesk.merge_reports(number=number, into=into, client_key=uuid4(), by=OPERATOR, at=LATER)
