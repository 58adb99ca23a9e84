"""The adapter for a facility, from its link; kept while the link stays as it is."""

import threading

from titian.bridging.models import FacilityLink
from titian.bridging.queues.calling import Caller
from titian.bridging.queues.clinic import ClinicQueue
from titian.bridging.queues.hospital import HospitalQueue
from titian.bridging.queues.layouts import Ask, HeaderNames, Layout, Link
from titian.queue.ports import FacilityQueue

_Key = tuple[int, str, str, str, str, str]
_kept: dict[_Key, FacilityQueue] = {}
_lock = threading.Lock()


def queue_of(facility_id: int) -> FacilityQueue | None:
    row = FacilityLink.objects.filter(facility=facility_id, is_active=True).first()
    return None if row is None else adapter(link_of(row))


def adapter(link: Link) -> FacilityQueue:
    """One for each link, so that threads share its connections and its token."""
    told = repr((link.headers, sorted(link.paths.items())))
    key = (link.facility_id, link.base_url, link.layout, link.username, link.password, told)
    with _lock:
        found = _kept.get(key)
        if found is None:
            made = ClinicQueue if link.layout is Layout.CLINIC else HospitalQueue
            found = _kept[key] = made(Caller(link))
        return found


def link_of(row: FacilityLink) -> Link:
    return Link(
        facility_id=row.facility_id,
        base_url=row.base_url,
        layout=Layout(row.layout),
        username=row.username,
        password=row.password_sealed,
        headers=HeaderNames(**row.headers),
        paths={Ask(name): place for name, place in row.paths.items()},
    )
