"""/demo/kotak-masuk/: the messages the people of the demo got, and what they write to us."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from titian.demo.pages.forms import InboxFilter, WriteForm
from titian.demo.selectors import inbox
from titian.kernel import clock
from titian.notifications import services as notifications
from titian.notifications.types import Channel, Heard


@require_safe
@never_cache
def show(request: HttpRequest) -> HttpResponse:
    return _page(request, WriteForm(initial={"kunci": uuid4()}))


@require_POST
def write(request: HttpRequest) -> HttpResponse:
    """As WhatsApp would hand it over; the same press again is the same message."""
    form = WriteForm(request.POST)
    if not form.is_valid():
        return _page(request, form, 422)
    said, at = form.cleaned_data, clock.now()
    message = Heard(
        Channel.WHATSAPP, f"demo-{said['kunci']}", said["dari"], "text", said["teks"], at
    )
    notifications.hear([message], at=at)
    return HttpResponseRedirect(f"{reverse('demo:inbox')}?tertulis=1", status=303)


def _page(request: HttpRequest, form: WriteForm, status: int = 200) -> HttpResponse:
    asked = InboxFilter(request.GET)
    recipient = asked.cleaned_data["untuk"] if asked.is_valid() else ""
    context = {
        "messages": inbox(recipient),
        "recipient": recipient,
        "form": form,
        "is_written": "tertulis" in request.GET,
    }
    return render(request, "demo/inbox.html", context, status=status)
