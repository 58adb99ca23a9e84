"""The links to facilities' own queue systems, without their passwords."""

from titian.bridging.models import FacilityLink


def facility_links() -> list[str]:
    """One line for each, for an operator's terminal."""
    rows = FacilityLink.objects.select_related("facility").order_by("facility__code")
    return [
        f"{row.facility.code}  {row.facility.name}  {row.layout}  {row.base_url}"
        f"{'' if row.is_active else '  stopped'}"
        for row in rows
    ]
