"""Reads of the two doors: the banks' and the facilities'."""

from titian.bridging.selectors.banks import bank_named, banks, find_caller, find_client
from titian.bridging.selectors.calls import CallPage, odd_calls
from titian.bridging.selectors.consumers import consumers, find_consumer
from titian.bridging.selectors.facility_links import facility_links
from titian.bridging.selectors.fhir import HELD, fhir_grants, fhir_scopes
from titian.bridging.selectors.wire_calls import calls_since, wire_call, wire_calls

__all__ = [
    "HELD",
    "CallPage",
    "bank_named",
    "banks",
    "calls_since",
    "consumers",
    "facility_links",
    "fhir_grants",
    "fhir_scopes",
    "find_caller",
    "find_client",
    "find_consumer",
    "odd_calls",
    "wire_call",
    "wire_calls",
]
