"""Which fields are about a person, and how each is scrubbed from a copy of the data.

Every model carries `personal: ClassVar[Personal]`: the names of its personal fields, each
with a way to scrub it. A field not named there is thereby declared not personal; the
repository test makes each new field name be decided on in `docs/reference/fields.md`.
"""

from enum import StrEnum


class Scrub(StrEnum):
    ERASE = "erase"  # set to empty or NULL
    PSEUDONYM = "pseudonym"  # replace by a synthetic value of the same shape
    KEEP_COARSE = "keep_coarse"  # keep year or region only


Personal = dict[str, Scrub]
