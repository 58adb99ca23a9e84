"""Every reason why a row is not taken; words in the catalogue as `import_fault.<code>`."""

_SHAPES = {
    "facilities": ("code", "name", "kind", "region", "class", "phone", "address"),
    "services": ("facility", "code", "name", "letter"),
    "schedules": (
        "facility", "service", "practitioner", "weekday", "starts", "ends", "hours", "bookable",
        "counter", "reserve", "places",
    ),
    "members": (
        "nik", "nik_lost", "card", "kk", "kk_lost", "name", "birth", "sex", "relation", "segment",
        "ward", "since", "active", "phone", "address",
    ),
}  # fmt: skip
_OF_RECORDS = (
    "twice", "outside", "code_taken", "region_unknown", "kind_differs", "not_a_hospital",
    "facility_unknown", "letter_taken", "service_unknown", "practitioner_busy", "village_unknown",
    "village_missing", "nik_other_card", "card_taken", "kk_differs", "birth_differs",
    "segment_differs", "head_stands",
)  # fmt: skip
FAULTS = frozenset(one for shapes in _SHAPES.values() for one in shapes) | frozenset(_OF_RECORDS)
