"""/demo/bank/: a bank that does not exist pays a virtual account by real signed calls."""

from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titian.demo.banking.acts import ACTS, act
from titian.demo.banking.visits import begin, visit
from titian.demo.models import DemoBankVisit
from titian.demo.pages.forms import AccountForm
from titian.kernel import clock
from titian.kernel.money import rupiah


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The number to pay to; by POST the bank asks what is due."""
    given = request.POST or None
    form = AccountForm(given, initial={"nomor": request.GET.get("va", "")[:40]})
    if not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "demo/bank.html", {"form": form}, status=status)
    here = begin(form.cleaned_data["nomor"], at=clock.now())
    return _to(here)


@never_cache
@require_safe
def show(request: HttpRequest, visit_id: int) -> HttpResponse:
    here = _visit(visit_id)
    context = {
        "visit": here,
        "amount": rupiah(int(Decimal(here.amount))) if here.amount else "",
        "steps": here.steps[::-1],
        "is_unheard": bool(here.payment) and not here.is_paid,
    }
    return render(request, "demo/bank_visit.html", context)


@require_POST
def do(request: HttpRequest, visit_id: int, what: str) -> HttpResponse:
    del request
    here = _visit(visit_id)
    if what not in ACTS:
        raise Http404
    act(here, what, at=clock.now())
    return _to(here)


def _visit(visit_id: int) -> DemoBankVisit:
    found = visit(visit_id)
    if found is None:
        raise Http404
    return found


def _to(here: DemoBankVisit) -> HttpResponse:
    return HttpResponseRedirect(reverse("demo:bank_visit", args=[here.pk]), status=303)
