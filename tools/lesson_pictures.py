"""Screens for the lessons, from the pictures that the browser's story of the lessons leaves.

Run `pytest tests/journeys/test_lessons.py`, look at `var/test/pictures/lesson-*.png`, then
`python -m tools.lesson_pictures`.
"""

import sys
from pathlib import Path

from PIL import Image

_ROOT = Path(__file__).resolve().parents[1]
TAKEN = _ROOT / "var" / "test" / "pictures"
SHOWN = _ROOT / "src" / "titian" / "helpdesk" / "static" / "helpdesk" / "lessons"
_WIDTH, _MOST_HEIGHT, _COLOURS = 360, 480, 16  # flat colours: sharp, and a third of the bytes


def make(taken: Path, shown: Path) -> list[Path]:
    """The pictures written, each the upper part of a screen, small enough for a slow line."""
    made = []
    for path in sorted(taken.glob("lesson-*.png")):
        target = shown / f"{path.stem.removeprefix('lesson-')}.webp"
        with Image.open(path) as screen:
            height = round(screen.height * _WIDTH / screen.width)
            small = screen.convert("RGB").resize((_WIDTH, height), Image.Resampling.LANCZOS)
            upper = small.crop((0, 0, _WIDTH, min(height, _MOST_HEIGHT)))
            flat = upper.quantize(_COLOURS, dither=Image.Dither.NONE).convert("RGB")
            flat.save(target, lossless=True, quality=100, method=6)
        made.append(target)
    return made


if __name__ == "__main__":
    SHOWN.mkdir(parents=True, exist_ok=True)
    for written in make(TAKEN, SHOWN):
        sys.stdout.write(f"{written.name} {written.stat().st_size}\n")
