"""What must be done once, and again after an upgrade, before Titian can serve."""

from collections.abc import Callable
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings

Say = Callable[[str], object]


def make_ready(call_command: Callable[..., object], *, say: Say) -> None:
    """Words, static files, tables, real regions and facilities, demo people, sessions."""
    compile_catalogues(settings.PACKAGE)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", verbosity=0)
    say("tables are ready")
    call_command("ground")
    if settings.TITIAN_DEMO:
        call_command("demo")
    call_command("sessions")
    say("regions and facilities are ready")


def compile_catalogues(package: Path) -> int:
    """Compile each message catalogue that is newer than its compiled form; returns how many."""
    compiled = 0
    for source in package.glob("**/locale/*/LC_MESSAGES/django.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as words, target.open("wb") as binary:
            write_mo(binary, read_po(words, locale=source.parts[-3]))
        compiled += 1
    return compiled


def welcome() -> str:
    """Where to go and whom to sign in as."""
    lines = ["", f"Titian is at {settings.TITIAN_ORIGIN}"]
    if settings.TITIAN_DEMO:
        lines.append(f"Demo sign-ins: {settings.TITIAN_ORIGIN}/demo/")
    return "\n".join(lines)
