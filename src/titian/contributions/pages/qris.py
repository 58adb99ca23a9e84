"""A QRIS picture of the amount due, where an adapter makes one; so far only a simulation."""

from dataclasses import dataclass
from functools import cache
from typing import cast

import segno
from django.conf import settings
from django.utils.module_loading import import_string

from titian.contributions.ports import QrisMaker
from titian.contributions.types import Outstanding


@dataclass(frozen=True, slots=True)
class Qris:
    """`svg` scales with its box and needs no style."""

    svg: str
    is_simulation: bool


def qris_of(outstanding: Outstanding) -> Qris | None:
    """The picture for this amount; None where QRIS is not set up."""
    path = settings.TITIAN_QRIS
    if not path:
        return None
    maker = _made(path)
    bill_ref = f"K{outstanding.family_id}"
    code = segno.make(maker.payload(bill_ref=bill_ref, amount=outstanding.amount), error="m")
    svg = code.svg_inline(omitsize=True, border=2, svgclass=None, lineclass=None)
    return Qris(svg, maker.is_simulation)


@cache
def _made(path: str) -> QrisMaker:
    return cast(QrisMaker, import_string(path)())
