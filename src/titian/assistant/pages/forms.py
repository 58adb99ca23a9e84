from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from titian.assistant.types import Act

_LONGEST = 1_000
_CHOICE = 40


class PastedField(forms.CharField):
    """Anything pasted is taken; NUL, which nothing can keep, is left out."""

    def to_python(self, value: object) -> str:
        return str(super().to_python(value)).replace("\0", "")


class WriteForm(forms.Form):
    """What somebody writes, or the choice they press."""

    kunci = forms.UUIDField(widget=forms.HiddenInput())
    pilih = forms.CharField(max_length=_CHOICE, required=False, widget=forms.HiddenInput())
    teks = PastedField(
        label=_("Tulis pertanyaan Anda"),
        max_length=_LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("teks") and not given.get("pilih") and not self.errors:
            self.add_error("teks", _("Tulis dulu apa yang ingin Anda tanyakan."))
        return given


READY = (
    ("", _("– tulis sendiri –")),
    ("tunggu", _("Sebentar, saya periksa dulu. Mohon tunggu.")),
    ("nomor", _("Boleh tahu nama faskes atau kelurahan Anda? Jangan kirim NIK di sini.")),
    ("datang", _("Untuk ini Anda perlu datang ke kantor dengan KTP dan KK asli.")),
    ("selesai", _("Sudah saya bantu. Ada lagi yang ingin ditanyakan?")),
)


class AnswerForm(forms.Form):
    """What an officer does next; a ready sentence stands in for words of their own."""

    kunci = forms.UUIDField(widget=forms.HiddenInput())
    langkah = forms.ChoiceField(choices=[(act, act) for act in Act])
    siap = forms.ChoiceField(label=_("Kalimat siap pakai"), choices=READY, required=False)
    isi = forms.CharField(
        label=_("Jawaban Anda"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        words = given.get("isi") or str(dict(READY)[given.get("siap") or ""])
        ready = given.get("siap") or given.get("isi")
        if given.get("langkah") == Act.ANSWER and not ready:
            self.add_error("isi", _("Tulis jawaban, atau pilih kalimat siap pakai."))
        return {**given, "kata": words}

    def clean_langkah(self) -> Act:
        return Act(self.cleaned_data["langkah"])
