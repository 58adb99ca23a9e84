"""What is typed: a text of any characters, maybe an address, one press."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from titian.complaints import rules
from titian.complaints.errors import WordsMissing, WordsTooMany
from titian.complaints.types import Act, CaseKind, Category
from titian.kernel.identifiers import mobile_number

CHOOSE = _("Pilih salah satu.")
OFFERED = (
    (Category.ENROLMENT, _("Pendaftaran lewat kota")),
    (Category.INACTIVE, _("Kartu tidak aktif")),
    (Category.QUEUE, _("Antrean berobat")),
    (Category.CARE, _("Pelayanan puskesmas atau klinik")),
    (Category.HOSPITAL, _("Pelayanan rumah sakit")),
    (Category.DIGITAL, _("Situs ini, kode, atau masuk")),
)
ELSE = (
    (Category.DUES, _("Iuran dan bayar")),
    (Category.CHARGE, _("Diminta bayar tambahan")),
    (Category.MEDICINE, _("Obat habis")),
    (Category.REFERRAL, _("Rujukan")),
    (Category.STAFF, _("Sikap petugas")),
    (Category.DATA, _("Data salah")),
    (Category.FRAUD, _("Kecurangan")),
    (Category.PRIVACY, _("Data saya dilihat orang lain")),
    (Category.OTHER, _("Lainnya")),
)


KINDS = (
    (CaseKind.QUESTION, _("Saya mau bertanya")),
    (CaseKind.INFORMATION, _("Saya minta informasi")),
)


class WordsField(forms.Field):
    """Any characters are taken: Django's own text field refuses some."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return str(value or "")

    def clean(self, value: Any) -> str:
        text = self.to_python(value)
        if not self.required and not text.strip():
            return ""
        try:
            return rules.sound_words(text)
        except WordsMissing as error:
            raise ValidationError(_("Tulis dulu, satu kalimat pun cukup.")) from error
        except WordsTooMany as error:
            raise ValidationError(
                _("Terlalu panjang. Bagi menjadi beberapa pesan: paling banyak 20.000 huruf.")
            ) from error


class FileForm(forms.Form):
    """Two taps and one text; who wants an answer by message leaves an address."""

    kunci = forms.UUIDField(widget=forms.HiddenInput())
    tentang = forms.CharField(required=False, max_length=160, widget=forms.HiddenInput())
    jenis = forms.ChoiceField(
        label=_("Tentang apa?"),
        choices=[*OFFERED, *KINDS, *ELSE],
        error_messages={
            "required": _("Pilih salah satu."),
            "invalid_choice": _("Pilih salah satu."),
        },
    )
    isi = WordsField(
        label=_("Apa yang terjadi?"),
        help_text=_("Tulis dengan kata sendiri. Semua huruf dan gambar boleh."),
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
    kontak = forms.CharField(
        label=_("Nomor HP atau e-mail (boleh kosong)"),
        help_text=_("Untuk kabar jawaban. Tanpa ini, simpan tautan yang kami beri."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_kontak(self) -> str:
        given = str(self.cleaned_data["kontak"]).strip()
        if not given or mobile_number(given):
            return given
        try:
            validate_email(given)
        except ValidationError as error:
            raise ValidationError(
                _("Tulis nomor HP seperti 0812…, atau e-mail, atau kosongkan.")
            ) from error
        return given

    @property
    def kind(self) -> CaseKind:
        """One tap says both: what went wrong, or that nothing did and something is asked."""
        chosen = self.cleaned_data["jenis"]
        return CaseKind(chosen) if chosen in set(CaseKind) else CaseKind.COMPLAINT

    def category_of(self, known: Category) -> Category:
        """What was chosen; of a question what its link is about."""
        chosen = self.cleaned_data["jenis"]
        return known if chosen in set(CaseKind) else Category(chosen)


class ReplyForm(forms.Form):
    """What the person does next. To say that it is solved no words are needed."""

    kunci = forms.UUIDField(widget=forms.HiddenInput())
    langkah = forms.ChoiceField(
        choices=[(a, a) for a in (Act.ADD, Act.CONFIRM, Act.REOPEN, Act.UNMERGE)]
    )
    isi = WordsField(
        label=_("Tulis di sini"), widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["isi"].required = self.data.get("langkah") != Act.CONFIRM

    def clean_langkah(self) -> Act:
        return Act(self.cleaned_data["langkah"])


class AnswerForm(forms.Form):
    """What the office says, and what that means; `dilihat` is how far the officer had read."""

    kunci = forms.UUIDField(widget=forms.HiddenInput())
    dilihat = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput())
    langkah = forms.ChoiceField(choices=[(a, a) for a in (Act.ANSWER, Act.ASK, Act.RESOLVE)])
    isi = WordsField(
        label=_("Jawaban Anda"),
        help_text=_("Dibaca warga. Jawab yang ditanyakan, sebut apa yang terjadi berikutnya."),
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )

    def clean_langkah(self) -> Act:
        return Act(self.cleaned_data["langkah"])
