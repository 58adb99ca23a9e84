"""Electronic stamp duty (e-Meterai) over the HTTP gateway of a licensed distributor.

The shape is ours: POST {url}/stamp with `ref` and the PDF in Base64; the answer has `serial` and
the stamped PDF. The same `ref` again is not stamped, nor paid, twice.
"""

from base64 import b64decode, b64encode
from functools import cache
from typing import Any

import httpx
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from titian.enrolment.ports import RegisterAway, Stamp
from titian.platform.db.transactions import refuse_transaction

TIMEOUT = httpx.Timeout(connect=3.0, write=20.0, read=30.0, pool=3.0)
_LONGEST = 40


class HttpStampDuty:
    is_sample = False

    def __init__(self, url: str, token: str, *, timeout: httpx.Timeout = TIMEOUT) -> None:
        self._url = f"{url.rstrip('/')}/stamp"
        self._client = httpx.Client(
            timeout=timeout, headers={"Authorization": f"Bearer {token}"}, follow_redirects=False
        )

    def stamp(self, pdf: bytes, *, ref: str) -> Stamp:
        refuse_transaction()
        try:
            body = {"ref": ref, "pdf": b64encode(pdf).decode()}
            response = self._client.post(self._url, json=body)
        except httpx.HTTPError as error:
            raise RegisterAway("no_answer") from error
        if response.status_code != 200:
            raise RegisterAway(f"http_{response.status_code}")
        return _read(response)

    def close(self) -> None:
        self._client.close()


def _read(response: httpx.Response) -> Stamp:
    try:
        told: Any = response.json()
        serial, stamped = str(told["serial"]), b64decode(told["pdf"], validate=True)
    except (ValueError, KeyError, TypeError) as error:
        raise RegisterAway("answer_not_readable") from error
    if not serial or not stamped.startswith(b"%PDF-"):
        raise RegisterAway("answer_not_readable")
    return Stamp(serial[:_LONGEST], stamped)


@cache
def configured() -> HttpStampDuty:
    if not settings.TITIAN_STAMP_DUTY_URL or not settings.TITIAN_STAMP_DUTY_TOKEN:
        raise ImproperlyConfigured("TITIAN_STAMP_DUTY_URL needs TITIAN_STAMP_DUTY_TOKEN")
    return HttpStampDuty(settings.TITIAN_STAMP_DUTY_URL, settings.TITIAN_STAMP_DUTY_TOKEN)
