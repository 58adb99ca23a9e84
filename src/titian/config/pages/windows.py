"""The addresses that are decided in sets, and how a set is decided."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.db import close_old_connections
from django.urls import ResolverMatch, resolve

from titian.accounts.pages.sessions import live_sessions
from titian.accounts.selectors import LiveSession
from titian.kernel import clock
from titian.kernel.actors import ActorKind
from titian.platform.http.together import Together

Headers = list[tuple[str, str]]


class Pressed(Protocol):
    """What a form asks; no two of one set are `about` the same thing."""

    @property
    def about(self) -> int | str: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """A press and the token of whoever pressed."""

    token: str
    pressed: Pressed


@dataclass(frozen=True, slots=True)
class Settled:
    """Without a session nothing was decided: the page finds out why."""

    live: LiveSession | None
    outcome: object
    at: datetime


@dataclass(frozen=True)
class Window:
    """One address: who may press there, how its form is read, how a set is decided (in its
    order), and where a decision sends somebody; "" when the page has more to say.
    """

    address: "re.Pattern[str]"
    whose: ActorKind
    read: Callable[..., Pressed | None]
    decide: Callable[..., Sequence[object]]
    leads_to: Callable[[Any], str] = lambda _: ""
    heads: dict[tuple[str, bool], Headers] = field(init=False, default_factory=dict)
    routes: list[ResolverMatch] = field(init=False, default_factory=list)
    line: Together[Asked, Settled] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "line", Together(self._settle))

    def route_of(self, path: str) -> ResolverMatch:
        """The route that all addresses of this window have, found once."""
        if not self.routes:
            self.routes.append(resolve(path))
        return self.routes[0]

    def _settle(self, asked: Sequence[Asked]) -> list[Settled]:
        at = clock.now()
        try:
            live = live_sessions([one.token for one in asked], at=at)
            ours = {n: found for n, one in enumerate(asked) if (found := self._of(one, live))}
            pressed = [(asked[n].pressed, found.actor) for n, found in ours.items()]
            outcomes = dict(zip(ours, self.decide(pressed, at=at) if ours else (), strict=True))
        finally:
            close_old_connections()
        return [Settled(ours.get(n), outcomes.get(n), at) for n in range(len(asked))]

    def _of(self, one: Asked, live: Mapping[str, LiveSession]) -> LiveSession | None:
        found = live.get(one.token)
        return found if found and found.actor.kind is self.whose and not found.locked else None
