"""/tanya/: somebody asks, signed in or not; every answer is a page."""

from secrets import token_urlsafe
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titian.accounts.errors import SlowDown
from titian.assistant import selectors as assistant_read
from titian.assistant import services as assistant
from titian.assistant.pages.forms import WriteForm
from titian.assistant.pages.pacing import count
from titian.assistant.pages.presenters import ChatPage
from titian.assistant.types import Door, Said, Talk
from titian.kernel import clock
from titian.platform.http.refusals import slowed_page
from titian.platform.http.requests import actor_of

COOKIE = "titian_tanya"
OFFICER = "officer"
_PAGE = "assistant/chat.html"
_BYTES = 16


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HttpRequest) -> HttpResponse:
    token = _token(request)
    if request.method != "POST":
        return _kept(_shown(request, token, WriteForm(initial={"kunci": uuid4()})), token)
    form = WriteForm(request.POST)
    if not form.is_valid():
        return _kept(_shown(request, token, form, 422), token)
    try:
        count(request)
    except SlowDown as slow:
        context = _context(token, form)
        return _kept(slowed_page(request, slow, slow.puzzle, _PAGE, context), token)
    _said(request, token, form)
    return _kept(HttpResponseRedirect(f"{reverse('assistant:chat')}#akhir", status=303), token)


@require_POST
def leave(_: HttpRequest) -> HttpResponse:
    """The browser lets go of the conversation: nobody after me reads it here."""
    response = HttpResponseRedirect(reverse("assistant:chat"), status=303)
    response.delete_cookie(COOKIE, path=reverse("assistant:chat"))
    return response


@never_cache
@require_safe
def later(request: HttpRequest, signed: str) -> HttpResponse:
    found = assistant_read.find_later(signed)
    return render(request, "assistant/later.html", {"turn": found})


def _said(request: HttpRequest, token: str, form: WriteForm) -> None:
    given, at = form.cleaned_data, clock.now()
    choice = given["pilih"]
    text = given["teks"] or _label(token, choice)
    assistant.take_turn(
        door=Door.WEB,
        sender=token,
        said=Said(text, f"web:{given['kunci']}", at, choice),
        by=actor_of(request),
        at=at,
        language=(get_language() or "id")[:2],
    )


def _label(token: str, choice: str) -> str:
    """What stood on the button; an officer reads it as the person's words."""
    if choice == OFFICER:
        return gettext("Bicara dengan petugas")
    found = _talk(token)
    offered = ChatPage(found).choices if found else ()
    return next((one.label for one in offered if one.key == choice), choice)


def _shown(request: HttpRequest, token: str, form: WriteForm, status: int = 200) -> HttpResponse:
    return render(request, _PAGE, _context(token, form), status=status)


def _context(token: str, form: WriteForm) -> dict[str, object]:
    return {"page": ChatPage(_talk(token)), "form": form, "officer": OFFICER}


def _talk(token: str) -> Talk | None:
    return assistant_read.find_talk(door=Door.WEB, sender=token)


def _token(request: HttpRequest) -> str:
    """The browser's own, of 128 bits; a new one where another member has spoken before."""
    given = request.COOKIES.get(COOKIE, "")
    is_sound = len(given) == len(token_urlsafe(_BYTES)) and given.isascii()
    if not is_sound or assistant_read.is_others(sender=given, viewer=actor_of(request)):
        return token_urlsafe(_BYTES)
    return given


def _kept(response: HttpResponse, token: str) -> HttpResponse:
    response.set_cookie(
        COOKIE,
        token,
        path=reverse("assistant:chat"),
        secure=settings.TITIAN_HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response
