"""Shapes of what people choose about news."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from titian.members.pages.news_wording import way_word
from titian.notifications.types import Channel, Quiet, Subscription

_MOST = 2**63 - 1
_HOURS = [(str(hour), f"{hour:02}.00") for hour in range(24)]
USUAL, NOTHING = "biasa", "tidak"
_FIRST, _ONLY = "dulu-", "hanya-"


class WhoseForm(forms.Form):
    orang = forms.IntegerField(min_value=1, max_value=_MOST, widget=forms.HiddenInput)


class WaysForm(WhoseForm):
    """By which way; `ways` are those there are for this person, in the usual order."""

    cara = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, *given: Any, ways: tuple[Channel, ...] = (), **named: Any) -> None:
        super().__init__(*given, **named)
        self._ways = ways
        self.fields["cara"] = forms.ChoiceField(
            label=_("Lewat apa kami kabari?"),
            choices=_choices(ways),
            widget=forms.RadioSelect,
            error_messages={"required": _("Pilih salah satu.")},
        )

    def channels(self) -> tuple[Channel, ...] | None:
        chosen: str = self.cleaned_data["cara"]
        if chosen == USUAL:
            return None
        if chosen == NOTHING:
            return ()
        way = Channel(chosen.partition("-")[2])
        others = tuple(one for one in self._ways if one is not way)
        return (way,) if chosen.startswith(_ONLY) else (way, *others)


def _choices(ways: tuple[Channel, ...]) -> list[tuple[str, str]]:
    first = _("%(way)s dulu, lalu cara lain kalau tidak sampai")
    several = ways if len(ways) > 1 else ()
    return [
        (USUAL, _("Seperti biasa")),
        *((f"{_FIRST}{way}", first % {"way": way_word(way)}) for way in several),
        *((f"{_ONLY}{way}", _("Hanya %(way)s") % {"way": way_word(way)}) for way in several),
        (NOTHING, _("Jangan dikirim. Saya baca di halaman Kabar.")),
    ]


def chosen_of(wished: tuple[Channel, ...] | None) -> str:
    """Which of the choices somebody made before."""
    if wished is None:
        return USUAL
    if not wished:
        return NOTHING
    return f"{_FIRST if len(wished) > 1 else _ONLY}{wished[0]}"


class QuietForm(WhoseForm):
    mulai = forms.TypedChoiceField(
        label=gettext_lazy("Mulai jam berapa kami diam?"), choices=_HOURS, coerce=int
    )
    selesai = forms.TypedChoiceField(
        label=gettext_lazy("Sampai jam berapa?"), choices=_HOURS, coerce=int
    )

    def quiet(self) -> Quiet:
        return Quiet(time(self.cleaned_data["mulai"]), time(self.cleaned_data["selesai"]))


class LanguageForm(WhoseForm):
    bahasa = forms.ChoiceField(
        label=gettext_lazy("Pesan ditulis dalam bahasa apa?"),
        choices=[("id", "Bahasa Indonesia"), ("en", "English")],
        widget=forms.RadioSelect,
    )


class DeviceForm(forms.Form):
    """What the browser gave; filled in by the script."""

    endpoint = forms.CharField(max_length=1000, widget=forms.HiddenInput)
    p256dh = forms.CharField(max_length=100, widget=forms.HiddenInput)
    auth = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def subscription(self) -> Subscription:
        return Subscription(**self.cleaned_data)
