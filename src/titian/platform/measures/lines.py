"""The log: one JSON object a line, made so that nobody is in it.

What an exception says is left out, since databases and parsers quote what they were given; its
type and the places it passed are kept. Runs of digits, addresses of e-mail and long tokens are
masked wherever they stand.
"""

import json
import logging
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path

_SOURCE = Path(__file__).resolve().parents[2]
_PERSONAL = re.compile(
    r"\d[\d .-]{4,}\d"  # an identity, card or telephone number, however it is grouped
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w./-])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{20,}(?![\w.])"  # a token of ours
)
# What a line may carry beside its sentence: `log.info("…", extra={...})` with these names only.
_CARRIED = ("route", "method", "status", "ms", "bytes", "journey", "region", "count", "channel")
_PLACES = 12

request_id: ContextVar[str] = ContextVar("request_id", default="")
_job: ContextVar[str] = ContextVar("job", default="")


@contextmanager
def about_request(name: str) -> Iterator[None]:
    """Every line of this thread carries the request's id until it is over."""
    token = request_id.set(name)
    try:
        yield
    finally:
        request_id.reset(token)


@contextmanager
def about_job(name: str) -> Iterator[None]:
    """Every line of this thread carries the job's name until it is over."""
    token = _job.set(name)
    try:
        yield
    finally:
        _job.reset(token)


def masked(text: str) -> str:
    return _PERSONAL.sub("…", text)


class JsonLines(logging.Formatter):
    """Time in UTC, level, logger, sentence; request, job, error where there are."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": masked(_said(record)),
        }
        thread = record.threadName or ""
        job = _job.get() or (thread if thread.startswith("sweep:") else "")
        line |= {"request_id": request_id.get()} if request_id.get() else {}
        line |= {"job": job} if job else {}
        line |= {key: vars(record)[key] for key in _CARRIED if key in vars(record)}
        error = record.exc_info[1] if record.exc_info else None
        line |= _of_error(error) if error else {}
        return json.dumps(line, ensure_ascii=False)


def _said(record: logging.LogRecord) -> str:
    """Without the address that was asked for: it may hold a code or a token."""
    text = record.getMessage()
    request = getattr(record, "request", None)
    path = getattr(request, "path", "")
    return text.replace(path, "(path)") if len(path) > 1 else text


def _of_error(error: BaseException) -> dict[str, object]:
    frames = traceback.extract_tb(error.__traceback__)[-_PLACES:]
    told: dict[str, object] = {
        "error": type(error).__qualname__,
        "trace": [f"{_place(one.filename)}:{one.lineno} {one.name}" for one in frames],
    }
    cause = error.__cause__ or error
    if state := getattr(cause, "sqlstate", None):
        told["sqlstate"] = state
    return told


def _place(filename: str) -> str:
    path = Path(filename)
    if path.is_relative_to(_SOURCE):
        return str(path.relative_to(_SOURCE))
    return "/".join(path.parts[-3:])
