"""Shapes of what is typed when one person lets another help."""

from django import forms
from django.utils.translation import gettext_lazy as _

from titian.kernel.identifiers import digits
from titian.members import rules
from titian.members.pages.recovering_forms import WhoForm
from titian.members.types import Help
from titian.platform.http.fields import NamedField
from titian.regions import selectors as regions_read

_HELPS = [
    (Help.BOOK.value, _("Ambil dan ubah nomor antrean")),
    (Help.DUES.value, _("Lihat dan bayar iuran")),
    (Help.CHANGES.value, _("Minta perubahan data")),
]
_DOCUMENTS = [
    ("ktp", _("KTP orang yang dibantu")),
    ("kk", _("Kartu keluarga")),
    ("letter", _("Surat kuasa bertanda tangan")),
]


class ScopeForm(forms.Form):
    """What the helper may do besides seeing."""

    boleh = forms.MultipleChoiceField(
        label=_("Boleh membantu apa?"),
        help_text=_("Pembantu selalu bisa melihat kartu dan status. Yang lain Anda pilih."),
        choices=_HELPS,
        initial=[Help.BOOK.value],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean_boleh(self) -> tuple[Help, ...]:
        return rules.helps_from(self.cleaned_data["boleh"])


class TakeForm(WhoForm):
    """Whom one helps, and the code they read out."""

    code = forms.CharField(
        label=_("Kode bantuan"),
        help_text=_("8 angka yang dibacakan orang itu. Spasi boleh."),
        max_length=30,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "code"}
        ),
        error_messages={"required": _("Isi kode bantuan.")},
    )

    def clean_code(self) -> str:
        code = digits(self.cleaned_data["code"])
        if len(code) != rules.HELP_CODE_DIGITS:
            raise forms.ValidationError(_("Kode bantuan 8 angka."))
        return code


class AskForm(WhoForm, ScopeForm):
    """Whom one wants to help, and with what; the code goes to their own number."""

    field_order = ("nik", "lahir", "boleh")


class CounterLeaveForm(ScopeForm):
    """An officer has seen the document and heard the yes."""

    number = forms.CharField(
        label=_("NIK atau nomor kartu orang yang dibantu"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "w16"}
        ),
        error_messages={"required": _("Isi NIK atau nomor kartu.")},
    )
    helper_number = forms.CharField(
        label=_("NIK atau nomor kartu pembantunya"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "w16"}
        ),
        error_messages={"required": _("Isi NIK atau nomor kartu.")},
    )
    document = forms.ChoiceField(
        label=_("Dokumen asli apa yang Anda lihat?"),
        choices=_DOCUMENTS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih dokumen asli yang Anda lihat.")},
    )
    field_order = ("number", "helper_number", "boleh", "document")


class KaderAppointForm(forms.Form):
    """Who serves which village as kader."""

    number = forms.CharField(
        label=_("NIK atau nomor kartu kader"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "w16"}
        ),
        error_messages={"required": _("Isi NIK atau nomor kartu.")},
    )
    village = NamedField(
        code_of=regions_read.village_code,
        label=_("Desa atau kelurahan"),
        help_text=_("Nama atau kode. Contoh: Dinoyo, Lowokwaru."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w16"}),
        error_messages={"required": _("Isi desa atau kelurahannya.")},
    )
