"""Programs that we start."""

import shutil
from collections.abc import Sequence


def dying_with_us(command: Sequence[str], *, by: str = "TERM") -> list[str]:
    """The command so that it is sent that signal when we end, killed or not.

    Where setpriv is missing it outlives us.
    """
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", by, "--", *command] if setpriv else [*command]
