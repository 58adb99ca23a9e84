"""Units, alert rules and proxies are read by the programs that will read them."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
pytestmark = pytest.mark.slow


def there(program: str) -> str:
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not installed (tools/debian.sh)")
    return found


def said(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    output = done.stdout + done.stderr
    assert done.returncode == 0, output
    return output


def test_prometheus_reads_its_settings_and_the_rules() -> None:
    promtool = there("promtool")

    said(promtool, "check", "config", str(DEPLOY / "prometheus" / "prometheus.yml"))


def test_the_rules_alert_when_they_should_and_not_before() -> None:
    promtool = there("promtool")

    output = said(promtool, "test", "rules", str(DEPLOY / "prometheus" / "alerts_test.yml"))

    assert "SUCCESS" in output


def test_rules_speak_of_numbers_that_are_exported() -> None:
    asked = set(re.findall(r"\btitian_[a-z_]+", (DEPLOY / "prometheus/alerts.yml").read_text()))
    source = DEPLOY.parent / "src" / "titian"
    text = "".join(path.read_text() for path in source.rglob("*.py"))
    named = set(re.findall(r'"(titian_\w+)"', text))

    exported = named | {f"{name}_total" for name in named}
    assert asked - exported == set()


@pytest.mark.parametrize("unit", ["titian.service", "titian-doctor.service", "titian-doctor.timer"])
def test_systemd_understands_the_units(unit: str, tmp_path: Path) -> None:
    verify = there("systemd-analyze")
    for path in (DEPLOY / "systemd").iterdir():
        text = path.read_text().replace("/opt/titian/.venv/bin/titian", "/bin/true")
        (tmp_path / path.name).write_text(text)

    output = said(verify, "verify", "--man=no", str(tmp_path / unit))

    assert "Unknown" not in output
    assert "titian" not in output


def test_caddy_reads_its_file() -> None:
    caddy = there("caddy")

    output = said(
        caddy, "validate", "--adapter", "caddyfile", "--config", str(DEPLOY / "caddy" / "Caddyfile")
    )

    assert "Valid configuration" in output
