"""What else is typed for an application: who is looked for first, its papers, why it ends."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from titian.enrolment import rules
from titian.enrolment.pages.card_forms import (
    CHOOSE,
    FILL,
    MOST_PEOPLE,
    card_number,
    choice_field,
    is_nik,
    number_field,
)
from titian.enrolment.types import ApplicationKind, DocumentKind
from titian.kernel.identifiers import digits


class CheckForm(forms.Form):
    """Membership comes first: the numbers of everybody who is to be proposed."""

    jenis = choice_field(_("Permohonan apa?"), (), radio=True)
    kelurahan = choice_field(_("Kelurahan"), (), radio=False)
    kk = number_field(_("Nomor kartu keluarga"), _("16 angka di bagian atas kartu keluarga."))
    nik = forms.CharField(
        label=_("NIK semua orang di kartu keluarga"),
        help_text=_("Satu NIK di tiap baris, mulai dari kepala keluarga. Bayi tanpa NIK: tulis 0."),
        max_length=600,
        widget=forms.Textarea(
            attrs={"rows": 5, "inputmode": "numeric", "autocomplete": "off", "class": "w16"}
        ),
        error_messages={"required": FILL},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        kinds: Iterable[tuple[str, str]],
        villages: Sequence[tuple[str, str]],
        initial: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        _choices_of(self, "jenis", kinds)
        _choices_of(self, "kelurahan", villages)
        if len(villages) == 1:
            self.fields["kelurahan"].widget = forms.HiddenInput()
            self.fields["kelurahan"].initial = villages[0][0]

    def clean_jenis(self) -> ApplicationKind:
        return ApplicationKind(self.cleaned_data["jenis"])

    def clean_kk(self) -> str:
        return card_number(self.cleaned_data["kk"])

    def clean_nik(self) -> tuple[str, ...]:
        lines = [digits(line) for line in self.cleaned_data["nik"].splitlines() if line.strip()]
        wrong = [n for n, nik in enumerate(lines, 1) if nik != "0" and not is_nik(nik)]
        if wrong:
            said = ", ".join(map(str, wrong))
            raise forms.ValidationError(
                _("NIK 16 angka. Periksa baris %(lines)s."), params={"lines": said}
            )
        if len(lines) > MOST_PEOPLE:
            raise forms.ValidationError(
                _("Paling banyak %(most)s orang dalam satu permohonan."),
                params={"most": MOST_PEOPLE},
            )
        return tuple("" if nik == "0" else nik for nik in lines)


class PaperForm(forms.Form):
    """Which paper of whom; its file comes beside."""

    jenis = forms.ChoiceField(choices=[(one, one) for one in DocumentKind])
    orang = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)

    def clean_jenis(self) -> DocumentKind:
        return DocumentKind(self.cleaned_data["jenis"])


class KeyForm(forms.Form):
    kunci = forms.UUIDField()


class ReasonForm(forms.Form):
    alasan = forms.ChoiceField(
        choices=[(one, one) for one in sorted(rules.CANCEL_REASONS)],
        error_messages={"required": CHOOSE},
    )


def _choices_of(form: forms.Form, name: str, choices: Iterable[tuple[str, Any]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)
