"""Screens of the real product, as `tools/lesson_pictures.py` made them."""

from dataclasses import dataclass
from functools import cache

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from PIL import Image

register = template.Library()


@dataclass(frozen=True, slots=True)
class Shown:
    """Where it is and its size, so that nothing moves when it arrives."""

    address: str
    width: int
    height: int


@register.filter
@cache
def lesson_picture(name: str) -> Shown:
    path = f"helpdesk/lessons/{name}.webp"
    with Image.open(str(finders.find(path))) as picture:
        width, height = picture.size
    return Shown(static(path), width * 2 // 3, height * 2 // 3)
