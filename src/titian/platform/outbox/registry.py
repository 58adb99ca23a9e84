"""Who wants which event, and how an event becomes JSON and comes back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from titian.kernel.events import Event

Handler = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Subscription:
    """A handler of one event, or, `in_sets`, of many of its kind at once."""

    name: str
    event: type[Event]
    handler: Handler
    in_sets: bool = False


_by_event: dict[str, list[Subscription]] = {}
_by_name: dict[str, Subscription] = {}


def subscribe(
    event: type[Event], *, name: str, in_sets: bool = False
) -> Callable[[Handler], Handler]:
    """Declare a handler `(event, *, at)`; it runs in a transaction and must be safe to repeat.

    With `in_sets` it is `(events, *, at)`: what waits together is handled together. A set that
    fails is handled again one by one, so that one bad event holds up no other.
    """

    def declare(handler: Handler) -> Handler:
        if name in _by_name and _by_name[name].handler.__module__ != handler.__module__:
            raise ValueError(f"two subscribers are called {name}")
        subscription = Subscription(name, event, handler, in_sets)
        _by_name[name] = subscription
        _by_event.setdefault(event.name, []).append(subscription)
        return handler

    return declare


def subscribers_of(event_name: str) -> list[Subscription]:
    return _by_event.get(event_name, [])


def subscription(name: str) -> Subscription | None:
    return _by_name.get(name)


_adapters: dict[type[Event], TypeAdapter[Event]] = {}


def _adapter(event: type[Event]) -> TypeAdapter[Event]:
    """Made once for each kind of event: making one costs a thousand times using it."""
    if event not in _adapters:
        _adapters[event] = TypeAdapter(event)
    return _adapters[event]


def facts_of(event: Event) -> dict[str, Any]:
    facts: dict[str, Any] = _adapter(type(event)).dump_python(event, mode="json")
    return facts


def event_from(event: type[Event], facts: dict[str, Any]) -> Event:
    return _adapter(event).validate_python(facts)
