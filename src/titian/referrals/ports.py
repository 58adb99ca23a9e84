"""What referrals ask of whoever stands above: whether a place was taken with a paper already."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from titian.referrals.types import OpenPaper


class TakenPlaces(Protocol):
    """The numbers of those papers that somebody has a living number with, or is asking for one."""

    def __call__(self, papers: Sequence[OpenPaper], *, on: date) -> frozenset[str]: ...
