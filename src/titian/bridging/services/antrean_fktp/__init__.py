"""Antrean FKTP (bpjs-protocols §6.1): a clinic reads its plan and tells of its numbers."""

from titian.bridging.services.antrean_fktp import numbers, plans

ROUTES = (*plans.ROUTES, *numbers.ROUTES)
