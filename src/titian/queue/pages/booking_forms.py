"""Shapes of what a member sends about a booking."""

from django import forms

from titian.platform.http.room.rules import Order


class PaperForm(forms.Form):
    """The referral or control letter a place is taken with, where one is needed."""

    acuan = forms.CharField(required=False, max_length=30)


class HoldForm(PaperForm):
    sesi = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    orang = forms.IntegerField(min_value=1, max_value=2**63 - 1)


class KeyForm(PaperForm):
    kunci = forms.UUIDField()


class MoveForm(KeyForm):
    sesi = forms.IntegerField(min_value=1, max_value=2**63 - 1)


class WantedForm(PaperForm):
    """Whom for, and which service; what is missing is chosen on the page."""

    orang = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    layanan = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    faskes = forms.CharField(required=False, max_length=20)


class PlaceCodeForm(forms.Form):
    kode = forms.CharField(max_length=12)


class OrderForm(forms.Form):
    """What who operates it says of the waiting room."""

    perintah = forms.TypedChoiceField(choices=[(order.value, "") for order in Order], coerce=int)
