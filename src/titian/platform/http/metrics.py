"""GET /metrics for Prometheus: from this machine, or with the token of `TITIAN_METRICS_TOKEN`."""

import secrets
from collections.abc import Iterable, Iterator
from ipaddress import ip_address

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from titian.kernel import clock
from titian.platform.db.reach import is_reachable
from titian.platform.http.requests import came_through_a_proxy
from titian.platform.http.visitors import address_of
from titian.platform.measures.counting import everything
from titian.platform.measures.types import Gauge

_PATIENCE_SECONDS = 1.5


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Whoever may not read it learns nothing, not even that it is there."""
    if not _may_read(request):
        return HttpResponse(status=404)
    registry = everything()
    registry.register(_Now())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _may_read(request: HttpRequest) -> bool:
    token = settings.TITIAN_METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and secrets.compare_digest(given.encode(), token.encode()):
        return True
    return not came_through_a_proxy(request) and _is_loopback(address_of(request))


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address.partition("/")[0]).is_loopback or address == "::/64"
    except ValueError:
        return False


class _Now(Collector):
    """What is true at the moment of asking; with the database away, that it is away."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            up = is_reachable(within=_PATIENCE_SECONDS)
            found = (
                [gauge for name in settings.TITIAN_GAUGES for gauge in _asked(name)] if up else []
            )
        except (DatabaseError, InterfaceError):
            up, found = False, []
        up_gauge = Gauge("titian_database_up", "Whether the database answers.", float(up))
        yield from _families([up_gauge, *found])


def _asked(name: str) -> Iterable[Gauge]:
    gauges: Iterable[Gauge] = import_string(name)(clock.now())
    return gauges


def _families(gauges: Iterable[Gauge]) -> Iterable[GaugeMetricFamily]:
    families: dict[str, GaugeMetricFamily] = {}
    for one in gauges:
        if one.name not in families:
            families[one.name] = GaugeMetricFamily(one.name, one.meaning, labels=list(one.labels))
        families[one.name].add_metric(list(one.labels.values()), one.value)
    return families.values()
