"""Shapes of what a clinic types about its clubs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from titian.visits import selectors as visits_read
from titian.visits.services import NewClub
from titian.visits.types import CodeList, Meeting

_DAY = {"required": _("Isi tanggalnya."), "invalid": _("Isi tanggalnya.")}
_CHOOSE = {"required": _("Pilih salah satu."), "invalid_choice": _("Pilih salah satu.")}


def _date(label: Any) -> forms.DateField:
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, error_messages=_DAY)


class ClubForm(forms.Form):
    program = forms.ChoiceField(
        label=_("Program"),
        choices=lambda: list(visits_read.code_list(CodeList.PROGRAMME).items()),
        error_messages=_CHOOSE,
    )
    nama = forms.CharField(
        label=_("Nama klub"), max_length=100, error_messages={"required": _("Isi nama klubnya.")}
    )
    sejak = _date(_("Sejak"))
    alamat = forms.CharField(label=_("Tempat berkumpul"), max_length=200, required=False)
    ketua = forms.CharField(label=_("Ketua"), max_length=120, required=False)
    telepon = forms.RegexField(
        r"^[0-9+ -]{6,20}$",
        label=_("Telepon ketua"),
        required=False,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "off"}),
        error_messages={"invalid": _("Tulis nomor telepon, angka saja.")},
    )

    def club(self, facility_id: int) -> NewClub:
        said = self.cleaned_data
        return NewClub(
            facility_id=facility_id,
            programme=said["program"],
            name=said["nama"],
            since=said["sejak"],
            address=said["alamat"],
            leader_name=said["ketua"],
            leader_phone=said["telepon"],
        )


class MeetingForm(forms.Form):
    """For a club, or for everybody of a programme: "01:7", "01:"."""

    untuk = forms.ChoiceField(label=_("Untuk siapa?"), error_messages=_CHOOSE)
    jenis = forms.ChoiceField(
        label=_("Kegiatan apa?"),
        choices=lambda: list(visits_read.code_list(CodeList.ACTIVITY).items()),
        error_messages=_CHOOSE,
    )
    hari = _date(_("Hari kegiatan"))
    materi = forms.CharField(label=_("Materi"), max_length=200, required=False)
    pembicara = forms.CharField(label=_("Pembicara"), max_length=120, required=False)
    lokasi = forms.CharField(label=_("Lokasi"), max_length=200, required=False)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["untuk"] = forms.ChoiceField(
            label=_("Untuk siapa?"), choices=choices, error_messages=_CHOOSE
        )

    def meeting(self, facility_id: int) -> Meeting:
        said = self.cleaned_data
        programme, _sep, club = said["untuk"].partition(":")
        return Meeting(
            facility_id=facility_id,
            club_id=int(club) if club else None,
            programme=programme,
            kind=said["jenis"],
            held_on=said["hari"],
            topic=said["materi"],
            speaker=said["pembicara"],
            place=said["lokasi"],
        )


class WhoForm(forms.Form):
    siapa = forms.CharField(
        label=_("NIK atau nomor kartu"),
        help_text=_("NIK 16 angka atau kartu 13 angka."),
        max_length=40,
        widget=forms.TextInput(
            {"autocomplete": "off", "spellcheck": "false", "inputmode": "numeric"}
        ),
        error_messages={"required": _("Isi NIK atau nomor kartu.")},
    )
