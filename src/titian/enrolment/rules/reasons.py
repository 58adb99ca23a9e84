"""The reasons an office may give: `reason.<code>` in the catalogue, counted in the figures."""

from collections.abc import Mapping

from titian.enrolment.types import OfficeKind, Verdict

_EVERY_NO = frozenset({"not_resident", "deceased", "withdrawn_by_family", "false_papers"})
REASONS: Mapping[Verdict, frozenset[str]] = {
    Verdict.YES: frozenset({"all_agrees", "seen_papers", "urgent_care"}),
    Verdict.RETURN: frozenset(
        {
            "paper_missing",
            "paper_unreadable",
            "paper_of_another",
            "number_differs",
            "name_differs",
            "address_differs",
            "person_missing",
            "facility_unsuitable",
        }
    ),
    Verdict.NO: _EVERY_NO
    | {"covered_elsewhere", "employer_must_pay", "not_entitled", "on_national_list"},
}
_ONLY: Mapping[str, frozenset[OfficeKind]] = {
    "employer_must_pay": frozenset({OfficeKind.LABOUR, OfficeKind.HEALTH}),
    "on_national_list": frozenset({OfficeKind.SOCIAL, OfficeKind.HEALTH}),
    "not_entitled": frozenset({OfficeKind.SOCIAL, OfficeKind.HEALTH}),
    "covered_elsewhere": frozenset({OfficeKind.HEALTH}),
}


def reasons_of(office: OfficeKind, verdict: Verdict) -> tuple[str, ...]:
    """What this kind of office may say, in a steady order."""
    return tuple(
        sorted(one for one in REASONS[verdict] if office in _ONLY.get(one, frozenset({office})))
    )


CANCEL_REASONS = frozenset({"family_withdrew", "entered_twice", "covered_meanwhile", "wrong_card"})
