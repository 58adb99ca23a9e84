"""Each service's envelope: its key, whether codes are text, its words for success and failure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from titian.bridging.types.wire import Dress, Reply, Wire

OLD, NEW = "metadata", "metaData"

TRY_AGAIN = "Gagal dicoba kembali (BPJS Kesehatan)"  # clients of Antrean look for these words


@dataclass(frozen=True, slots=True)
class Envelope:
    """`keys` holds one name, or both where clients disagree; `code` is the usual success."""

    keys: tuple[str, ...]
    is_text: bool = False
    code: int = 200
    message: str = "OK"


ENVELOPES: Mapping[Wire, Envelope] = {
    Wire.VCLAIM: Envelope((NEW,), is_text=True),
    Wire.ANTREAN_RS: Envelope((OLD,), message="Ok"),
    Wire.ANTREAN_FKTP: Envelope((OLD, NEW)),
    Wire.PCARE: Envelope((NEW,)),
    Wire.APLICARES: Envelope((OLD,), code=1),
    Wire.ICARE: Envelope((NEW,)),
    Wire.RECORDS: Envelope((OLD,), is_text=True),
    Wire.PHARMACY: Envelope((NEW,), is_text=True),
}


def json_of(payload: object) -> str:
    """JSON without white space; letters stay as they are."""
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":"))


def success(wire: Wire, reply: Reply) -> tuple[int, str]:
    """Code and message of an answer, the service's own where the handler named none."""
    envelope = ENVELOPES[wire]
    code = envelope.code if reply.code is None else reply.code
    return code, reply.message or envelope.message


def envelope(wire: Wire, reply: Reply, response: object) -> str:
    """The whole answer. `response` is the sealed text, a plain payload, or None."""
    code, message = success(wire, reply)
    return _dressed(wire, code, message, response, reply.more, bare=reply.dress is Dress.BARE)


def refusal(wire: Wire, code: int, message: str, payload: object = None) -> str:
    """An answer that refuses: `response` is null, which every client can read."""
    return _dressed(wire, code, message, payload, {}, bare=False)


def _dressed(
    wire: Wire,
    code: int,
    message: str,
    response: object,
    more: Mapping[str, object],
    *,
    bare: bool,
) -> str:
    shape = ENVELOPES[wire]
    said: object = str(code) if shape.is_text else code
    told = {"code": said, "message": message, **more}
    whole: dict[str, object] = dict.fromkeys(shape.keys, told)
    if not bare or wire is Wire.VCLAIM:  # VClaim's clients read `response` without asking
        whole["response"] = response
    return json_of(whole)
