"""What is typed about a visit to a village."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from titian.helpdesk.rules.outreach import MOST_PLACES
from titian.helpdesk.types.outreach import Coming, Need, Plan, Result
from titian.platform.http.fields import NamedField
from titian.regions import selectors as regions_read

NEEDS = (
    (Need.JOIN, _("Mendaftar peserta baru")),
    (Need.ACTIVE, _("Kartu tidak aktif")),
    (Need.CHANGE, _("Mengubah data atau pindah klinik")),
    (Need.SIGN_IN, _("Tidak bisa masuk, nomor HP hilang")),
    (Need.DUES, _("Iuran dan tunggakan")),
    (Need.LEARN, _("Belajar memakai Titian")),
    (Need.OTHER, _("Lainnya")),
)
RESULTS = (
    (Result.WAITING, _("belum dilayani")),
    (Result.HELPED, _("selesai dibantu")),
    (Result.SENT_ON, _("perlu ke kantor")),
    (Result.ABSENT, _("tidak datang")),
)
_CHOOSE = {"required": _("Pilih salah satu."), "invalid_choice": _("Pilih salah satu.")}


class SignUpForm(forms.Form):
    """A name to be called by and what for; a number only if they want to be called."""

    kunci = forms.UUIDField(widget=forms.HiddenInput())
    nama = forms.CharField(
        label=_("Nama yang dipanggil"),
        max_length=80,
        error_messages={"required": _("Tulis namanya.")},
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    perlu = forms.ChoiceField(
        label=_("Perlu apa?"), choices=NEEDS, error_messages=_CHOOSE, widget=forms.RadioSelect
    )
    hp = forms.CharField(
        label=_("Nomor HP (boleh kosong)"),
        help_text=_("Hanya untuk mengabari kalau jadwal berubah."),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )

    def coming(self) -> Coming:
        said = self.cleaned_data
        return Coming(said["kunci"], said["nama"], said["hp"], Need(said["perlu"]))


class PlanForm(forms.Form):
    """Where and when; times are those of the village."""

    kunci = forms.UUIDField(widget=forms.HiddenInput())
    wilayah = NamedField(
        code_of=regions_read.village_code,
        label=_("Desa atau kelurahan"),
        help_text=_("Nama atau kode. Contoh: Dinoyo, Lowokwaru."),
        error_messages={"required": _("Tulis desa atau kelurahannya.")},
    )
    tempat = forms.CharField(
        label=_("Tempatnya"),
        help_text=_("Contoh: Balai RW 03, Jalan Gajayana"),
        max_length=120,
        error_messages={"required": _("Tulis tempatnya.")},
    )
    tanggal = forms.DateField(
        label=_("Tanggal"),
        error_messages={"required": _("Pilih tanggalnya."), "invalid": _("Pilih tanggalnya.")},
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    mulai = forms.TimeField(
        label=_("Mulai jam"),
        error_messages={"required": _("Tulis jamnya."), "invalid": _("Tulis jamnya.")},
        widget=forms.TimeInput(attrs={"type": "time"}),
    )
    selesai = forms.TimeField(
        label=_("Sampai jam"),
        error_messages={"required": _("Tulis jamnya."), "invalid": _("Tulis jamnya.")},
        widget=forms.TimeInput(attrs={"type": "time"}),
    )
    tempat_duduk = forms.IntegerField(
        label=_("Paling banyak berapa orang?"),
        min_value=1,
        max_value=MOST_PLACES,
        initial=40,
        error_messages={"required": _("Tulis angkanya."), "invalid": _("Tulis angkanya.")},
    )

    def plan(self) -> Plan:
        said = self.cleaned_data
        zone = ZoneInfo(regions_read.timezone_of(said["wilayah"]))
        return Plan(
            region=said["wilayah"],
            place=said["tempat"],
            begins_at=datetime.combine(said["tanggal"], said["mulai"], zone),
            ends_at=datetime.combine(said["tanggal"], said["selesai"], zone),
            places=said["tempat_duduk"],
        )


class MarkForm(forms.Form):
    """How it went with one of the list."""

    orang = forms.UUIDField()
    hasil = forms.ChoiceField(choices=[(one, one) for one in Result])
