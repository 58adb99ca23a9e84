"""The smallest application: says which process answered."""

import os
import time
from collections.abc import Callable, Iterable
from typing import Any

time.sleep(float(os.environ.get("SECONDS_TO_LOAD", "0")))


def application(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    del environ
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(os.getpid()).encode()]
