import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management.base import CommandError

from titian.config.catalogues import compile_catalogues
from titian.config.readiness import gather_static_files, refuse_old_server


@pytest.fixture
def static_root(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(settings, "STATIC_ROOT", tmp_path / "static")
    return tmp_path / "static"


@pytest.mark.slow
def test_static_files_are_gathered_once(static_root: Path) -> None:
    gathered: list[str] = []

    def gather(command: str, **_: object) -> None:
        gathered.append(command)
        static_root.mkdir(exist_ok=True)

    assert gather_static_files(gather) is True
    assert gather_static_files(gather) is False
    assert gathered == ["collectstatic"]


def test_a_catalogue_is_compiled_when_it_is_newer(tmp_path: Path) -> None:
    place = tmp_path / "queue" / "locale" / "en" / "LC_MESSAGES"
    place.mkdir(parents=True)
    source = next(Path(settings.PACKAGE).glob("*/locale/en/LC_MESSAGES/django.po"))
    shutil.copy(source, place / "django.po")

    assert compile_catalogues(tmp_path) == 1
    assert compile_catalogues(tmp_path) == 0
    assert (place / "django.mo").stat().st_size > 0


def test_a_server_that_is_too_old_is_refused_in_words() -> None:
    refuse_old_server(150_004)

    with pytest.raises(CommandError, match="this server is 14"):
        refuse_old_server(140_011)
