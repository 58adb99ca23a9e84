"""/bukan-saya/: the link in a notice about a new number or another risky change.

No sign-in; one press stops or undoes.

Opening the link alone changes nothing: message apps open links by themselves.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from titian.kernel import clock
from titian.members import selectors as members_read
from titian.members import services as members
from titian.platform.http.requests import actor_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def not_me(request: HttpRequest, token: str) -> HttpResponse:
    at, by = clock.now(), actor_of(request)
    if request.method == "POST":
        members.stop_by_link(token=token, by=by, at=at)
        return HttpResponseRedirect(request.path, status=303)
    view = members_read.stop_view(token, at=at)
    return render(request, "members/not_me.html", {"view": view, "token": token})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def not_mine(request: HttpRequest, token: str) -> HttpResponse:
    at, by = clock.now(), actor_of(request)
    if request.method == "POST":
        members.undo_by_link(token=token, by=by, at=at)
        return HttpResponseRedirect(request.path, status=303)
    view = members_read.undo_view(token, at=at)
    return render(request, "members/requests_undo.html", {"view": view, "token": token})
