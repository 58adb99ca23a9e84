"""Whose work an application is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Concerned:
    """The office whose turn it is or was, the village, and every officer who had it in hand."""

    office: str
    village: str
    officers: frozenset[str]
