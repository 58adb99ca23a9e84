"""What other organisations call us for, handed to the package whose affair it is."""

from titian.bridging.errors import (
    BankNotUsable,
    BankUnknown,
    BankWorkNotAllowed,
    LinkNotUsable,
    StatementUnreadable,
)
from titian.bridging.services.banks import add_bank, change_key, rotate_secret, set_active
from titian.bridging.services.callbacks import take_sms_receipt, take_whatsapp_call, whatsapp_body
from titian.bridging.services.calls import forget_calls
from titian.bridging.services.facility_links import link_facility, try_link, unlink_facility
from titian.bridging.services.fhir.door import LONGEST_BODY as FHIR_LONGEST_BODY
from titian.bridging.services.fhir.door import take as take_fhir
from titian.bridging.services.fhir.door import take_fault as take_fhir_fault
from titian.bridging.services.fhir.granting import allow_fhir
from titian.bridging.services.fhir.tokens import region_of as region_of_fhir_caller
from titian.bridging.services.qris import qris_payload
from titian.bridging.services.snap import take as take_snap_call
from titian.bridging.services.snap import take_fault as take_snap_fault
from titian.bridging.services.statements import take_statement
from titian.bridging.services.wire.answering import BIG as WIRE_LONGEST_BODY
from titian.bridging.services.wire.calls import forget_wire_calls
from titian.bridging.services.wire.consumers import (
    make_consumer,
    rotate_consumer,
    start_consumer,
    stop_consumer,
)
from titian.bridging.services.wire.door import replay_call
from titian.bridging.services.wire.door import take as take_wire_call
from titian.bridging.services.wire.door import take_fault as take_wire_fault
from titian.bridging.services.wire.known import region_of as region_of_consumer
from titian.bridging.services.wire.table import wire_document

__all__ = [
    "FHIR_LONGEST_BODY",
    "WIRE_LONGEST_BODY",
    "BankNotUsable",
    "BankUnknown",
    "BankWorkNotAllowed",
    "LinkNotUsable",
    "StatementUnreadable",
    "add_bank",
    "allow_fhir",
    "change_key",
    "forget_calls",
    "forget_wire_calls",
    "link_facility",
    "make_consumer",
    "qris_payload",
    "region_of_consumer",
    "region_of_fhir_caller",
    "replay_call",
    "rotate_consumer",
    "rotate_secret",
    "set_active",
    "start_consumer",
    "stop_consumer",
    "take_fhir",
    "take_fhir_fault",
    "take_sms_receipt",
    "take_snap_call",
    "take_snap_fault",
    "take_statement",
    "take_whatsapp_call",
    "take_wire_call",
    "take_wire_fault",
    "try_link",
    "unlink_facility",
    "whatsapp_body",
    "wire_document",
]
