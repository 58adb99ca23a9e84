"""The demo's stamp duty: a box that says it is a sample, worth nothing."""

import json
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
import typst

from titian.enrolment.ports import Stamp

_BOX = Path(__file__).resolve().parent / "data" / "stamp.typ"


class SampleStampDuty:
    is_sample = True

    def stamp(self, pdf: bytes, *, ref: str) -> Stamp:
        """Laid over the first page; the pages themselves stay as they are."""
        serial = f"CONTOH{sha256(ref.encode()).hexdigest()[:12].upper()}"
        said = json.dumps({"serial": serial})
        box = bytes(typst.compile(_BOX.read_bytes(), format="pdf", sys_inputs={"data": said}))
        out = BytesIO()
        with pikepdf.open(BytesIO(pdf)) as letter, pikepdf.open(BytesIO(box)) as over:
            letter.pages[0].add_overlay(over.pages[0], None)
            letter.save(out)
        return Stamp(serial, out.getvalue())


def stamp_duty() -> SampleStampDuty:
    return SampleStampDuty()
