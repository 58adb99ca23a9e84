from django import forms


class InboxFilter(forms.Form):
    untuk = forms.CharField(max_length=80, required=False)
