"""/kendala/: what stands behind a failure's code, for anybody who was told it."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from titian.accounts import services as accounts
from titian.accounts.errors import SlowDown
from titian.accounts.types import Answer, Hit, Limited
from titian.helpdesk.errors import ReceiptUnknown
from titian.helpdesk.pages.receipt_forms import CodeForm
from titian.helpdesk.rules.receipts import EARNS, RECORDED_A_SESSION
from titian.helpdesk.selectors.receipts import receipt_of
from titian.kernel import clock
from titian.platform.http.refusals import Told, slowed_page, told
from titian.platform.http.requests import actor_of, signed_in
from titian.platform.http.visitors import address_of

_ASK, _PAGE, _RULES = "helpdesk/receipt_ask.html", "helpdesk/receipt.html", "helpdesk/rules.html"
_BOUND = "receipt"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """A code is typed as it was said."""
    if request.method != "POST":
        return _asked(request, CodeForm())
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _asked(request, form, status=422)
    code = form.cleaned_data["kode"]
    try:
        _count(request)
        receipt_of(code, viewer=actor_of(request), at=clock.now())
    except SlowDown as slow:
        return slowed_page(request, slow, slow.puzzle, _ASK, {"form": form})
    except ReceiptUnknown as refusal:
        return _asked(request, form, told(request, refusal))
    address = reverse("helpdesk:receipt", args=[f"{code[:3]}-{code[3:]}"])
    return HttpResponseRedirect(address, status=303)


@never_cache
@require_safe
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """Counted before it is looked for, so that guessing learns nothing once it is slowed."""
    signed_in(request)
    try:
        _count(request)
    except SlowDown as slow:
        form = CodeForm(initial={"kode": code})
        return slowed_page(request, slow, slow.puzzle, _ASK, {"form": form})
    view = receipt_of(code, viewer=actor_of(request), at=clock.now())
    return render(request, _PAGE, {"receipt": view})


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """What is published of the places ahead."""
    signed_in(request)
    context = {"reasons": list(EARNS), "recorded": RECORDED_A_SESSION}
    return render(request, _RULES, context)


def _count(request: HttpRequest) -> None:
    """Apart from what else comes from that network. Raises SlowDown."""
    hit = Hit(Limited.ADDRESS, f"receipt:{address_of(request)}")
    accounts.admit(hit, bound=_BOUND, answer=Answer.of(request.POST), at=clock.now())


def _asked(
    request: HttpRequest, form: CodeForm, refused: Told | None = None, status: int = 200
) -> HttpResponse:
    signed_in(request)
    context = {"form": form, "told": refused}
    return render(request, _ASK, context, status=refused.status if refused else status)
