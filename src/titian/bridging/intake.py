"""The city's letter handed to the scheme over HTTP, and its receipt.

The shape is ours (no public one exists): POST {url}/letters with the number, the PDF in Base64 and
the lines; the answer has `receipt`, `received_at` and what became of each line. The number is the
key: the same one again gets the same receipt. A gateway of the scheme's translates.
"""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

import httpx
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from titian.enrolment.ports import (
    IntakeReceipt,
    LetterLine,
    LineAnswer,
    PaidPeople,
    PaidPerson,
    RegisterAway,
)
from titian.platform.db.transactions import refuse_transaction

TIMEOUT = httpx.Timeout(connect=3.0, write=20.0, read=30.0, pool=3.0)
_TAKEN = (200, 201)
_LONGEST, _LONGEST_NAME, _LONGEST_WHY = 80, 120, 300


class HttpIntake:
    """Asks once; whatever is not a whole answer is RegisterAway, and asking again is safe."""

    is_sample = False

    def __init__(self, url: str, token: str, *, timeout: httpx.Timeout = TIMEOUT) -> None:
        self._url = f"{url.rstrip('/')}/letters"
        self._paid = f"{url.rstrip('/')}/paid"
        self._client = httpx.Client(
            timeout=timeout, headers={"Authorization": f"Bearer {token}"}, follow_redirects=False
        )

    def hand_over(self, *, number: str, pdf: bytes, lines: Sequence[LetterLine]) -> IntakeReceipt:
        refuse_transaction()
        body = {
            "number": number,
            "pdf": b64encode(pdf).decode(),
            "lines": [_written(one) for one in lines],
        }
        try:
            response = self._client.post(self._url, json=body, headers={"Idempotency-Key": number})
        except httpx.HTTPError as error:
            raise RegisterAway("no_answer") from error
        if response.status_code not in _TAKEN:
            raise RegisterAway(f"http_{response.status_code}")
        return _read(response, lines)

    def paid_by(self, *, city: str, month: date) -> PaidPeople:
        """GET {url}/paid?city=…&month=2026-11: `as_of` and the people, or RegisterAway."""
        refuse_transaction()
        asked = {"city": city, "month": f"{month:%Y-%m}"}
        try:
            response = self._client.get(self._paid, params=asked)
        except httpx.HTTPError as error:
            raise RegisterAway("no_answer") from error
        if response.status_code != _TAKEN[0]:
            raise RegisterAway(f"http_{response.status_code}")
        return _people(response)

    def close(self) -> None:
        self._client.close()


def _written(one: LetterLine) -> dict[str, object]:
    return asdict(one) | {"birth_date": one.birth_date.isoformat()}


def _read(response: httpx.Response, lines: Sequence[LetterLine]) -> IntakeReceipt:
    """Each line exactly once, or it is no receipt."""
    try:
        told: Any = response.json()
        number, moment = str(told["receipt"]), datetime.fromisoformat(told["received_at"])
        answers = [_answer(one) for one in told["lines"]]
    except (ValueError, KeyError, TypeError) as error:
        raise RegisterAway("answer_not_readable") from error
    whole = sorted(one.ref for one in answers) == sorted(one.ref for one in lines)
    if not number or moment.tzinfo is None or not whole:
        raise RegisterAway("answer_not_readable")
    return IntakeReceipt(number[:_LONGEST], moment, answers)


def _people(response: httpx.Response) -> PaidPeople:
    """Every line whole, or it is no list."""
    try:
        told: Any = response.json()
        people = [
            PaidPerson(
                nik=str(one["nik"]),
                full_name=str(one["full_name"])[:_LONGEST_NAME],
                birth_date=date.fromisoformat(one["birth_date"]),
                village_code=str(one.get("village_code", ""))[:13],
            )
            for one in told["people"]
        ]
        return PaidPeople(date.fromisoformat(told["as_of"]), people)
    except (ValueError, KeyError, TypeError) as error:
        raise RegisterAway("answer_not_readable") from error


def _answer(one: dict[str, Any]) -> LineAnswer:
    if not isinstance(one["taken"], bool):
        raise TypeError("taken")
    since = one.get("active_from")
    return LineAnswer(
        ref=str(one["ref"]),
        taken=one["taken"],
        active_from=None if since is None else date.fromisoformat(since),
        why=str(one.get("why", ""))[:_LONGEST_WHY],
    )


def configured() -> HttpIntake:
    if not settings.TITIAN_INTAKE_URL or not settings.TITIAN_INTAKE_TOKEN:
        raise ImproperlyConfigured("TITIAN_INTAKE_URL needs TITIAN_INTAKE_TOKEN")
    return HttpIntake(settings.TITIAN_INTAKE_URL, settings.TITIAN_INTAKE_TOKEN)
