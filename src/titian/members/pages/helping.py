"""/keluarga/bantu…: let somebody help by a code, help somebody by their code, end it at once."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from titian.accounts.errors import SlowDown, WrongCode
from titian.kernel import clock
from titian.members import services as members
from titian.members.errors import HelpsSomebodyElse
from titian.members.pages.helping_forms import AskForm, ScopeForm, TakeForm
from titian.members.pages.limits import admit
from titian.platform.http.guards import member_page, recently_proved
from titian.platform.http.refusals import slowed, told
from titian.platform.http.requests import actor_of


@member_page
@recently_proved
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest) -> HttpResponse:
    """Choose what a helper may do, then a code to read out; shown once, never in an address."""
    form = ScopeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "members/helping/give.html", {"form": form})
    helps = form.cleaned_data["boleh"]
    made = members.make_help_code(helps=helps, by=actor_of(request), at=clock.now())
    return render(request, "members/helping/give.html", {"form": form, "made": made})


@member_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest) -> HttpResponse:
    """The helper types whom they help and the code that was read out to them."""
    form = TakeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _take_page(request, {"form": form, "status": 422 if form.errors else 200})
    by, said = actor_of(request), form.cleaned_data
    try:
        admit(request, nik=said["nik"], bound=f"help:{by.ref}")
        members.take_help_code(
            nik=said["nik"],
            birth_date=said["lahir"],
            code=said["code"],
            by=by,
            at=clock.now(),
        )
    except SlowDown as slow:
        return _take_page(request, {"form": form, **slowed(request, slow, slow.puzzle)})
    except (WrongCode, HelpsSomebodyElse) as refusal:
        refused = told(request, refusal)
        return _take_page(request, {"form": form, "told": refused, "status": refused.status})
    return HttpResponseRedirect(reverse("web:family"), status=303)


@member_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Have a code sent to the elder's own number. The answer is the same for everybody."""
    form = AskForm(request.POST or None)
    shown: dict[str, object] = {"form": form}
    if request.method != "POST" or not form.is_valid():
        return _ask_page(request, {**shown, "status": 422 if form.errors else 200})
    by, said = actor_of(request), form.cleaned_data
    try:
        admit(request, nik=said["nik"], destination=f"help:{said['nik']}", bound=f"help:{by.ref}")
    except SlowDown as slow:
        return _ask_page(request, {**shown, **slowed(request, slow, slow.puzzle)})
    members.send_help_code(
        nik=said["nik"], birth_date=said["lahir"], helps=said["boleh"], by=by, at=clock.now()
    )
    return HttpResponseRedirect(f"{reverse('members:help_take')}?dikirim=1", status=303)


@member_page
@require_POST
def end(request: HttpRequest, helping_id: int) -> HttpResponse:
    """The person or the helper ends it; it ends now."""
    members.end_helping(helping_id=helping_id, by=actor_of(request), at=clock.now())
    return HttpResponseRedirect(reverse("web:helpers"), status=303)


def _take_page(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    context["sent"] = "dikirim" in request.GET
    status = int(str(context.pop("status", 200)))
    return render(request, "members/helping/take.html", context, status=status)


def _ask_page(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    status = int(str(context.pop("status", 200)))
    return render(request, "members/helping/ask.html", context, status=status)
