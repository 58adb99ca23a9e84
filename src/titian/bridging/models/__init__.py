from titian.bridging.models.banks import Bank, BankToken
from titian.bridging.models.calls import SnapCall
from titian.bridging.models.facility_links import FacilityLink
from titian.bridging.models.fhir import EligibilityCheck, FhirGrant
from titian.bridging.models.wire import Consumer, WireCall

__all__ = [
    "Bank",
    "BankToken",
    "Consumer",
    "EligibilityCheck",
    "FacilityLink",
    "FhirGrant",
    "SnapCall",
    "WireCall",
]
