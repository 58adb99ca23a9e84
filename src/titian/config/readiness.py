"""What must be done once, and again after an upgrade, before Titian can serve."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from django import __version__
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management.base import CommandError

from titian.config.catalogues import compile_catalogues
from titian.platform.db.embedded import MINIMUM_VERSION
from titian.platform.db.reach import server_version

Say = Callable[[str], object]


def make_ready(call_command: Callable[..., object], *, say: Say) -> None:
    """What an upgrade needs, then demo people and sessions."""
    prepare(call_command, say=say)
    if settings.TITIAN_DEMO:
        call_command("demo")
    call_command("sessions")


def prepare(call_command: Callable[..., object], *, say: Say) -> None:
    """Words, static files, tables, real regions and facilities; safe beside a running Titian."""
    compile_catalogues(settings.PACKAGE)
    gather_static_files(call_command)
    refuse_old_server(server_version())
    call_command("migrate", verbosity=0)
    say("tables are ready")
    call_command("ground")
    say("regions and facilities are ready")


def refuse_old_server(version: int) -> None:
    """`version` as PostgreSQL counts: 150004 is 15.4."""
    if version // 10_000 < MINIMUM_VERSION:
        raise CommandError(
            f"PostgreSQL {MINIMUM_VERSION} or newer is needed; this server is {version // 10_000}"
        )


def gather_static_files(call_command: Callable[..., object]) -> bool:
    """Hash and compress the static files if one of them changed; says whether it did."""
    if static_files_are_current():
        return False
    made_of = _static_sources()
    call_command("collectstatic", interactive=False, verbosity=0)
    _stamp().write_text(made_of)
    return True


def static_files_are_current() -> bool:
    """Whether what is served was made of the files as they are now."""
    return _stamp().exists() and _stamp().read_text() == _static_sources()


def _stamp() -> Path:
    return Path(settings.STATIC_ROOT) / ".made-of"


def _static_sources() -> str:
    """A digest of the name, size and time of every static file."""
    seen = sha256(__version__.encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            seen.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return seen.hexdigest()


def welcome() -> str:
    """Where to go and whom to sign in as."""
    lines = ["", f"Titian is at {settings.TITIAN_ORIGIN}"]
    if settings.TITIAN_DEMO:
        lines.append(f"Demo sign-ins: {settings.TITIAN_ORIGIN}/demo/")
    return "\n".join(lines)
