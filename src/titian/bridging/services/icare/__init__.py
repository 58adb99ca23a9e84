"""i-Care (bpjs-protocols §10): a link by which a doctor reads what care a patient had."""

from titian.bridging.services.icare import validating

ROUTES = validating.ROUTES
