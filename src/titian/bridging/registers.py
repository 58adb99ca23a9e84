"""The registers a city's offices ask, over HTTP: population, welfare, wage earners, the scheme.

The shape is ours (no public one exists): POST {url}/ask with a bearer token and the question's
fields; the answer has `agrees`, `evidence` and `facts`. A gateway of the register's owner
translates. Only facts of the port's list are kept.
"""

from functools import lru_cache
from typing import Any

import httpx
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from titian.enrolment.ports import (
    FACTS,
    RegisterAnswer,
    RegisterAway,
    RegisterQuestion,
    is_whole,
)
from titian.platform.db.transactions import refuse_transaction

TIMEOUT = httpx.Timeout(connect=3.0, write=5.0, read=8.0, pool=3.0)


class HttpRegister:
    """Asks once; whatever is not a whole answer is RegisterAway."""

    is_sample = False

    def __init__(
        self, kind: str, url: str, token: str, *, timeout: httpx.Timeout = TIMEOUT
    ) -> None:
        self._kind = kind
        self._url = f"{url.rstrip('/')}/ask"
        self._client = httpx.Client(
            timeout=timeout,
            headers={"Authorization": f"Bearer {token}"},
            follow_redirects=False,
        )

    def ask(self, question: RegisterQuestion) -> RegisterAnswer:
        refuse_transaction()
        try:
            response = self._client.post(self._url, json=_asked(question))
        except httpx.HTTPError as error:
            raise RegisterAway("no_answer") from error
        if response.status_code != 200:
            code = response.status_code
            raise RegisterAway(f"http_{code}", may_help=code >= 500 or code in {408, 425, 429})
        return _read(response, self._kind)

    def close(self) -> None:
        self._client.close()


def _asked(question: RegisterQuestion) -> dict[str, str]:
    return {
        "ref": question.ref,
        "city": question.city,
        "nik": question.nik,
        "kk_number": question.kk_number,
        "full_name": question.full_name,
        "birth_date": question.birth_date.isoformat(),
        "sex": question.sex,
    }


def _read(response: httpx.Response, kind: str) -> RegisterAnswer:
    """Whatever else the register says of the person is not kept."""
    try:
        said: Any = response.json()
        facts = {name: said["facts"][name] for name in FACTS[kind] if name in said["facts"]}
        answer = RegisterAnswer(said["agrees"], said["evidence"], facts)
    except (ValueError, KeyError, TypeError) as error:
        raise RegisterAway("answer_not_readable") from error
    if not is_whole(answer, kind):
        raise RegisterAway("answer_not_readable")
    return answer


@lru_cache(maxsize=8)
def _made(kind: str, url: str, token: str) -> HttpRegister:
    return HttpRegister(kind, url, token)


def register_of(kind: str) -> HttpRegister | None:
    """None when no address is set: then a person decides without it."""
    url, token = settings.TITIAN_REGISTER_ADDRESSES[kind]
    if not url:
        return None
    if not token:
        raise ImproperlyConfigured(f"the {kind} register has an address and no token")
    return _made(kind, url, token)
