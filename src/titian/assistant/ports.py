"""A second opinion on a sentence, from a text model outside: off unless an adapter is set."""

from collections.abc import Mapping
from typing import Protocol


class SecondOpinion(Protocol):
    """`version` names the model. `ask` is given a masked sentence and the wishes it may choose
    from (key: what it means); it answers a key with its confidence (0 to 1), or nothing: nothing
    as well when it is slow, away, or says what cannot be read. It raises nothing.
    """

    @property
    def version(self) -> str: ...

    def ask(self, sentence: str, wishes: Mapping[str, str]) -> tuple[str, float] | None: ...
