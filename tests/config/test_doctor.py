"""The doctor says what is wrong in words, in both languages, and ends accordingly."""

import json
import re
from contextlib import suppress
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as given
from django.core.management import call_command
from django.db import connection
from procrastinate.contrib.django import app
from pytest_django.fixtures import Settings

from tests.factories.accounts import make_staff
from titian.config.doctor import channels, database, machine, people, traffic, work
from titian.config.doctor.examining import examine, worst
from titian.config.doctor.findings import Finding, Level
from titian.config.home import networks
from titian.kernel import clock
from titian.kernel.scopes import EVERYWHERE, Grant, Scope
from titian.platform.backup.locks import locked
from titian.platform.jobs import services as jobs
from titian.platform.jobs.lateness import silent
from titian.platform.jobs.models import Heartbeat
from titian.platform.jobs.selectors import WORKER
from titian.platform.outbox.models import OutboxDelivery, OutboxEvent
from tools import words

_STATED = re.compile(r'\b(fine|warn|bad)\(\s*"(\w+)"(?:,\s*f?"(\w+|away_\{kind\})")?')
_SOURCES = Path(machine.__file__).parent


def found(findings: list[Finding], check: str) -> Finding:
    return next(one for one in findings if one.check == check)


def test_every_finding_has_its_words_in_both_languages() -> None:
    stated = [
        f"doctor.{check}.{state or 'ok'}{advice}"
        for path in sorted(_SOURCES.glob("*.py"))
        for kind, check, state in _STATED.findall(path.read_text())
        if "{" not in state
        for advice in (("",) if kind == "fine" else ("", ".do"))
    ]

    assert len(stated) > 60
    for language in (words.INDONESIAN, words.ENGLISH):
        said = words.entries(language)
        assert [key for key in stated if key not in said] == []


@pytest.mark.django_db
def test_a_second_operator_and_the_head_office_are_missed_until_they_are_there() -> None:
    everywhere = Scope(EVERYWHERE)

    def said() -> list[str]:
        return [one.state for one in people.look(clock.now())]

    before = said()
    make_staff((Grant("operator", everywhere),))
    alone = said()
    make_staff((Grant("operator", everywhere),))
    make_staff((Grant("head_office", everywhere),))

    assert (before, alone, said()) == (["nobody", "nobody"], ["alone", "nobody"], ["ok", "ok"])


@pytest.mark.django_db
@pytest.mark.slow
def test_of_a_database_that_answers_everything_is_looked_at() -> None:
    checks = {one.check: one.level for one in examine(clock.now())}

    assert "unlooked" not in checks
    assert {checks[name] for name in ("database", "version", "safety", "migrations")} == {Level.OK}
    assert {"disk", "clock", "key", "worker", "outbox", "origin", "demo", "files"} <= set(checks)


def test_a_restore_that_was_interrupted_is_named_and_one_at_work_is_not(
    settings: Settings, tmp_path: Path
) -> None:
    settings.TITIAN_HOME = tmp_path
    beside = tmp_path / ".restoring"

    def said() -> str:
        return found(list(machine.look(clock.now())), "restore").state

    never = said()
    beside.mkdir()
    copies = said()
    with locked(tmp_path):
        at_work = said()
    (beside / "moving.json").write_text(
        json.dumps({"backup": "a", "fresh": "b", "stamp": "c", "is_kept": True})
    )

    assert (never, copies, at_work, said()) == ("ok", "left", "ok", "half")


def test_a_database_that_is_away_is_said_with_what_to_do(database_away: None) -> None:
    findings = examine(clock.now())

    said = found(findings, "database")
    assert said.level is Level.BAD
    assert "server.log" in said.advice() or "TITIAN_DATABASE_URL" in said.advice()
    assert worst(findings) is Level.BAD


@pytest.mark.django_db
def test_settings_that_could_lose_what_was_acknowledged_are_bad() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")

    said = found(list(database.look(clock.now())), "safety")

    assert (said.level, said.data["names"]) == (Level.BAD, "synchronous_commit")


@pytest.mark.django_db
def test_a_change_of_tables_that_was_not_made_is_bad() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE app = 'web' OR (app, name) IN"
            " (SELECT app, max(name) FROM django_migrations WHERE app = 'platform_jobs' GROUP BY 1)"
        )

    said = found(list(database.look(clock.now())), "migrations")

    assert said.level is Level.BAD
    assert "titian upgrade" in said.advice()


def test_a_key_others_may_read_is_bad(tmp_path: Path) -> None:
    (tmp_path / "secrets").mkdir()
    key = tmp_path / "secrets" / "sealing_key"

    assert machine.key_in(tmp_path, "sealing_key").state == "gone"
    key.write_text("x")
    key.chmod(0o644)
    assert machine.key_in(tmp_path, "sealing_key").state == "open"
    key.chmod(0o600)
    assert machine.key_in(tmp_path, "sealing_key").level is Level.OK


@pytest.mark.parametrize(
    "origin,https,hosts,proxies,demo,wrong",
    [
        ("https://titian.test", True, ["titian.test"], ["127.0.0.1"], False, set()),
        ("https://titian.test", True, [".titian.test"], ["127.0.0.1"], False, set()),
        ("http://localhost:8000", False, ["localhost"], [], False, set()),
        ("http://titian.test", False, ["titian.test"], ["127.0.0.1"], False, {"tls.none"}),
        ("https://titian.test", False, ["titian.test"], ["127.0.0.1"], False, {"tls.unsaid"}),
        ("http://localhost:8000", True, ["localhost"], [], False, {"tls.plain_origin"}),
        ("https://titian.test", True, ["x.test"], ["127.0.0.1"], False, {"hosts.lacking"}),
        ("https://titian.test", True, ["*"], ["127.0.0.1"], False, {"hosts.any"}),
        ("https://titian.test", True, ["titian.test"], [], False, {"proxies.none"}),
        ("https://titian.test", True, ["titian.test"], ["0.0.0.0/0"], False, {"proxies.anybody"}),
        ("https://titian.test", True, ["titian.test"], ["127.0.0.1"], True, {"demo.public"}),
        ("titian.test", False, ["titian.test"], ["::1"], False, {"origin.unreadable"}),
    ],
)
def test_wrong_settings_of_address_tls_proxy_and_demo_are_found(
    settings: Settings,
    origin: str,
    https: bool,
    hosts: list[str],
    proxies: list[str],
    demo: bool,
    wrong: set[str],
) -> None:
    settings.TITIAN_ORIGIN, settings.TITIAN_HTTPS = origin, https
    settings.ALLOWED_HOSTS, settings.TITIAN_DEMO = hosts, demo
    settings.TITIAN_TRUSTED_PROXIES = networks(proxies)

    findings = list(traffic.look(clock.now()))

    stated = {f"{one.check}.{one.state}" for one in findings if one.level is Level.BAD}
    assert wrong <= stated
    assert wrong or not stated


def test_a_silent_worker_job_and_outbox_are_bad(nothing_waits: None) -> None:
    at = clock.now()
    long_ago = at - timedelta(days=3)
    for name in (WORKER, "sweep:outbox.relay", "outbox.unknown_job"):
        jobs.report_in(name, at=long_ago)
    OutboxEvent.objects.create(name="tests.waits", facts={}, announced_at=long_ago)

    findings = list(work.look(at))

    assert found(findings, "worker").state == "late"
    assert found(findings, "silent").data["names"] == "sweep:outbox.relay"
    assert found(findings, "outbox").state == "late"


def test_a_job_of_the_calendar_is_silent_half_an_hour_after_its_turn(nothing_waits: None) -> None:
    at = clock.now()
    daily = next(name for name in _periodic_names() if not name.startswith("sweep:"))

    jobs.report_in(daily, at=at - timedelta(days=40))
    assert [one.name for one in silent(at)] == [daily]

    jobs.report_in(daily, at=at)
    assert silent(at) == []
    Heartbeat.objects.filter(name=daily).delete()
    assert silent(at) == []


def _periodic_names() -> list[str]:
    return [task.periodic_id for task in app.periodic_registry.periodic_tasks.values()]


def test_what_failed_ten_times_is_named(nothing_waits: None) -> None:
    at = clock.now()
    jobs.report_in(WORKER, at=at)
    event = OutboxEvent.objects.create(name="t.x", facts={}, announced_at=at, relayed_at=at)
    OutboxDelivery.objects.create(event=event, subscriber="t.sub", attempts=10, next_attempt_at=at)

    said = found(list(work.look(at)), "outbox")

    assert (said.state, said.data["names"]) == ("stuck", "t.sub")


@pytest.mark.django_db
def test_without_any_channel_nobody_gets_a_code(settings: Settings) -> None:
    settings.TITIAN_DEMO, settings.TITIAN_TRANSPORTS = False, {}

    assert found(list(channels.look(clock.now())), "channels").state == "none"


def test_a_channel_that_is_not_there_does_not_answer(settings: Settings) -> None:
    settings.TITIAN_TRANSPORTS = {"email": "titian.bridging.transports.smtp.configured"}
    settings.TITIAN_SMTP_URL = "smtp://anna:geheim@127.0.0.1:9"

    (said,) = channels.probe(clock.now())

    assert said.state == "silent"
    assert "geheim" not in str(said)


@pytest.mark.django_db
@pytest.mark.slow
def test_the_command_speaks_both_languages_and_to_machines() -> None:
    assert "Basis data menjawab." in told()
    assert "The database answers." in told("--en")

    rows = json.loads(told("--json"))

    assert {"check", "state", "level", "data", "sentence", "advice"} == set(rows[0])
    assert given.SECRET_KEY not in str(rows)


def told(*options: str) -> str:
    said = StringIO()
    with suppress(SystemExit):  # whatever else this machine lacks
        call_command("doctor", *options, stdout=said)
    return said.getvalue()
