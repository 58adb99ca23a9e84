"""A hospital's system that is away, a worker killed while it asks: no number lost or doubled."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.environment import ROOT
from tests.faults.town import Town, healthy, town, wait_until

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.timeout(300)]

_PEOPLE = 20


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    home: Path = tmp_path_factory.mktemp("town")
    with town(home) as running:
        yield running


def test_an_outage_ends_with_everybodys_number(here: Town, tmp_path: Path) -> None:
    port, file = free_port(), tmp_path / "house.json"
    made = asked(here, port)
    wait_until(lambda: failing(here, made), "nobody answers and that is noticed")
    assert states(here, made) == {"asking": _PEOPLE}

    with a_house(port, file):
        wait_until(lambda: states(here, made) == {"done": _PEOPLE}, "everybody has a number")

    each_has_one_number(here, made, file)
    assert here.rows("SELECT count(*) FROM queue_outage WHERE facility_id = %s", made["facility"])


def test_a_worker_killed_while_it_asks_doubles_nothing(here: Town, tmp_path: Path) -> None:
    """The house is slow, so that the worker is killed with calls under way."""
    port, file = free_port(), tmp_path / "house.json"
    file.write_text(json.dumps({"bad": {"slow": 3}}))
    with a_house(port, file):
        made = asked(here, port)
        wait_until(lambda: in_flight(here, made) > 0, "somebody is being asked for")
        here.kill_worker()
        wait_until(lambda: healthy(here), "everything runs again")
        wait_until(lambda: asking_plain(here, made) == 0, "who is not in doubt has a number")

    each_has_one_number(here, made, file)


def asked(here: Town, port: int) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.inside", "asking", str(port), str(_PEOPLE)],
        cwd=ROOT, env=here.environment, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    made: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return made


@contextmanager
def a_house(port: int, file: Path) -> Iterator[None]:
    """The hospital's system as a process, killed at the end."""
    command = [sys.executable, "-m", "titian.demo.hospitals.server", str(port), str(file)]
    house = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL)
    try:
        yield
    finally:
        os.kill(house.pid, signal.SIGKILL)
        house.wait()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


def states(here: Town, made: dict[str, Any]) -> dict[str, int]:
    rows = here.rows(
        "SELECT state, count(*) FROM queue_errand WHERE id = ANY(%s) GROUP BY 1", made["errands"]
    )
    return {str(state): int(count) for state, count in rows}


def failing(here: Town, made: dict[str, Any]) -> bool:
    found = here.rows(
        "SELECT 1 FROM queue_line_health WHERE facility_id = %s AND failing_since IS NOT NULL",
        made["facility"],
    )
    return bool(found)


def in_flight(here: Town, made: dict[str, Any]) -> int:
    time.sleep(0.05)
    sql = "SELECT count(*) FROM queue_errand WHERE id = ANY(%s) AND in_flight"
    return int(here.rows(sql, made["errands"])[0][0])


def asking_plain(here: Town, made: dict[str, Any]) -> int:
    """Still asking, and not because only the house can tell."""
    sql = (
        "SELECT count(*) FROM queue_errand WHERE id = ANY(%s) AND state = 'asking'"
        " AND last_error <> 'refused_in_doubt'"
    )
    return int(here.rows(sql, made["errands"])[0][0])


def each_has_one_number(here: Town, made: dict[str, Any], file: Path) -> None:
    """Every ticket is a number of the house's, and the house gave nobody two."""
    tickets = here.rows(
        "SELECT o.booking_code, t.person_id FROM queue_outside o"
        " JOIN queue_ticket t ON t.id = o.ticket_id WHERE t.session_id = %s",
        made["session"],
    )
    numbers = [n for n in json.loads(file.read_text())["numbers"] if n["state"] != "batal"]
    assert len({code for code, _ in tickets}) == len({person for _, person in tickets})
    assert {code for code, _ in tickets} <= {n["code"] for n in numbers}
    assert len({n["card"] for n in numbers}) == len(numbers) == _PEOPLE
