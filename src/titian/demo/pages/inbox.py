"""/demo/kotak-masuk/: the messages the people of the demo got."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from titian.demo.pages.forms import InboxFilter
from titian.demo.selectors import inbox


@require_safe
@never_cache
def show(request: HttpRequest) -> HttpResponse:
    form = InboxFilter(request.GET)
    recipient = form.cleaned_data["untuk"] if form.is_valid() else ""
    context = {"messages": inbox(recipient), "recipient": recipient}
    return render(request, "demo/inbox.html", context)
