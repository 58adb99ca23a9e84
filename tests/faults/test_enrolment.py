"""kill -9 while a city enrols: an application is in one place, a step is decided once, a letter is
signed once and handed to the scheme once.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.environment import ROOT
from tests.faults.storm import post
from tests.faults.test_hospital import free_port
from tests.faults.town import Town, healthy, town, wait_until

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.timeout(600)]

_SENT_ONCE = """
SELECT a.id, a.state, (SELECT count(*) FROM enrol_move m WHERE m.application_id = a.id),
  (SELECT count(*) FROM enrol_step s WHERE s.application_id = a.id),
  (SELECT count(*) FROM audit_entry e WHERE e.action = 'enrolment.submit'
     AND e.target = 'enrolment:' || a.id)
FROM enrol_application a WHERE a.id = ANY(%s) ORDER BY a.id
"""
_OPEN_AT_HEALTH = """
SELECT count(*) FROM enrol_step WHERE application_id = ANY(%s) AND key = 'health' AND state = 'open'
"""
_STEPS = """
SELECT application_id, array_agg(key::text ORDER BY key) FILTER (WHERE state = 'yes'), count(*)
FROM enrol_step WHERE application_id = ANY(%s) GROUP BY application_id ORDER BY application_id
"""
_DECIDED = """
SELECT target, count(*), count(DISTINCT data ->> 'step') FROM audit_entry
WHERE action = 'enrolment.step_decided' AND target = ANY(%s) GROUP BY target ORDER BY target
"""
_OPENED_TWICE = """
SELECT (facts ->> 'step_id')::bigint FROM outbox_event WHERE name = 'enrolment.step_opened'
  AND (facts ->> 'application_id')::bigint = ANY(%s) GROUP BY 1 HAVING count(*) > 1
"""
_LETTER = "SELECT state, receipt <> '' FROM enrol_letter WHERE id = %s"
_NOTED = """
SELECT action, count(*) FROM audit_entry WHERE target = %s
  AND action IN ('enrolment.letter_signed', 'enrolment.letter_received') GROUP BY 1 ORDER BY 1
"""
_MOVES = """
SELECT application_id, array_agg(act::text ORDER BY id) FROM enrol_move
WHERE application_id = ANY(%s) GROUP BY 1 ORDER BY 1
"""
_FILES = "SELECT count(*) FROM upload WHERE used_for LIKE %s"
_TAKES_EFFECT = ["submit", "approve", "hand_over", "take_effect"]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the scheme was told, a line for each call."""
    return tmp_path_factory.mktemp("scheme") / "told.jsonl"


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory, told: Path) -> Iterator[Town]:
    home, port = tmp_path_factory.mktemp("enrolling-town"), free_port()
    command = [sys.executable, "-m", "tests.faults.scheme", str(port), str(told)]
    scheme = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TITIAN_INTAKE_URL", f"http://127.0.0.1:{port}")
        patch.setenv("TITIAN_INTAKE_TOKEN", "contoh")
        try:
            with town(home) as running:
                yield running
        finally:
            os.kill(scheme.pid, signal.SIGKILL)
            scheme.wait()


@pytest.mark.parametrize("victim", ["web", "database"])
def test_what_was_pressed_is_sent_once_whatever_is_killed(here: Town, victim: str) -> None:
    made = _made(here, "drafts", 40)
    killer = threading.Thread(target=lambda: _kill_twice(here, victim))

    killer.start()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda one: _send(here, made["token"], one), made["applications"]))
    killer.join()
    wait_until(lambda: healthy(here), "everything runs again")

    assert set(answers) == {303}
    sent = here.rows(_SENT_ONCE, made["applications"])
    assert [row[0] for row in sent] == sorted(made["applications"])
    assert {(moves, steps, noted) for _, _, moves, steps, noted in sent} == {(1, 4, 1)}
    assert {state for _, state, *_ in sent} == {"verifying"}


@pytest.mark.parametrize("victim", ["worker", "database"])
def test_every_step_is_decided_once_whatever_is_killed(here: Town, victim: str) -> None:
    made = _made(here, "sent", 20)

    _kill_twice(here, victim)
    wait_until(lambda: healthy(here), "everything runs again")
    wait_until(lambda: _all_answered(here, made), "every register answered")

    steps = here.rows(_STEPS, made)
    assert steps == [(one, ["labour", "population", "social"], 4) for one in sorted(made)]
    targets = sorted(f"enrolment:{one}" for one in made)
    assert here.rows(_DECIDED, targets) == [(one, 3, 3) for one in targets]
    assert here.rows(_OPENED_TWICE, made) == []


def test_a_letter_whose_signing_is_killed_is_signed_once_and_taken_once(
    here: Town, told: Path
) -> None:
    made = _made(here, "letter", 3)

    for patience in (0.0, 0.2, 0.5):
        with _signing(here, made["letter"]) as signing:
            time.sleep(patience)
            signing.kill()
    with _signing(here, made["letter"]):
        here.kill_database()
    wait_until(lambda: healthy(here), "everything runs again")
    with _signing(here, made["letter"]) as signing:
        assert signing.wait(timeout=120) == 0

    _is_taken_once(here, told, made)


def test_a_letter_whose_worker_is_killed_while_the_scheme_answers_is_taken_once(
    here: Town, told: Path
) -> None:
    slow = told.with_suffix(".slow")
    slow.touch()
    made = _made(here, "letter", 3)
    with _signing(here, made["letter"]) as signing:
        assert signing.wait(timeout=120) == 0

    wait_until(lambda: _calls(here, told, made["letter"]) == 1, "the scheme has the letter")
    here.kill_worker()
    slow.unlink()
    wait_until(lambda: healthy(here), "everything runs again")

    _is_taken_once(here, told, made)
    assert _calls(here, told, made["letter"]) == 2


def _is_taken_once(here: Town, told: Path, made: dict[str, Any]) -> None:
    letter, people = made["letter"], sorted(made["applications"])
    wait_until(lambda: _is_followed(here, letter, people), "everybody on the letter is covered")
    assert here.rows(_LETTER, letter) == [("received", True)]
    noted = here.rows(_NOTED, f"enrolment_letter:{letter}")
    assert noted == [("enrolment.letter_received", 1), ("enrolment.letter_signed", 1)]
    assert here.rows(_MOVES, people) == [(one, _TAKES_EFFECT) for one in people]
    assert here.rows(_FILES, f"%letter:{letter}") == [(1,)]
    assert _calls(here, told, letter) >= 1


def _is_followed(here: Town, letter: int, people: list[int]) -> bool:
    """What a killed worker had in hand is due again after two minutes: here, at once."""
    here.rows(
        "UPDATE enrol_letter SET next_at = now() WHERE id = %s AND state = 'signed'"
        " AND next_at BETWEEN now() + interval '20 seconds' AND now() + interval '115 seconds'"
        " RETURNING id",
        letter,
    )
    active = "SELECT count(*) FROM enrol_application WHERE id = ANY(%s) AND state = 'active'"
    return here.rows(active, people) == [(len(people),)]


def _all_answered(here: Town, made: list[int]) -> bool:
    here.rows(
        "UPDATE enrol_check SET next_at = now() WHERE state = 'asking' AND next_at > now()"
        " AND next_at < now() + interval '110 seconds' RETURNING id"
    )
    return here.rows(_OPEN_AT_HEALTH, made) == [(len(made),)]


def _calls(here: Town, told: Path, letter: int) -> int:
    ((number,),) = here.rows("SELECT number FROM enrol_letter WHERE id = %s", letter)
    calls = told.read_text().splitlines() if told.exists() else []
    return sum(json.loads(line)["number"] == number for line in calls)


def _send(here: Town, token: str, application: int) -> int:
    cookies = {"titian_sesi": token, "titian_csrf": "c" * 32}
    form = {"csrfmiddlewaretoken": "c" * 32, "kunci": str(uuid4())}
    with httpx.Client(base_url=here.origin, cookies=cookies, timeout=10) as client:
        answer = post(client, f"/petugas/pendaftaran/{application}/kirim/", form)
    return 0 if answer is None else answer.status_code


def _kill_twice(here: Town, victim: str) -> None:
    kills: dict[str, Callable[[], None]] = {
        "web": here.kill_web,
        "worker": here.kill_worker,
        "database": here.kill_database,
    }
    for _ in range(2):
        time.sleep(0.7)
        kills[victim]()


def _signing(here: Town, letter: int) -> "subprocess.Popen[str]":
    """The head's press, as a process of its own that has just begun to sign."""
    command = [sys.executable, "-m", "tests.faults.inside", "enrolling", "sign", str(letter)]
    signing = subprocess.Popen(
        command, cwd=ROOT, env=here.environment, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert signing.stdout is not None
    signing.stdout.readline()
    return signing


def _made(here: Town, what: str, many: int) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.inside", "enrolling", what, str(many)],
        cwd=ROOT, env=here.environment, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])
