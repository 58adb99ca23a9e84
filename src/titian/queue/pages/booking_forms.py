"""Shapes of what a member sends about a booking."""

from django import forms


class HoldForm(forms.Form):
    sesi = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    orang = forms.IntegerField(min_value=1, max_value=2**63 - 1)


class KeyForm(forms.Form):
    kunci = forms.UUIDField()


class MoveForm(KeyForm):
    sesi = forms.IntegerField(min_value=1, max_value=2**63 - 1)


class WantedForm(forms.Form):
    """Whom for, and which service; what is missing is chosen on the page."""

    orang = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    layanan = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    faskes = forms.CharField(required=False, max_length=20)


class PlaceCodeForm(forms.Form):
    kode = forms.CharField(max_length=12)
