"""Titian's records as FHIR R4 resources: pure, from plain records to JSON nodes."""
