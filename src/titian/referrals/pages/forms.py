"""Shapes of what staff type when they refer or call somebody back."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from titian.referrals.types import CareKind, Coded, Exemption, LetterKind, ReferralKind

_BIG = 2**63 - 1
Choices = Sequence[tuple[object, object]]

_CARE = [
    (CareKind.OUTPATIENT.value, _("Rawat jalan")),
    (CareKind.INPATIENT.value, _("Rawat inap")),
]
_KINDS = [
    (ReferralKind.FULL.value, _("Penuh: seluruh perawatan")),
    (ReferralKind.PARTIAL.value, _("Sebagian: pemeriksaan atau tindakan saja")),
]
_BACK = (ReferralKind.BACK.value, _("Balik: dilanjutkan puskesmas atau klinik"))
_EXEMPTIONS = [
    (Exemption.NONE.value, _("Tidak ada, lewat jalur biasa")),
    (Exemption.EMERGENCY.value, _("Gawat darurat")),
    (Exemption.REGION.value, _("Kekhususan wilayah")),
    (Exemption.DISASTER.value, _("Bencana")),
    (Exemption.CONDITION.value, _("Keadaan pasien")),
    (Exemption.LIMITS.value, _("Keterbatasan tempat berobat")),
    (Exemption.ONGOING.value, _("Pengobatan lama di rumah sakit itu, misalnya cuci darah")),
]
_LETTERS = [
    (LetterKind.CONTROL.value, _("Kontrol: datang lagi")),
    (LetterKind.ADMISSION.value, _("Rencana rawat inap (SPRI)")),
]
ONWARD, BACKWARD = "rs", "balik"
_DIRECTIONS = [
    (ONWARD, _("Ke rumah sakit lain")),
    (BACKWARD, _("Balik ke puskesmas atau klinik peserta")),
]


def _day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class FindForm(forms.Form):
    """Who stands here."""

    cari = forms.CharField(
        label=_("NIK atau nomor kartu JKN"),
        help_text=_("16 angka NIK atau 13 angka kartu. Spasi boleh."),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Isi NIK atau nomor kartu JKN.")},
    )


class PlaceForm(forms.Form):
    faskes = forms.CharField(required=False, max_length=20)


class WhereForm(forms.Form):
    """What is looked for before a referral is written: why, which service, where to."""

    poli = forms.ChoiceField(label=_("Poli rumah sakit"), required=False)
    diagnosa = forms.CharField(
        label=_("Diagnosis"),
        help_text=_("Kode ICD-10 atau kata, misalnya I50 atau gagal jantung."),
        max_length=80,
        error_messages={"required": _("Isi diagnosis.")},
    )
    tujuan = forms.CharField(
        label=_("Dirujuk ke"),
        help_text=_("Nama rumah sakit. Kosongkan untuk melihat yang terdekat."),
        max_length=80,
        required=False,
    )
    arah = forms.ChoiceField(
        label=_("Arah rujukan"),
        choices=_DIRECTIONS,
        initial=ONWARD,
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, specialties: Choices, is_hospital: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["poli"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "–"), *((str(code), name) for code, name in specialties)]
        if not is_hospital:
            del self.fields["arah"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("arah") != BACKWARD and not said.get("poli"):
            self.add_error("poli", _("Pilih poli."))
        return said


class ReferForm(forms.Form):
    """The referral itself."""

    kunci = forms.UUIDField(widget=forms.HiddenInput)
    diagnosis = forms.ChoiceField(
        label=_("Diagnosis yang mana?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih diagnosis.")},
    )
    tempat = forms.TypedChoiceField(
        label=_("Ke mana?"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih tempat.")},
    )
    jenis = forms.ChoiceField(label=_("Jenis rujukan"), choices=_KINDS, widget=forms.RadioSelect)
    rawat = forms.ChoiceField(label=_("Pelayanan"), choices=_CARE, widget=forms.RadioSelect)
    dokter = forms.TypedChoiceField(label=_("Dokter yang merujuk"), coerce=int)
    rencana = forms.DateField(label=_("Rencana datang"), required=False, widget=_day_input())
    alasan = forms.ChoiceField(label=_("Alasan khusus"), choices=_EXEMPTIONS, required=False)
    catatan = forms.CharField(
        label=_("Catatan untuk dokter di sana"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        *args: Any,
        diagnoses: Sequence[Coded],
        places: Choices,
        doctors: Choices,
        is_back: bool,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        said = [(one.code, f"{one.code} · {one.words}") for one in diagnoses]
        choices: dict[str, Choices] = {"diagnosis": said, "tempat": places, "dokter": doctors}
        if is_back:
            choices["jenis"] = [_BACK]
        for name, values in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = values
            if len(values) == 1:
                field.initial = values[0][0]


class LetterForm(forms.Form):
    """A control letter or a letter of admission."""

    kunci = forms.UUIDField(widget=forms.HiddenInput)
    jenis = forms.ChoiceField(label=_("Untuk apa?"), choices=_LETTERS, widget=forms.RadioSelect)
    sep = forms.CharField(
        label=_("Nomor SEP perawatan ini"),
        help_text=_("19 huruf dan angka. Untuk rawat inap tidak perlu."),
        max_length=25,
        required=False,
    )
    poli = forms.ChoiceField(label=_("Poli"))
    dokter = forms.TypedChoiceField(label=_("Dokter"), coerce=int)
    hari = forms.DateField(
        label=_("Hari"),
        widget=_day_input(),
        error_messages={"required": _("Isi hari."), "invalid": _("Isi hari seperti 2026-12-31.")},
    )

    def __init__(self, *args: Any, services: Choices, doctors: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        for name, values in (("poli", services), ("dokter", doctors)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = values

    def clean_sep(self) -> str:
        return "".join(self.cleaned_data["sep"].split()).upper()
