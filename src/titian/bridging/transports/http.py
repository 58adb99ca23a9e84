"""Calls to gateways: bounded in time, never inside a transaction, faults told apart."""

from collections.abc import Mapping
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from titian.notifications.ports import TransportError
from titian.platform.db.transactions import refuse_transaction

TIMEOUT = httpx.Timeout(connect=5.0, write=10.0, read=15.0, pool=5.0)
PATIENCE = timedelta(seconds=60)
_LONGEST_PAUSE = timedelta(hours=1)

# Nothing of ours has reached the gateway: trying again is safe.
_NOT_BEGUN = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)


def client(timeout: httpx.Timeout = TIMEOUT) -> httpx.Client:
    """One for each adapter: threads share its connections."""
    return httpx.Client(timeout=timeout, follow_redirects=False)


def post(
    caller: httpx.Client, url: str, *, headers: Mapping[str, str], **body: Any
) -> httpx.Response:
    """Post and return whatever was answered; raise TransportError when nothing was."""
    refuse_transaction()
    try:
        return caller.post(url, headers=dict(headers), **body)
    except _NOT_BEGUN as error:
        raise TransportError("no_connection", retryable=True) from error
    except httpx.TimeoutException as error:
        raise TransportError("no_answer", unknown=True) from error
    except httpx.TransportError as error:
        raise TransportError("connection_lost", unknown=True) from error


def refuse_unless_taken(response: httpx.Response) -> None:
    """What a status means: wait, repair ourselves, may have been sent, or never."""
    status = response.status_code
    if status < 300:
        return
    if status in (401, 403, 407):
        raise TransportError("not_authorised", retryable=True)
    if status == 504:
        raise TransportError("http_504", unknown=True)
    if status in (408, 425, 429) or status >= 500:
        raise TransportError(f"http_{status}", retryable=True, retry_after=pause_of(response))
    raise TransportError(f"http_{status}")


def pause_of(response: httpx.Response) -> timedelta | None:
    """The pause the gateway asks for, in seconds or as a date; an hour at most."""
    asked = response.headers.get("retry-after", "").strip()
    if asked.isdecimal():
        return min(timedelta(seconds=min(int(asked), 86_400)), _LONGEST_PAUSE)
    try:
        until = parsedate_to_datetime(asked)
        pause = until - parsedate_to_datetime(response.headers["date"])
    except (ValueError, TypeError, KeyError):
        return None
    return min(max(pause, timedelta(0)), _LONGEST_PAUSE)
