"""Shapes of what is typed into the pages of visits by members."""

from django import forms

_MOST = 2**63 - 1


class WhoseForm(forms.Form):
    """Whose history, and after which visit an older page begins."""

    orang = forms.IntegerField(min_value=1, max_value=_MOST, required=False)
    lama = forms.IntegerField(min_value=1, max_value=_MOST, required=False)


class SharingForm(forms.Form):
    """With whom, and whether."""

    siapa = forms.IntegerField(min_value=1, max_value=_MOST)
    izin = forms.ChoiceField(choices=[("ya", "ya"), ("tidak", "tidak")])
