"""/daftar-kota/nomor/, /daftar-kota/kode/: the phone is proved by a code."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from titian.accounts.errors import SlowDown, WrongCode
from titian.accounts.types import Hit, Limited
from titian.enrolment import services as enrolment
from titian.enrolment.pages.home_door import (
    asked_phone,
    forget,
    remember_asked,
    remember_proved,
)
from titian.enrolment.pages.home_forms import CodeForm, PhoneForm
from titian.enrolment.pages.pacing import count
from titian.kernel import clock
from titian.kernel.identifiers import masked
from titian.platform.http.refusals import slowed_page, told


@never_cache
@require_POST
def phone(request: HttpRequest) -> HttpResponse:
    """Send the code: counted by the network and by the phone written to."""
    form = PhoneForm(request.POST)
    if not form.is_valid():
        return render(request, "enrolment/home.html", {"form": form}, status=422)
    number = form.cleaned_data["phone"]
    try:
        count(request, Hit(Limited.DESTINATION, number), bound=f"enrol:{number}")
    except SlowDown as slow:
        return slowed_page(request, slow, slow.puzzle, "enrolment/home.html", {"form": form})
    enrolment.send_code(phone=number, at=clock.now())
    address = reverse("enrolment:home_code")
    return remember_asked(HttpResponseRedirect(address, status=303), number)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    number = asked_phone(request)
    if not number:
        return HttpResponseRedirect(reverse("enrolment:home_start"), status=303)
    form = CodeForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "mask": masked(f"0{number.removeprefix('62')}", 4, 3)}
    if not form.is_valid():
        return _code_page(request, context, 422 if form.errors else 200)
    try:
        count(request, Hit(Limited.NIK, f"enrol:{number}"), bound=f"enrol_code:{number}")
        enrolment.prove(phone=number, code=form.cleaned_data["code"], at=clock.now())
    except SlowDown as slow:
        return slowed_page(request, slow, slow.puzzle, "enrolment/home_code.html", context)
    except WrongCode as refusal:
        said = told(request, refusal)
        return _code_page(request, {**context, "told": said}, said.status)
    address = reverse("enrolment:home_start")
    return remember_proved(HttpResponseRedirect(address, status=303), number)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Done on this phone or PC: the door forgets who stood there."""
    del request
    return forget(HttpResponseRedirect(reverse("enrolment:home_start"), status=303))


def _code_page(request: HttpRequest, context: dict[str, object], status: int) -> HttpResponse:
    return render(request, "enrolment/home_code.html", context, status=status)
