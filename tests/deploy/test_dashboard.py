"""The dashboard asks only for numbers that are exported, in words that Prometheus understands."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from titian.platform.http.room.keeper import the_keeper
from titian.platform.http.room.rules import Order

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
DASHBOARD = DEPLOY / "grafana" / "titian.json"
SOURCE = DEPLOY.parent / "src" / "titian"
COUNTERS = {"titian_requests", "titian_journey_steps", "titian_messages"}
HISTOGRAM = "titian_request_seconds"
_NAME = re.compile(r"\btitian_[a-z_]+")


def board() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(DASHBOARD.read_text())
    return read


def questions() -> list[str]:
    asked = [target["expr"] for panel in board()["panels"] for target in panel.get("targets", [])]
    return [
        *asked,
        *(one["definition"] for one in board()["templating"]["list"] if "definition" in one),
    ]


def exported() -> set[str]:
    """As Prometheus reads them: a counter ends in `_total`, a histogram has three."""
    text = "".join(path.read_text() for path in SOURCE.rglob("*.py"))
    named = set(re.findall(r'Gauge\(\s*"(titian_\w+)"', text))
    counted = {f"{name}_total" for name in COUNTERS if f'"{name}"' in text}
    return named | counted | {f"{HISTOGRAM}_{end}" for end in ("bucket", "sum", "count")}


def test_the_dashboard_speaks_of_numbers_that_are_exported() -> None:
    asked = {name for question in questions() for name in _NAME.findall(question)}

    assert asked - exported() == set()


def test_whatever_an_alert_speaks_of_can_be_looked_at() -> None:
    alerts = set(_NAME.findall((DEPLOY / "prometheus" / "alerts.yml").read_text()))

    assert alerts - {name for question in questions() for name in _NAME.findall(question)} == set()


def test_every_panel_has_a_place_and_a_name_of_its_own_and_asks_the_chosen_source() -> None:
    panels = board()["panels"]
    taken: set[tuple[int, int]] = set()

    for panel in panels:
        at = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(at["x"], at["x"] + at["w"])
            for y in range(at["y"], at["y"] + at["h"])
        }
        assert at["x"] + at["w"] <= 24, panel["title"]
        assert not cells & taken, panel["title"]
        assert {one["datasource"]["uid"] for one in panel.get("targets", [])} <= {"${source}"}
        taken |= cells
    assert len({panel["id"] for panel in panels}) == len(panels)
    assert len({panel["title"] for panel in panels}) == len(panels)


@pytest.mark.slow
def test_prometheus_understands_every_question(tmp_path: Path) -> None:
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("promtool is not installed (tools/debian.sh)")
    asked = [one.replace("$region", ".*") for one in questions() if "label_values" not in one]
    rules = [{"record": f"asked:{number}", "expr": one} for number, one in enumerate(asked)]
    path = tmp_path / "asked.json"  # JSON is YAML
    path.write_text(json.dumps({"groups": [{"name": "dashboard", "rules": rules}]}))

    done = subprocess.run(
        [promtool, "check", "rules", str(path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.django_db
def test_metrics_say_how_the_waiting_room_is(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.TITIAN_ROOM = tmp_path / "line"
    the_keeper().obey(Order.HOLD)
    the_keeper().join(key=7)

    text = client.get("/metrics").content.decode()

    assert "titian_room_open 1.0" in text
    assert "titian_room_waiting 1.0" in text
    assert "titian_room_inside 0.0" in text
