"""The pages of news and of how it is told."""

from collections.abc import Callable

from tests.journeys.scenes import Scene

NEWS: dict[str, Callable[[Scene], str]] = {
    "members:news": lambda _: "/kabar/",
    "members:news_choices": lambda _: "/kabar/pilihan/",
    "members:news_quiet": lambda _: "/kabar/pilihan/jam/",
    "members:news_language": lambda _: "/kabar/pilihan/bahasa/",
    "members:news_devices": lambda _: "/kabar/pilihan/perangkat/",
    "members:news_ways": lambda _: "/kabar/pilihan/pengingat/",
}
