"""Reminders: before the due day, before the card goes off, of instalments, of a failed debit.

Each is said once for a family, kind and month, however often a day's run is repeated, and to
nobody who has stopped or put off reminders.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import chain

from django.db import transaction

from titian.contributions.rules.days import month_of, months_after
from titian.contributions.rules.parameters import Parameters
from titian.contributions.rules.reminding import (
    Reminder,
    Wishes,
    key_of,
    step_before,
    suspension_is_near,
)
from titian.contributions.selectors.mandates import FailedDebit, failed_debits
from titian.contributions.selectors.parameters import due_days, parameters
from titian.contributions.selectors.reminding import ToRemind, families_to_remind
from titian.contributions.selectors.wishes import wishes_of
from titian.contributions.services.telling import Saying, say
from titian.contributions.services.wording import Facts, address, day_in, stop_link
from titian.kernel.money import rupiah
from titian.kernel.periods import day_of
from titian.kernel.text import first_name
from titian.members import selectors as members_read

_PAGE = 500
_RECENT = timedelta(days=2)

Pages = Iterator[Sequence[Saying]]


def remind(*, at: datetime) -> int:
    """Say everything the day calls for; returns how many people it was said to, or had been."""
    on = day_of(at)
    table = parameters()
    pages = chain(
        _due(on, table),
        _suspension(on, table),
        _instalments(on, table),
        _failed(on),
        _coming_of_age(on, table),
    )
    return sum(_say_page(sayings, on=on, at=at) for sayings in pages)


@transaction.atomic
def _say_page(sayings: Sequence[Saying], *, on: date, at: datetime) -> int:
    wishes = wishes_of({saying.family_id for saying in sayings})
    nothing = Wishes()
    wanted = [one for one in sayings if not wishes.get(one.family_id, nothing).leave_alone(on)]
    return say(wanted, at=at, is_reminder=True)


def _due(on: date, table: Parameters) -> Pages:
    """Some days before the due day of this month, and again on the last."""
    step = step_before(due_days(table)(month_of(on)), on=on, days_before=_days_before(table, on))
    if step is None:
        return
    for rows in _families(Reminder.DUE, on):
        yield [_about(Reminder.DUE, row, step=step) for row in rows]


def _suspension(on: date, table: Parameters) -> Pages:
    """In the last days of the month: from the first the card is off."""
    if not suspension_is_near(on, days_before=table.whole("reminder.suspension_days", on)):
        return
    for rows in _families(Reminder.SUSPENSION, on):
        yield [_about(Reminder.SUSPENSION, row) for row in rows]


def _instalments(on: date, table: Parameters) -> Pages:
    """Each part of a plan has a due day of its own."""
    before = _days_before(table, on)
    for rows in _families(Reminder.INSTALMENT, on):
        steps = [(row, step_before(row.due_on, on=on, days_before=before)) for row in rows]
        yield [
            _about(Reminder.INSTALMENT, row, step=step) for row, step in steps if step is not None
        ]


def _failed(on: date) -> Pages:
    """The bank could not take the dues: pay by another way, or fill the account."""
    after = 0
    while rows := failed_debits(since=on - _RECENT, after_id=after, limit=_PAGE):
        yield [_about_debit(row) for row in rows]
        after = rows[-1].attempt_id


def _coming_of_age(on: date, table: Parameters) -> Pages:
    """A child insured through a parent's work is not any more from the 21st birthday."""
    age = table.whole("child.max_age", on)
    last = on + timedelta(days=table.whole("reminder.age_days", on))
    after = 0
    while rows := members_read.turning(age, since=on, until=last, after_id=after, limit=_PAGE):
        yield [_about_child(row, age) for row in rows]
        after = rows[-1].person_id


def _families(kind: Reminder, on: date) -> Iterator[Sequence[ToRemind]]:
    after = 0
    while rows := families_to_remind(kind, on=on, after_id=after, limit=_PAGE):
        yield rows
        after = rows[-1].family_id


def _days_before(table: Parameters, on: date) -> tuple[int, int]:
    return table.whole("reminder.first_days", on), table.whole("reminder.last_days", on)


def _about(kind: Reminder, row: ToRemind, *, step: int | None = None) -> Saying:
    off = months_after(month_of(row.month), 1)

    def write(language: str) -> Facts:
        return {
            "amount": rupiah(row.amount),
            "day": day_in(language, row.due_on),
            "off": day_in(language, off, "j F"),
            "link": address("contributions:pay"),
            "stop": stop_link(row.family_id),
        }

    about = row.due_on if kind is Reminder.INSTALMENT else row.month
    key = key_of(kind, family_id=row.family_id, about=about, step=step)
    return Saying(kind, row.family_id, key, write)


def _about_debit(row: FailedDebit) -> Saying:
    kind = Reminder.DEBIT_FAILED
    facts: Facts = {
        "amount": rupiah(row.amount),
        "link": address("contributions:pay"),
        "stop": stop_link(row.family_id),
    }
    key = key_of(kind, family_id=row.family_id, about=month_of(row.day))
    return Saying(kind, row.family_id, key, lambda _: facts)


def _about_child(row: members_read.Turning, age: int) -> Saying:
    kind = Reminder.COMING_OF_AGE

    def write(language: str) -> Facts:
        return {
            "child": first_name(row.full_name),
            "age": age,
            "day": day_in(language, row.birthday),
            "link": address("web:how", "ubah-data"),
            "stop": stop_link(row.family_id),
        }

    key = f"contributions.{kind}:{row.person_id}"
    return Saying(kind, row.family_id, key, write)
