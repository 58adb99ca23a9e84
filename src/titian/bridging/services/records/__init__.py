"""e-Rekam Medis (bpjs-protocols §10): a hospital sends the record that belongs to a letter."""

from titian.bridging.rules import records as shapes
from titian.bridging.types.wire import Call, Reply, Route, Wire, plain
from titian.visits import services as visits
from titian.visits.services import SentRecord

_KEPT = "Data rekam medis berhasil disimpan"


def insert(call: Call) -> Reply:
    said = shapes.sent(call.body)
    content = shapes.document(
        said.sealed,
        cons_id=call.caller.consumer_id,
        secret=call.secret,
        facility_code=call.caller.scheme_code,
    )
    sent = SentRecord(said.letter_number, said.care_kind, said.year, said.month, content)
    visits.keep_record(sent=sent, by=call.by, at=call.at)
    return plain({"keterangan": _KEPT})


ROUTES = (Route(Wire.RECORDS, ("POST",), "/eclaim/rekammedis/insert", insert),)
