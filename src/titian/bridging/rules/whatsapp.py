"""WhatsApp Cloud API (§8.1): what we send, what its errors and its calls to us mean."""

import hmac
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from titian.bridging.rules import whatsapp_choices
from titian.kernel.identifiers import mobile_number
from titian.notifications.ports import Outgoing
from titian.notifications.types import Channel, Heard, Receipt, State, Urgency

_LONGEST_TEXT = 4096
_BLANKS = re.compile(r"\s+")

# Meta's error codes: busy or down (trying again helps), and our own account not let in.
TEMPORARY = frozenset(
    {1, 2, 4, 80007, 130429, 131000, 131016, 131048, 131056, 131057, 133004, 133016}
)
NOT_LET_IN = frozenset({0, 3, 10, 190, 131005, 131031, 131042, 131045, 133010})

_STATES = {
    "sent": State.SENT,
    "delivered": State.DELIVERED,
    "read": State.READ,
    "failed": State.FAILED,
}


def is_genuine(secret: str, body: bytes, header: str) -> bool:
    """Whether the raw body was signed with our app's secret."""
    expected = hmac.new(secret.encode(), body, sha256).hexdigest()
    given = header.removeprefix("sha256=").encode("ascii", "replace")
    return hmac.compare_digest(expected.encode(), given) and header.startswith("sha256=")


def payload(outgoing: Outgoing, *, to: str, code_template: str) -> dict[str, object]:
    """A code by the authentication template, an answer as text, the rest by its own template."""
    message: dict[str, object] = {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": to,
        "biz_opaque_callback_data": outgoing.ref,
    }
    if outgoing.urgency is Urgency.CODE and "code" in outgoing.data:
        code = _parameter(outgoing.data["code"])
        parts = [_component("body", code), {**_component("button", code), **_COPY_BUTTON}]
        return {**message, **_template(code_template, outgoing.language, parts)}
    if outgoing.conversation_open:
        if (pressable := whatsapp_choices.interactive(outgoing)) is not None:
            return {**message, "type": "interactive", "interactive": pressable}
        text = {"body": outgoing.text[:_LONGEST_TEXT], "preview_url": False}
        return {**message, "type": "text", "text": text}
    facts = whatsapp_choices.of_template(outgoing.data)
    named = [{**_parameter(value), "parameter_name": name} for name, value in facts.items()]
    body = [_component("body", *named)] if named else []
    return {**message, **_template(template_name(outgoing.template), outgoing.language, body)}


_COPY_BUTTON = {"sub_type": "url", "index": "0"}


def template_name(path: str) -> str:
    """ "queue/messages/booked.txt" is approved at Meta as "queue_booked"."""
    return f"{path.partition('/')[0]}_{PurePosixPath(path).stem}"


def _template(name: str, language: str, components: list[dict[str, object]]) -> dict[str, object]:
    template = {"name": name, "language": {"code": language}, "components": components}
    return {"type": "template", "template": template}


def _component(kind: str, *parameters: dict[str, object]) -> dict[str, object]:
    return {"type": kind, "parameters": list(parameters)}


def _parameter(value: str | int) -> dict[str, object]:
    """Meta takes no line breaks, tabs or runs of blanks in a parameter, and no empty one."""
    return {"type": "text", "text": _BLANKS.sub(" ", str(value)).strip() or "-"}


@dataclass(frozen=True, slots=True)
class Call:
    """What one call from WhatsApp told us."""

    receipts: tuple[Receipt, ...]
    heard: tuple[Heard, ...]


def read_call(body: Any, *, phone_id: str) -> Call:
    """Take from a call what we know; parts of another shape or for another number are left."""
    values = list(_values(body, phone_id))
    return Call(
        tuple(r for value in values for r in _receipts(_dicts(value, "statuses"))),
        tuple(h for value in values for h in _heard(_dicts(value, "messages"))),
    )


def _values(body: Any, phone_id: str) -> Iterator[dict[str, Any]]:
    for entry in _dicts(body, "entry"):
        for change in _dicts(entry, "changes"):
            value = _dict(change, "value")
            ours = _dict(value, "metadata").get("phone_number_id", phone_id) == phone_id
            if ours and change.get("field") == "messages":
                yield value


def _receipts(statuses: list[dict[str, Any]]) -> Iterator[Receipt]:
    for status in statuses:
        state, moment = _STATES.get(_text(status, "status")), _moment(status)
        reference, ours = _text(status, "id"), _text(status, "biz_opaque_callback_data")
        if state is not None and moment is not None and (reference or ours):
            codes = [error.get("code") for error in _dicts(status, "errors")]
            error = f"whatsapp_{codes[0]}" if codes else ""
            yield Receipt(Channel.WHATSAPP, reference, state, moment, ours, error)


def _heard(messages: list[dict[str, Any]]) -> Iterator[Heard]:
    for message in messages:
        sender, moment = mobile_number(_text(message, "from")), _moment(message)
        reference, kind = _text(message, "id"), _text(message, "type")
        if sender and moment is not None and reference:
            text, choice = _words(message, kind)
            yield Heard(Channel.WHATSAPP, reference, sender, kind, text, moment, choice)


def _words(message: dict[str, Any], kind: str) -> tuple[str, str]:
    """What was written, and the id of the button or row that was pressed."""
    if kind == "interactive":
        interactive = _dict(message, "interactive")
        reply = _dict(interactive, "button_reply") or _dict(interactive, "list_reply")
        return _text(reply, "title"), _text(reply, "id")
    if kind == "button":
        button = _dict(message, "button")
        return _text(button, "text"), _text(button, "payload")
    if kind == "edit":
        return _words(_dict(_dict(message, kind), "message"), "text")
    said = _dict(message, kind)
    return _text(said, "body") or _text(said, "caption"), ""


def _moment(item: dict[str, Any]) -> datetime | None:
    stamp = str(item.get("timestamp", ""))
    if not stamp.isdecimal() or len(stamp) > 11:
        return None
    return datetime.fromtimestamp(int(stamp), UTC)


def _dicts(item: Any, name: str) -> list[dict[str, Any]]:
    found = item.get(name) if isinstance(item, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _dict(item: dict[str, Any], name: str) -> dict[str, Any]:
    found = item.get(name)
    return found if isinstance(found, dict) else {}


def _text(item: dict[str, Any], name: str) -> str:
    found = item.get(name)
    return found if isinstance(found, str) else ""
