"""Apotek online (bpjs-protocols §10): a pharmacy's medicines on eligibility letters."""

from titian.bridging.services.pharmacy import looking, prescribing, references

ROUTES = (*references.ROUTES, *prescribing.ROUTES, *looking.ROUTES)
