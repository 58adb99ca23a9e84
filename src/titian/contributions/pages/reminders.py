"""/iuran/pengingat/: stop reminders, put them off, have them back; the link needs no sign-in."""

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from titian.contributions import selectors as contributions_read
from titian.contributions import services as contributions
from titian.contributions.pages.forms import SnoozeForm, WhoseForm, cleaned
from titian.contributions.pages.whose import dues_asked
from titian.contributions.rules.reminding import Wishes
from titian.kernel import clock
from titian.kernel.periods import day_of
from titian.platform.http.guards import member_page
from titian.platform.http.requests import actor_of, signed_in

_VERBS: Mapping[str, Callable[..., None]] = {
    "tunda": contributions.snooze_reminders,
    "berhenti": contributions.stop_reminders,
    "lanjut": contributions.resume_reminders,
}


@member_page
@never_cache
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """From the page of dues: the same choices as behind the link in a message."""
    asked = cleaned(WhoseForm(request.GET))
    page = dues_asked(request, asked["orang"], at=clock.now())
    token = contributions.reminder_token(page.dues.family_id)
    return HttpResponseRedirect(reverse("contributions:reminder_choice", args=[token]), status=303)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever holds the link chooses; the page tells nothing about the family."""
    at = clock.now()
    signed_in(request)
    if request.method == "POST":
        verb = _VERBS[cleaned(SnoozeForm(request.POST))["pilihan"]]
        verb(token=token, by=actor_of(request), at=at)
        return HttpResponseRedirect(request.path, status=303)
    family_id = contributions.family_of_token(token)
    wishes = contributions_read.wishes_of([family_id]).get(family_id, Wishes())
    on = day_of(at)
    context = {"wishes": wishes, "is_quiet": wishes.leave_alone(on), "token": token}
    return render(request, "contributions/reminders.html", context)
