"""/demo/whatsapp/: a phone that writes to us over the signed door, without a script."""

from urllib.parse import urlencode
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from titian.demo import phone
from titian.demo.pages.forms import PhoneForm
from titian.kernel import clock
from titian.kernel.identifiers import mobile_number

_FIRST = "081200000001"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        number = request.GET.get("dari", _FIRST)[:20]
        return _page(request, PhoneForm(initial={"kunci": uuid4(), "dari": number}), number)
    form = PhoneForm(request.POST)
    if not form.is_valid():
        return _page(request, form, str(form["dari"].value() or ""), 422)
    said = form.cleaned_data
    phone.write(
        phone=said["dari"],
        text=said["teks"] or said["pilih"],
        choice=said["pilih"],
        key=said["kunci"],
        at=clock.now(),
    )
    to = urlencode({"dari": said["dari"]})
    return HttpResponseRedirect(f"{reverse('demo:whatsapp')}?{to}#akhir", status=303)


def _page(request: HttpRequest, form: PhoneForm, number: str, status: int = 200) -> HttpResponse:
    known = mobile_number(number) or ""
    shown = phone.bubbles(known)
    context = {
        "form": form,
        "number": number,
        "bubbles": shown,
        "choices": phone.pressable(shown),
        "waits": bool(shown) and shown[-1].is_mine,
    }
    return render(request, "demo/whatsapp.html", context, status=status)
