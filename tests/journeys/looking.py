"""What must hold of every page a browser has open: readable, usable, quiet, light."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files

from playwright.sync_api import BrowserContext, CDPSession, ConsoleMessage, Page

KB = 1024
AXE_SCRIPT = files("axe_core_python").joinpath("axe.min.js").read_text()
_AXE = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
    },
    "rules": {"color-contrast-enhanced": {"enabled": True}},
    "resultTypes": ["violations"],
}
_SMALL_TARGETS = """() => {
  const kinds = "a[href],button,input:not([type=hidden]),select,textarea,summary";
  const running = "p:not(:only-child), li p, .note, .skip";
  return [...document.querySelectorAll(kinds)]
    .filter((e) => e.offsetParent && !e.closest(running))
    .map((e) => [e, (e.closest("label.option") || e).getBoundingClientRect()])
    .filter(([e, box]) => box.width && box.height && Math.min(box.width, box.height) < 43.9)
    .map(([e, box]) => `${e.outerHTML.slice(0, 90)} ${box.width}x${box.height}`);
}"""
_TOO_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const clips = (e) => getComputedStyle(e).overflowX !== "visible";
  const scrolls = (e) => e && (clips(e) || scrolls(e.parentElement));
  return [...document.querySelectorAll("body *")]
    .filter((e) => e.getBoundingClientRect().right > room + 1 && !scrolls(e.parentElement))
    .map((e) => e.outerHTML.slice(0, 120)).slice(0, 5);
}"""


@dataclass
class Watched:
    """A page whose complaints are written down as they come."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "status of" not in message.text:
            self.complaints.append(f"{message.type}: {message.text}")


def faults_of(watched: Watched) -> list[str]:
    """Everything wrong with what is on the screen now; empty when it is sound."""
    page = watched.page
    page.wait_for_load_state()
    found = [*watched.complaints]
    found += [f"axe {v}" for v in axe_violations(page)]
    found += [f"small target: {t}" for t in page.evaluate(_SMALL_TARGETS)]
    if page.locator("h1").count() != 1:
        found.append(f"{page.locator('h1').count()} h1 headings")
    return found + faults_of_layout(page)


def faults_of_layout(page: Page) -> list[str]:
    """No sideways scroll at 320 px, neither with letters twice as big."""
    size = page.viewport_size or {"width": 360, "height": 740}
    found = []
    page.set_viewport_size({"width": 320, "height": 640})
    found += [f"wider than 320 px: {e}" for e in page.evaluate(_TOO_WIDE)]
    with big_letters(page):
        found += [f"wider than 320 px at 200 % text: {e}" for e in page.evaluate(_TOO_WIDE)]
    page.set_viewport_size(size)
    return found


@contextmanager
def big_letters(page: Page) -> Iterator[None]:
    """The reader's own letter size at twice the usual, as the browser's settings do it."""
    page.evaluate("document.documentElement.style.setProperty('font-size', '225%')")
    try:
        yield
    finally:
        page.evaluate("document.documentElement.style.removeProperty('font-size')")


def axe_violations(page: Page) -> list[str]:
    page.evaluate(AXE_SCRIPT)
    answer = page.evaluate(f"axe.run(document, {json.dumps(_AXE)})")
    return [
        f"{violation['id']}: {node['html'][:140]} ({node['failureSummary'][:200]})"
        for violation in answer["violations"]
        for node in violation["nodes"]
    ]


@dataclass
class Weight:
    """Requests that went over the network and the bytes that came back, by address."""

    sizes: dict[str, float] = field(default_factory=dict)
    headers: dict[str, float] = field(default_factory=dict)

    @property
    def requests(self) -> int:
        return len(self.sizes)

    @property
    def kilobytes(self) -> float:
        return sum(self.sizes.values()) / KB

    def of(self, ending: str) -> float:
        """Kilobytes of the bodies alone: what gzip made of the files."""
        chosen = [name for name in self.sizes if name.endswith(ending)]
        return sum(self.sizes[name] - self.headers.get(name, 0) for name in chosen) / KB


@contextmanager
def weighed(page: Page) -> Iterator[Weight]:
    """Count what the page loads, compressed by gzip, as the network carries it."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setExtraHTTPHeaders", {"headers": {"Accept-Encoding": "gzip"}})
    weight = Weight()
    addresses: dict[str, str] = {}
    _listen(session, addresses, weight)
    try:
        yield weight
        page.wait_for_load_state("networkidle")
    finally:
        session.detach()


def _listen(session: CDPSession, addresses: dict[str, str], weight: Weight) -> None:
    def sent(event: dict[str, object]) -> None:
        request = event["request"]
        assert isinstance(request, dict)
        if str(request["url"]).startswith("http"):
            addresses[str(event["requestId"])] = str(request["url"]).split("?")[0]

    def loaded(event: dict[str, object]) -> None:
        name, size = addresses.get(str(event["requestId"])), event["encodedDataLength"]
        if name and isinstance(size, int | float) and size > 0:
            weight.sizes[name] = weight.sizes.get(name, 0) + size

    def answered(event: dict[str, object]) -> None:
        name, answer = addresses.get(str(event["requestId"])), event["response"]
        if name and isinstance(answer, dict):
            weight.headers[name] = float(answer.get("encodedDataLength", 0))

    session.on("Network.requestWillBeSent", sent)
    session.on("Network.responseReceived", answered)
    session.on("Network.loadingFinished", loaded)


def on_2g(page: Page) -> None:
    """From now on the line of a village: 280 kbit/s, 0.8 s to anywhere."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": 800,
            "downloadThroughput": 280 * 1000 / 8,
            "uploadThroughput": 280 * 1000 / 8,
        },
    )


def kept_copies(page: Page) -> list[str]:
    """Addresses the phone keeps for reading without a signal; waits until there is one."""
    asked = """() => caches.open("titian-orang").then((kept) => kept.keys())
      .then((found) => found.map((one) => one.url))"""
    for _ in range(300):
        found: list[str] = page.evaluate(asked)
        if found:
            return found
        page.wait_for_timeout(100)
    raise AssertionError("the phone kept no page")


def keep_cookie(context: BrowserContext, origin: str, name: str, value: str) -> None:
    context.add_cookies([{"name": name, "value": value, "url": origin}])
