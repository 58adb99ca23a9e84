import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

from titian.kernel.identifiers import SPOKEN_ALPHABET, tidy_code
from titian.platform.db.transactions import InsideTransaction
from titian.platform.failures import services as failures
from titian.platform.failures import spool
from titian.platform.failures.models import Failure
from titian.platform.failures.services import Fault

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
FULL = Fault("queue:hold", "queue.session_full", "rule", 409, "35.73", "account:7")


@pytest.fixture(autouse=True)
def own_spool(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(settings, "TITIAN_HOME", tmp_path)
    return tmp_path / "spool" / "failures.jsonl"


@pytest.mark.django_db
def test_a_refusal_is_one_row_with_a_code_people_can_say() -> None:
    receipt = failures.receipt(FULL, at=AT)

    row = Failure.objects.get(code=tidy_code(receipt))
    assert (row.reason, row.feature, row.side, row.status, row.region, row.at) == (
        "queue.session_full",
        "queue:hold",
        "rule",
        409,
        "35.73",
        AT,
    )
    assert len(receipt) == 7
    assert set(receipt) <= set(SPOKEN_ALPHABET) | {"-"}


@pytest.mark.django_db
def test_receipts_have_codes_of_their_own() -> None:
    codes = {failures.receipt(FULL, at=AT) for _ in range(200)}

    assert len(codes) == 200


def test_a_receipt_survives_the_rollback_of_what_failed(committed_db: None) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        _ = 1 / 0
    receipt = failures.receipt(FULL, at=AT)

    assert Failure.objects.filter(code=tidy_code(receipt)).exists()


def test_a_receipt_is_not_written_inside_somebodys_transaction(committed_db: None) -> None:
    with pytest.raises(InsideTransaction), transaction.atomic():
        failures.receipt(FULL, at=AT)


def test_without_the_database_the_code_is_minted_all_the_same(
    database_away: None, own_spool: Path
) -> None:
    receipt = failures.receipt(FULL, at=AT)

    assert tidy_code(receipt) in own_spool.read_text()


@pytest.mark.django_db
def test_spooled_receipts_are_stored_when_the_database_is_back(own_spool: Path) -> None:
    codes = {tidy_code(failures.spooled(FULL, at=AT)) for _ in range(3)}

    assert failures.unspool() == 3
    assert failures.unspool() == 0

    assert set(Failure.objects.filter(code__in=codes).values_list("code", flat=True)) == codes
    assert not own_spool.exists()


@pytest.mark.django_db
def test_storing_again_after_a_crash_in_between_stores_once() -> None:
    code = tidy_code(failures.spooled(FULL, at=AT))
    Failure.objects.bulk_create([Failure(**row) for row in spool.take()])

    failures.unspool()

    assert Failure.objects.filter(code=code).count() == 1


@pytest.mark.django_db
def test_a_line_cut_off_by_a_crash_does_not_hold_back_the_others(own_spool: Path) -> None:
    code = tidy_code(failures.spooled(FULL, at=AT))
    with own_spool.open("a") as handle:
        handle.write('{"code": "K7')

    failures.unspool()

    assert Failure.objects.filter(code=code).exists()


@pytest.mark.django_db
def test_a_row_the_database_refuses_does_not_hold_back_the_others() -> None:
    strange = Fault("queue:hold", "queue.session_full", "nobody", 409)
    failures.spooled(strange, at=AT)
    code = tidy_code(failures.spooled(FULL, at=AT))

    failures.unspool()

    assert Failure.objects.filter(code=code).exists()


@pytest.mark.slow
def test_nothing_is_lost_while_the_spool_is_being_emptied(committed_db: None) -> None:
    minted: list[str] = []
    writers = [
        threading.Thread(
            target=lambda: minted.extend(failures.spooled(FULL, at=AT) for _ in range(50))
        )
        for _ in range(4)
    ]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        failures.unspool()
    failures.unspool()

    codes = [tidy_code(code) for code in minted]
    assert Failure.objects.filter(code__in=codes).count() == 200
    connection.close()


def test_a_very_long_address_does_not_spoil_the_receipt() -> None:
    row = Fault("x" * 500, "y" * 500, "ours", 500).row()

    assert (len(str(row["feature"])), len(str(row["reason"]))) == (80, 80)
