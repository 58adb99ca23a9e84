"""What can be pressed in a message of WhatsApp: up to three buttons, or a list of up to ten rows.

A notice offers choices by three of its facts: `said` (the words without them), `choices` (JSON,
a list of key and label) and `link` (what a template says of it when no free words may be sent).
"""

import json
from collections.abc import Mapping, Sequence

from titian.notifications.ports import Outgoing

_MOST_BUTTONS, _LONGEST_BUTTON = 3, 20
_MOST_ROWS, _LONGEST_ROW = 10, 24
_LONGEST_BODY = 1024
_LONGEST_KEY = 200
_OPEN_LIST = {"id": "Pilih", "en": "Choose"}

Pair = tuple[str, str]


def interactive(outgoing: Outgoing) -> dict[str, object] | None:
    """None where the message offers nothing, or more than fits: its text then numbers it."""
    pairs, said = _pairs(outgoing.data), str(outgoing.data.get("said", ""))
    if not pairs or not said or len(said) > _LONGEST_BODY or len(pairs) > _MOST_ROWS:
        return None
    are_short = all(len(label) <= _LONGEST_BUTTON for _, label in pairs)
    if len(pairs) <= _MOST_BUTTONS and are_short:
        return {"type": "button", "body": {"text": said}, "action": _buttons(pairs)}
    action = _rows(pairs, _OPEN_LIST.get(outgoing.language, _OPEN_LIST["id"]))
    return {"type": "list", "body": {"text": said}, "action": action}


def of_template(data: Mapping[str, str | int]) -> Mapping[str, str | int]:
    """Who did not write to us today hears that there is an answer, and where; not the words."""
    return {"link": data["link"]} if "said" in data and "link" in data else data


def _buttons(pairs: Sequence[Pair]) -> dict[str, object]:
    return {
        "buttons": [
            {"type": "reply", "reply": {"id": key[:_LONGEST_KEY], "title": label}}
            for key, label in pairs
        ]
    }


def _rows(pairs: Sequence[Pair], opens: str) -> dict[str, object]:
    rows = [{"id": key[:_LONGEST_KEY], "title": label[:_LONGEST_ROW]} for key, label in pairs]
    return {"button": opens, "sections": [{"title": opens, "rows": rows}]}


def _pairs(data: Mapping[str, str | int]) -> list[Pair]:
    offered = json.loads(str(data.get("choices") or "[]"))
    return [(str(key), str(label)) for key, label in offered]
