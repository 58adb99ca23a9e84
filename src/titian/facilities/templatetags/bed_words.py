"""The words of beds: their classes and for whom a free one is."""

from django import template

from titian.facilities.types import BedClass, BedPart
from titian.platform.http.catalogue import entry

register = template.Library()


@register.filter
def bed_class_word(bed_class: BedClass) -> str:
    return entry(f"bed_class.{bed_class}")


@register.filter
def bed_part_word(part: BedPart) -> str:
    return entry(f"bed_part.{part}")
