"""What an officer types about a trouble of many people."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from titian.complaints.pages.forms import ELSE, OFFERED, WordsField
from titian.complaints.types import AboutKind, Category, NewIncident, NoticeStep
from titian.kernel.clock import JAKARTA
from titian.kernel.errors import Side
from titian.platform.http.fields import NamedField
from titian.regions import selectors as regions_read

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_HOUR = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
SIDES = (
    (Side.OURS, _("Di Titian")),
    (Side.THEIRS, _("Di lembaga lain")),
    (Side.RULE, _("Aturan baru")),
)
STEPS = ((NoticeStep.UPDATE, _("Kabar baru")), (NoticeStep.END, _("Gangguan selesai")))
ABOUTS = (
    ("", _("Semua")),
    (AboutKind.FAILURE, _("Kode kendala")),
    (AboutKind.TICKET, _("Tiket antrean")),
    (AboutKind.APPLICATION, _("Permohonan")),
    (AboutKind.STEP, _("Langkah permohonan")),
    (AboutKind.BILL, _("Tagihan")),
    (AboutKind.VISIT, _("Kunjungan")),
)


class IncidentForm(forms.Form):
    kunci = forms.UUIDField(widget=forms.HiddenInput(), initial=uuid4)
    judul = forms.CharField(label=_("Judul"), max_length=120)
    isi = WordsField(
        label=_("Apa yang terjadi, dan apa yang bisa dilakukan warga?"),
        help_text=_("Dibaca semua orang. Jangan tulis nama, nomor, atau alamat siapa pun."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    jenis = forms.ChoiceField(label=_("Tentang apa?"), choices=[*OFFERED, *ELSE])
    pihak = forms.ChoiceField(label=_("Gangguannya di mana?"), choices=SIDES)
    hari = forms.DateField(label=_("Mulai hari"), widget=_DAY)
    jam = forms.TimeField(label=_("Mulai jam"), widget=_HOUR)
    daerah = NamedField(
        code_of=regions_read.region_code,
        label=_("Di daerah mana? Kosong: seluruh Indonesia"),
        help_text=_("Nama atau kode. Contoh: Kota Malang."),
        required=False,
    )

    def new(self) -> NewIncident:
        said = self.cleaned_data
        return NewIncident(
            title=said["judul"],
            words=said["isi"],
            category=Category(said["jenis"]),
            side=Side(said["pihak"]),
            since=datetime.combine(said["hari"], said["jam"], JAKARTA),
            region=said["daerah"],
        )


class NoticeForm(forms.Form):
    kunci = forms.UUIDField(widget=forms.HiddenInput(), initial=uuid4)
    macam = forms.ChoiceField(label=_("Kabar apa?"), choices=STEPS)
    isi = WordsField(
        label=_("Isi kabar"),
        help_text=_("Dibaca semua orang. Kabar selesai juga menjadi jawaban setiap keluhan."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AlikeForm(forms.Form):
    """Which open cases look like this one; a filter that cannot be read is none."""

    kelompok = forms.ChoiceField(
        label=_("Tentang"), required=False, choices=[("", _("Semua")), *OFFERED, *ELSE]
    )
    tentang = forms.ChoiceField(label=_("Menunjuk ke"), required=False, choices=ABOUTS)
    sejak = forms.DateField(label=_("Masuk sejak"), required=False, widget=_DAY)

    def filters(self) -> dict[str, Any]:
        said = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return {
            "category": said.get("kelompok", ""),
            "about": said.get("tentang", ""),
            "since": said.get("sejak"),
        }
