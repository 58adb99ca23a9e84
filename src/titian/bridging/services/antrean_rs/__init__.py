"""Antrean RS (bpjs-protocols §4): a hospital reads its plan, tells of its numbers."""

from titian.bridging.services.antrean_rs import lists, plans, writes

ROUTES = (*plans.ROUTES, *lists.ROUTES, *writes.ROUTES)
