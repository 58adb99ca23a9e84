from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from tests.conftest import StatementBudget
from titian.platform.db.batch import Batch
from titian.platform.db.transactions import (
    InsideTransaction,
    NoTransaction,
    refuse_transaction,
    require_transaction,
)
from titian.platform.jobs.models import Heartbeat

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
COLUMNS = {"name": "text", "at": "timestamptz", "last_error": "text"}


def names() -> set[str]:
    return set(Heartbeat.objects.filter(name__startswith="tests.").values_list("name", flat=True))


@pytest.mark.django_db
def test_many_writes_are_one_statement(statements: type[StatementBudget]) -> None:
    batch = Batch()
    batch.insert("jobs_heartbeat", COLUMNS, [(f"tests.{n}", AT, "") for n in range(50)])
    batch.add("ended", "DELETE FROM jobs_heartbeat WHERE name = ANY(%s) RETURNING 1", [["x"]])

    with transaction.atomic(), statements.at_most(1):
        counts = batch.run()

    assert counts == {"jobs_heartbeat": 50, "ended": 0}
    assert len(names()) == 50


@pytest.mark.django_db
def test_a_part_may_depend_on_what_an_earlier_one_returned() -> None:
    Heartbeat.objects.create(name="tests.old", at=AT)
    batch = Batch()
    batch.add("gone", "DELETE FROM jobs_heartbeat WHERE name = %s RETURNING at", ["tests.old"])
    batch.add(
        "moved",
        "INSERT INTO jobs_heartbeat (name, at, last_error) SELECT %s, at, '' FROM gone RETURNING 1",
        ["tests.new"],
    )

    with transaction.atomic():
        counts = batch.run()

    assert counts == {"gone": 1, "moved": 1}
    assert names() == {"tests.new"}


@pytest.mark.django_db
def test_nothing_to_write_is_no_statement(statements: type[StatementBudget]) -> None:
    batch = Batch()
    batch.insert("jobs_heartbeat", COLUMNS, [])

    with transaction.atomic(), statements.at_most(0):
        assert batch.run() == {}


@pytest.mark.django_db
def test_one_refused_row_takes_all_parts_back() -> None:
    batch = Batch()
    batch.insert("jobs_heartbeat", COLUMNS, [("tests.a", AT, ""), ("tests.b", AT, "")])
    batch.add(
        "twice",
        "INSERT INTO jobs_heartbeat (name, at, last_error) VALUES (%s, %s, '') RETURNING 1",
        ["tests.a", AT],
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        batch.run()

    assert names() == set()


def test_a_batch_needs_the_writers_transaction(committed_db: None) -> None:
    batch = Batch()
    batch.insert("jobs_heartbeat", COLUMNS, [("tests.alone", AT, "")])

    with pytest.raises(NoTransaction):
        batch.run()


def test_guards_know_whether_a_transaction_runs(committed_db: None) -> None:
    with pytest.raises(NoTransaction):
        require_transaction()
    refuse_transaction()

    with transaction.atomic():
        require_transaction()
        with pytest.raises(InsideTransaction):
            refuse_transaction()


@pytest.mark.django_db
def test_a_test_that_is_rolled_back_is_no_transaction_of_the_code() -> None:
    assert connection.in_atomic_block

    refuse_transaction()
    with pytest.raises(NoTransaction):
        require_transaction()


@pytest.mark.django_db
def test_a_row_lock_that_would_be_refused_outside_a_test_is_refused_inside_one() -> None:
    rows = Heartbeat.objects.select_for_update().filter(name="tests.locked")

    with pytest.raises(NoTransaction):
        rows.first()
    with transaction.atomic():
        assert rows.first() is None
