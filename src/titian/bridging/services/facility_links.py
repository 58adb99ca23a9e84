"""Where a facility's own queue is asked: an operator tells it, the password is sealed."""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from titian.bridging.errors import FacilityNotLinked, LinkNotUsable, LinkSilent
from titian.bridging.models import FacilityLink
from titian.bridging.queues.calling import Caller
from titian.bridging.queues.layouts import Ask, HeaderNames, Layout
from titian.bridging.queues.links import link_of
from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor, ActorKind
from titian.kernel.scopes import EVERYWHERE, Scope
from titian.platform.audit import services as audit
from titian.queue.ports import NotOffered, NotReached

_METHODS = ("GET", "POST", "PUT", "DELETE")
_HERE = ("localhost", "127.0.0.1", "::1")


@transaction.atomic
def link_facility(
    *,
    facility_code: str,
    base_url: str,
    layout: str,
    username: str,
    password: str,
    headers: Mapping[str, str] | None = None,
    paths: Mapping[str, str] | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Add or change a link. Raises `LinkNotUsable`, `FacilityUnknown`."""
    _require_operator(by)
    facility = facilities_read.facility_by_code(facility_code)
    if layout not in set(Layout):
        raise LinkNotUsable(what="layout")
    _require_address(base_url)
    if not username or not password:
        raise LinkNotUsable(what="username")
    _require_names(headers or {}, paths or {})
    FacilityLink.objects.update_or_create(
        facility_id=facility.id,
        defaults={
            "base_url": base_url.rstrip("/"),
            "layout": layout,
            "username": username,
            "password_sealed": password,
            "headers": dict(headers or {}),
            "paths": dict(paths or {}),
            "is_active": True,
            "changed_at": at,
        },
    )
    entry = audit.Entry(by, "bridging.link_facility", f"facility:{facility.id}", {"layout": layout})
    audit.record(entry, at=at)


@transaction.atomic
def unlink_facility(*, facility_code: str, by: Actor, at: datetime) -> None:
    """Ask this facility nothing any more; what waits goes on waiting until its patience ends."""
    _require_operator(by)
    facility = facilities_read.facility_by_code(facility_code)
    FacilityLink.objects.filter(facility=facility.id).update(is_active=False, changed_at=at)
    audit.record(audit.Entry(by, "bridging.unlink_facility", f"facility:{facility.id}"), at=at)


def try_link(*, facility_code: str, by: Actor) -> None:
    """Sign in there, outside any transaction, and ask nothing more. Raises `FacilityUnknown`,
    `FacilityNotLinked`, `LinkSilent`.
    """
    _require_operator(by)
    facility = facilities_read.facility_by_code(facility_code)
    row = FacilityLink.objects.filter(facility=facility.id, is_active=True).first()
    if row is None:
        raise FacilityNotLinked
    caller = Caller(link_of(row))
    try:
        caller.sign_in()
    except (NotReached, NotOffered) as error:
        raise LinkSilent(why=str(error.args[0] if error.args else "no_such_service")) from error
    finally:
        caller.close()


def _require_operator(by: Actor) -> None:
    if by.kind is not ActorKind.SYSTEM and not by.may("operator", Scope(EVERYWHERE)):
        raise LinkNotUsable(what="operator")


def _require_address(base_url: str) -> None:
    """Cards and NIKs travel there: in the clear only in the demo and within one machine."""
    try:
        parts = urlsplit(base_url)
        host = parts.hostname
    except ValueError as error:
        raise LinkNotUsable(what="base_url") from error
    if parts.scheme not in ("https", "http") or not host:
        raise LinkNotUsable(what="base_url")
    if parts.scheme == "http" and not settings.TITIAN_DEMO and host not in _HERE:
        raise LinkNotUsable(what="https")


def _require_names(headers: Mapping[str, str], paths: Mapping[str, str]) -> None:
    if not set(headers) <= set(HeaderNames.__slots__):
        raise LinkNotUsable(what="headers")
    for name, place in paths.items():
        method, _, path = place.partition(" ")
        if name not in set(Ask) or method not in _METHODS or not path.startswith("/"):
            raise LinkNotUsable(what="paths")
