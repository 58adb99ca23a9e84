"""The tool that makes the lessons' screens small."""

from pathlib import Path

from PIL import Image

from tools.lesson_pictures import make


def test_a_long_screen_becomes_its_small_upper_part(tmp_path: Path) -> None:
    Image.new("RGB", (360, 2000), "white").save(tmp_path / "lesson-home.png")
    Image.new("RGB", (360, 2000), "white").save(tmp_path / "other-home.png")

    (made,) = make(tmp_path, tmp_path)

    assert made.name == "home.webp"
    with Image.open(made) as small:
        assert small.size == (360, 480)
