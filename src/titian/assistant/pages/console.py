"""/petugas/percakapan/: officers take conversations that wait for a person, and answer."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from titian.assistant import selectors as assistant_read
from titian.assistant import services as assistant
from titian.assistant.pages.forms import AnswerForm
from titian.assistant.pages.presenters import DeskPage
from titian.assistant.types import Act
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import Told, told_here
from titian.platform.http.requests import actor_of, signed_in

_ENDS = {
    Act.PUT_BACK: assistant.put_back,
    Act.GIVE_BACK: assistant.give_back,
    Act.CLOSE: assistant.close,
}


@staff_page
@never_cache
@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """Who waits longest stands on top."""
    lines = assistant_read.desk(viewer=actor_of(request))
    return render(request, "assistant/desk.html", {"lines": lines})


@staff_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HttpRequest, conversation_id: int) -> HttpResponse:
    if request.method != "POST":
        return _shown(request, conversation_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _shown(request, conversation_id, form, status=422)
    try:
        _do(request, conversation_id, form, by=actor_of(request))
    except Refusal as refusal:
        return _shown(request, conversation_id, form, told_here(request, refusal))
    stays = form.cleaned_data["langkah"] in (Act.TAKE, Act.ANSWER)
    to = reverse("assistant:desk_talk", args=[conversation_id])
    way = f"{to}#akhir" if stays else reverse("assistant:desk")
    return HttpResponseRedirect(way, status=303)


def _do(request: HttpRequest, conversation_id: int, form: AnswerForm, *, by: Actor) -> None:
    given, at = form.cleaned_data, clock.now()
    act, key = given["langkah"], given["kunci"]
    if act is Act.TAKE:
        session = signed_in(request)
        name = session.display_name if session else ""
        assistant.take(conversation_id=conversation_id, name=name, client_key=key, by=by, at=at)
    elif act is Act.ANSWER:
        assistant.answer(
            conversation_id=conversation_id, words=given["kata"], client_key=key, by=by, at=at
        )
    else:
        _ENDS[act](conversation_id=conversation_id, client_key=key, by=by, at=at)


def _shown(
    request: HttpRequest,
    conversation_id: int,
    form: AnswerForm | None = None,
    refused: Told | None = None,
    status: int = 200,
) -> HttpResponse:
    """A refused answer stays in the form; what came meanwhile is now on the page."""
    found = assistant_read.desk_talk(conversation_id, viewer=actor_of(request), at=clock.now())
    context = {
        "page": DeskPage(found),
        "talk": found,
        "form": form or AnswerForm(),
        "key": uuid4(),
        "told": refused,
    }
    page = "assistant/desk_talk.html"
    return render(request, page, context, status=refused.status if refused else status)
