"""Shapes of what is typed for an eligibility letter, and when its patient leaves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from titian.referrals.types import CareKind
from titian.visits.types import Accident, Leaving

_NAMES = {"autocomplete": "off", "spellcheck": "false"}
_LEAVINGS = [
    (Leaving.DOCTOR, _("Atas persetujuan dokter")),
    (Leaving.REFERRED, _("Dirujuk")),
    (Leaving.OWN_REQUEST, _("Atas permintaan sendiri")),
    (Leaving.DIED, _("Meninggal")),
    (Leaving.OTHER, _("Lain-lain")),
]


class LetterForm(forms.Form):
    """A hospital's desk asks for an eligibility letter."""

    kunci = forms.UUIDField(widget=forms.HiddenInput)
    rawat = forms.ChoiceField(
        label=_("Rawat apa?"),
        choices=[(CareKind.OUTPATIENT, _("Rawat jalan")), (CareKind.INPATIENT, _("Rawat inap"))],
        widget=forms.RadioSelect,
    )
    surat = forms.ChoiceField(label=_("Dengan surat apa?"), required=False)
    rm = forms.CharField(
        label=_("Nomor rekam medis"), max_length=20, required=False, widget=forms.TextInput(_NAMES)
    )
    telepon = forms.CharField(
        label=_("Nomor telepon pasien"),
        max_length=20,
        required=False,
        widget=forms.TextInput({**_NAMES, "inputmode": "tel"}),
    )
    catatan = forms.CharField(label=_("Catatan"), max_length=200, required=False)
    laka = forms.ChoiceField(
        label=_("Karena kecelakaan?"),
        choices=[
            ("0", _("Bukan")),
            ("1", _("Lalu lintas")),
            ("2", _("Lalu lintas, waktu bekerja")),
            ("3", _("Waktu bekerja")),
        ],
        initial="0",
        required=False,
    )
    laka_hari = forms.DateField(
        label=_("Tanggal kecelakaan"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    laka_lp = forms.CharField(
        label=_("Nomor laporan polisi"),
        max_length=40,
        required=False,
        widget=forms.TextInput(_NAMES),
    )

    def __init__(self, *args: Any, papers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["surat"] = forms.ChoiceField(
            label=_("Dengan surat apa?"),
            choices=[*papers, ("", _("Tanpa surat (gawat darurat)"))],
            required=False,
            widget=forms.RadioSelect,
        )


class DischargeForm(forms.Form):
    tanggal = forms.DateField(
        label=_("Tanggal pulang"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    cara = forms.ChoiceField(label=_("Cara pulang"), choices=_LEAVINGS)
    meninggal = forms.DateField(
        label=_("Tanggal meninggal"),
        help_text=_("Hanya bila meninggal."),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    surat = forms.CharField(label=_("Nomor surat kematian"), max_length=40, required=False)


def accident_of(values: dict[str, Any]) -> Accident:
    """What a desk knows of an accident; nothing where there was none."""
    kind, on = int(values["laka"] or 0), values["laka_hari"]
    if not kind:
        return Accident()
    return Accident(kind, values["laka_lp"], on.isoformat() if on else "")
