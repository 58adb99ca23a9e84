"""The population registry over HTTP: a NIK and facts go out, yes or no for each comes back.

The shape is ours (no public one exists): POST {url}/compare with `ref`, `nik` and `told`; the
answer has `evidence`, `known` and `matches`. A gateway of the registry's owner translates.
"""

from typing import Any

import httpx
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from titian.members.ports import RegistryAnswer, RegistryAway, RegistryQuestion
from titian.platform.db.transactions import refuse_transaction

TIMEOUT = httpx.Timeout(connect=3.0, write=5.0, read=8.0, pool=3.0)
_LONGEST_EVIDENCE = 80


class HttpRegistry:
    """Asks once; whatever is not a whole answer is RegistryAway."""

    is_sample = False

    def __init__(
        self, url: str, user: str, secret: str, *, timeout: httpx.Timeout = TIMEOUT
    ) -> None:
        self._url = f"{url.rstrip('/')}/compare"
        self._client = httpx.Client(timeout=timeout, auth=(user, secret), follow_redirects=False)

    def compare(self, question: RegistryQuestion) -> RegistryAnswer:
        refuse_transaction()
        told = {field.value: value for field, value in question.told.items()}
        asked = {"ref": question.ref, "nik": question.nik, "told": told}
        try:
            response = self._client.post(self._url, json=asked)
        except httpx.HTTPError as error:
            raise RegistryAway("no_answer") from error
        if response.status_code != 200:
            raise RegistryAway(f"http_{response.status_code}")
        return _read(response, question)

    def close(self) -> None:
        self._client.close()


def _read(response: httpx.Response, question: RegistryQuestion) -> RegistryAnswer:
    """Only yes or no for the fields asked; whatever else the registry says is not kept."""
    try:
        answer: Any = response.json()
        known, evidence = answer["known"], str(answer["evidence"])
        matches = {f: answer["matches"][f.value] for f in question.told if known is True}
    except (ValueError, KeyError, TypeError) as error:
        raise RegistryAway("answer_not_readable") from error
    if not all(isinstance(one, bool) for one in (known, *matches.values())) or not evidence:
        raise RegistryAway("answer_not_readable")
    return RegistryAnswer(evidence[:_LONGEST_EVIDENCE], known, matches)


def configured() -> HttpRegistry:
    given = (
        settings.TITIAN_REGISTRY_URL,
        settings.TITIAN_REGISTRY_USER,
        settings.TITIAN_REGISTRY_SECRET,
    )
    if not all(given):
        raise ImproperlyConfigured("TITIAN_REGISTRY_URL needs TITIAN_REGISTRY_USER and _SECRET")
    return HttpRegistry(*given)
