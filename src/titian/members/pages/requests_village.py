"""A village is asked for by its name; several of one name are told apart by their district."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from titian.kernel.text import folded
from titian.regions import selectors as regions_read
from titian.regions.errors import RegionUnknown
from titian.regions.types import RegionKind, RegionView

_SHOWN = 4
_LOOKED_AT = 20


class VillageField(forms.CharField):
    """Takes "Dinoyo" or "Dinoyo, Lowokwaru" and gives the code of the one village meant."""

    def clean(self, value: Any) -> str:
        text = str(super().clean(value) or "")
        if not text:
            return ""
        found = [one for one in regions_read.find(text, _LOOKED_AT) if _is_village(one)]
        name = folded(text.partition(",")[0])
        exact = [one for one in found if folded(one.name) == name] or found
        if len(exact) == 1:
            return exact[0].code
        if not exact:
            raise forms.ValidationError(_("Kelurahan atau desa ini tidak ditemukan."))
        names = "; ".join(one.full_name for one in exact[:_SHOWN])
        raise forms.ValidationError(
            _("Ada beberapa. Tulis juga kecamatan dan kotanya: %(names)s."), params={"names": names}
        )


def _is_village(one: RegionView) -> bool:
    return one.kind is RegionKind.VILLAGE


def village_name(code: str) -> str:
    try:
        return regions_read.name_of(code)
    except RegionUnknown:
        return ""
