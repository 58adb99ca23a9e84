"""Titian set up once; for each line of arguments a process that runs that command.

So that many commands can be killed: `python -m tests.faults.forking`. Each is told by its number
when it begins, and by its status when it has ended.
"""

import json
import os
import sys
import traceback
from typing import NoReturn

import django
from django.core.management import call_command


def main() -> None:
    django.setup()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _end(json.loads(line))
        _tell(child)
        _, status = os.waitpid(child, 0)
        _tell(status)


def _tell(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def _end(command: list[str]) -> NoReturn:
    os.dup2(2, 1)  # our own is for numbers
    status = 1
    try:
        call_command(*command)
        status = 0
    finally:
        if status:
            traceback.print_exc()
        sys.stdout.flush()
        os._exit(status)


if __name__ == "__main__":
    main()
