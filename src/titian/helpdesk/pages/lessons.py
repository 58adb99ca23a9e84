"""/belajar/: short lessons with screens of the real product; /petugas/belajar/ for officers."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from titian.helpdesk.errors import LessonAnswerWrong
from titian.helpdesk.selectors import lessons as lessons_read
from titian.helpdesk.services import lessons as helpdesk
from titian.helpdesk.types.lessons import Audience
from titian.kernel import clock
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import Told, told
from titian.platform.http.requests import actor_of


@never_cache
@require_safe
def for_members(request: HttpRequest) -> HttpResponse:
    return _list(request, Audience.MEMBER)


@staff_page
@never_cache
@require_safe
def for_officers(request: HttpRequest) -> HttpResponse:
    return _list(request, Audience.OFFICER)


@staff_page
@never_cache
@require_safe
def learners(request: HttpRequest) -> HttpResponse:
    """Who of one's own officers finished what."""
    taught = lessons_read.lessons(Audience.OFFICER, _language())
    rows = [
        (one.name, [one.done.get(lesson.key) for lesson in taught])
        for one in lessons_read.learners(actor_of(request))
    ]
    return render(request, "helpdesk/learners.html", {"lessons": taught, "rows": rows})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lesson(request: HttpRequest, key: str) -> HttpResponse:
    """Anybody may read it; whoever is signed in has it kept that they finished."""
    if request.method != "POST":
        return _shown(request, key)
    said = request.POST.get("jawaban", "")
    answer = int(said) if said.isdecimal() and len(said) == 1 else -1
    try:
        helpdesk.finish_lesson(key=key, answer=answer, by=actor_of(request), at=clock.now())
    except LessonAnswerWrong as refusal:
        return _shown(request, key, told(request, refusal))
    return HttpResponseRedirect(f"{reverse('helpdesk:lesson', args=[key])}?selesai=1", status=303)


def _list(request: HttpRequest, audience: Audience) -> HttpResponse:
    viewer = actor_of(request)
    context = {
        "lessons": lessons_read.lessons(audience, _language()),
        "finished": lessons_read.finished(viewer),
        "for_officers": audience is Audience.OFFICER,
        "sees_learners": lessons_read.may_see_learners(viewer),
    }
    return render(request, "helpdesk/lessons.html", context)


def _shown(request: HttpRequest, key: str, refused: Told | None = None) -> HttpResponse:
    found = lessons_read.lesson(key, _language())
    context = {
        "lesson": found,
        "told": refused,
        "is_done": request.GET.get("selesai") == "1",
        "for_officers": found.audience is Audience.OFFICER,
    }
    status = refused.status if refused else 200
    return render(request, "helpdesk/lesson.html", context, status=status)


def _language() -> str:
    return (get_language() or "id")[:2]
