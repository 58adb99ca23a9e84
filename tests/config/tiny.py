"""The smallest application: says which process answered."""

import os
from collections.abc import Callable, Iterable
from typing import Any


def application(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    del environ
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(os.getpid()).encode()]
