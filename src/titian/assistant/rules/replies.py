"""Replies as they are kept with a turn."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from titian.assistant.types import Choice, Link, Reply


def written(replies: Sequence[Reply]) -> str:
    return json.dumps([asdict(reply) for reply in replies], ensure_ascii=False)


def read(text: str) -> tuple[Reply, ...]:
    return tuple(
        Reply(
            one["text"],
            tuple(Choice(**choice) for choice in one["choices"]),
            tuple(Link(**link) for link in one["links"]),
        )
        for one in json.loads(text)
    )
