"""The stylesheet and the script: light enough, readable enough, and for phones of 2020."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings

STATIC = settings.PACKAGE / "web" / "static" / "web"
CSS = (STATIC / "titian.css").read_text()
SCRIPTS = sorted(settings.PACKAGE.glob("*/static/**/*.js"))
WORKER = settings.PACKAGE / "web" / "templates" / "web" / "sw.js"

# What is written on what: names of the custom properties, or a colour.
PAIRS = [
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "out-bg"),
    ("soft", "paper"),
    ("soft", "card"),
    ("soft", "out-bg"),
    ("link", "paper"),
    ("link", "card"),
    ("ok", "card"),
    ("ok", "ok-bg"),
    ("warn", "card"),
    ("warn", "warn-bg"),
    ("bad", "card"),
    ("bad", "bad-bg"),
    ("bad", "paper"),
    ("on-press", "press"),
    ("on-sun", "sun"),
    ("#ffffff", "brand"),
    ("#ffffff", "brand-deep"),
    ("pale", "brand"),
    ("pale", "brand-deep"),
]
ENOUGH = 7.0
_LINES = re.MULTILINE

# Newer than Chrome 80 (February 2020) and not harmless when unknown.
TOO_NEW_CSS = {
    r":(is|where|has)\(": ":is(), :where() and :has() came with 88 and 105",
    r"(?<!scroll-)\b(aspect-ratio|inset)\s*:": "aspect-ratio and inset came with 88 and 87",
    r"@(layer|container|scope)\b": "cascade layers and container queries came with 99 and 105",
    r"(?<![-\w])(row-|column-)?gap\s*:": "flex gap came with 84: use grid-gap or margins",
    r"\b(color-mix|oklch|light-dark)\(": "new colour functions",
    r"\d(d|s|l)v[hw]\b": "small and large viewport units came with 108",
    r"[{;]\s*&": "nesting came with 112",
}
TOO_NEW_SCRIPT = {
    r"\?\?=|\|\|=|&&=": "logical assignment came with 85",
    r"\.replaceAll\(": "replaceAll came with 85",
    r"\.at\(-?\d": "at() came with 92",
    r"randomUUID|structuredClone": "came with 92 and 98",
    r"Promise\.any|AbortSignal\.(timeout|any)": "came with 85 and later",
    r"Object\.(hasOwn|groupBy)|\.(findLast|toSorted)\(": "came with 93 and later",
    r"^\s*static\s*\{|#\w+\s*=": "class fields with # and static blocks came with 84 and 94",
    r"\bnew RegExp\([^)]*'v'|/[a-z]*v[a-z]*;": "the v flag came with 112",
}


def palette(scheme: str) -> dict[str, str]:
    """The custom properties of a scheme; the dark one stands on the light one."""
    light, dark = re.findall(r":root\{([^}]*)\}", CSS)[:2]
    declared = light + (";" + dark if scheme == "dark" else "")
    return dict(re.findall(r"--([\w-]+):(#[0-9a-f]{3,6})", declared))


def contrast(first: str, second: str) -> float:
    """WCAG 2.2 contrast ratio of two opaque colours."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    full = digits if len(digits) == 6 else "".join(d * 2 for d in digits)
    channels = [int(full[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("pair", PAIRS, ids=" on ".join)
def test_text_stands_out_by_seven_to_one(scheme: str, pair: tuple[str, str]) -> None:
    colours = palette(scheme)

    text, ground = (name if name.startswith("#") else colours[name] for name in pair)

    assert contrast(text, ground) >= ENOUGH


def test_styles_and_script_stay_within_their_weight() -> None:
    def weight(path: Path) -> float:
        return len(gzip.compress(path.read_bytes(), 6)) / 1024

    assert weight(STATIC / "titian.css") <= 8
    assert weight(STATIC / "titian.js") <= 5


@pytest.mark.parametrize("pattern", TOO_NEW_CSS)
def test_styles_know_nothing_newer_than_chrome_80(pattern: str) -> None:
    assert not re.findall(pattern, CSS), TOO_NEW_CSS[pattern]


@pytest.mark.parametrize("script", [*SCRIPTS, WORKER], ids=lambda path: path.name)
def test_scripts_know_nothing_newer_than_chrome_80(script: Path) -> None:
    text = script.read_text()

    found = [why for pattern, why in TOO_NEW_SCRIPT.items() if re.search(pattern, text, _LINES)]

    assert found == []


def test_every_class_of_the_reference_has_a_rule() -> None:
    reference = (settings.PACKAGE.parents[1] / "docs" / "reference" / "styles.md").read_text()
    table = reference.split("## Classes")[1].split("### Forms")[0]

    named = set(re.findall(r"class=\"([\w ]+)\"", table))
    missing = {c for names in named for c in names.split() if f".{c}" not in CSS}

    assert missing - {"out", "hold"} == set()
