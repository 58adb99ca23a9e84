"""`titian`: Django's management commands with the database made ready first."""

import os
import signal
import sys

from django.core.management import execute_from_command_line

from titian.config import home

_WITHOUT_DATABASE = {"collectstatic", "makemessages", "compilemessages", "help", "--help", "doctor"}


def main() -> None:
    """Start the embedded database if it is the chosen one, run the command, stop it again."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "titian.config.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    signal.signal(signal.SIGTERM, _end)
    started = False
    if home.uses_embedded_database() and command not in _WITHOUT_DATABASE:
        started = home.embedded().ensure()
    try:
        execute_from_command_line(["titian", *sys.argv[1:]])
    finally:
        if started:
            home.embedded().stop()


def _end(number: int, _: object) -> None:
    """Being asked to end is an ordinary end: what was started is stopped again."""
    sys.exit(128 + number)
