"""Titian: a participant-service platform for a health-insurance scheme."""
