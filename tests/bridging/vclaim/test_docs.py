"""Every example of docs/bridging/vclaim.md is sent, in its order, and answered as it says."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.factories.vclaim import DAY, Patient, Ward, day_after, make_ward, send_on
from titian.facilities.models import Facility
from titian.visits import selectors as visits_read

pytestmark = pytest.mark.django_db

PAGE = Path(__file__).parents[3] / "docs" / "bridging" / "vclaim.md"
_EXAMPLE = re.compile(r"```http\n(\w+) (\S+)\n(.*?)```\n\n```json\n(.*?)```", re.DOTALL)
_NAME = re.compile(r"\{(\w+)\}")


class Reader:
    """Knows the values so far; the first answer that names another one tells it."""

    def __init__(self, known: dict[str, str]) -> None:
        self._known = known

    def filled(self, text: str) -> str:
        return _NAME.sub(lambda name: self._known.get(name[1], name[0]), text)

    def differs(self, told: Any, shown: Any, at: str = "") -> str:
        """Where an answer is not as shown; "" when it is."""
        if shown == "…":
            return ""
        if isinstance(shown, dict) and isinstance(told, dict):
            found = (self.differs(told.get(k), v, f"{at}.{k}") for k, v in shown.items())
            return next((one for one in found if one), "")
        if isinstance(shown, list) and isinstance(told, list):
            pairs = zip(told, shown, strict=False)
            found = (self.differs(a, b, at) for a, b in pairs)
            return next((one for one in found if one), "" if len(told) >= len(shown) else at)
        if isinstance(shown, str) and (name := _NAME.fullmatch(shown)):
            self._known.setdefault(name[1], str(told))
            shown = self._known[name[1]]
        return "" if told == shown else f"{at}: {told!r}, not {shown!r}"


def test_every_example_is_answered_as_it_says(ward: Ward, clinic: Facility, siti: Patient) -> None:
    send_on(siti, clinic, ward)
    medicine = visits_read.listed_medicines()[0].code
    reader = Reader({
        "card": siti.card, "own": ward.code, "clinic": str(clinic.scheme_code), "today": DAY,
        "bigger": make_ward(hospital_class="C").code, "doctor": ward.doctor_code(),
        "in_two_weeks": day_after(14), "medicine": medicine,
    })  # fmt: skip

    examples = _EXAMPLE.findall(PAGE.read_text())
    for method, path, body, shown in examples:
        sent = reader.filled(body).strip()
        asked = json.loads(sent) if sent else None
        answer = ward.write(method, reader.filled(path), asked)
        told = {"code": answer.code, "message": answer.message, "response": answer.response}
        assert not reader.differs(told, json.loads(shown)), (
            method, path, reader.differs(told, json.loads(shown)), answer.message,
        )  # fmt: skip

    assert len(examples) == PAGE.read_text().count("```http")
    assert len(examples) > 15
