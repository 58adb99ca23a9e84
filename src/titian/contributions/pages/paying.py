"""/iuran/bayar/: the number to pay to and the exact amount; the page waits for the bank's word."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from titian.contributions import selectors as contributions_read
from titian.contributions.pages.forms import WhoseForm, cleaned
from titian.contributions.pages.presenters import DuesPage
from titian.contributions.pages.qris import qris_of
from titian.contributions.pages.whose import dues_asked
from titian.contributions.types import VirtualAccount
from titian.kernel import clock
from titian.kernel.periods import day_of
from titian.platform.http.guards import member_page
from titian.platform.http.requests import actor_of

_JUST_NOW = timedelta(hours=1)


@member_page
@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The number of one bank; once it is paid, this same address leads to the receipt."""
    at, viewer = clock.now(), actor_of(request)
    wanted = cleaned(WhoseForm(request.GET))
    page = dues_asked(request, wanted["orang"], at=at)
    if not page.is_payable:
        return HttpResponseRedirect(_after(page), status=303)
    on = day_of(at)
    accounts = contributions_read.virtual_accounts(page.person.person_id, viewer=viewer, on=on)
    context = {
        "page": page,
        "account": _chosen(accounts, wanted["bank"]),
        "accounts": accounts,
        "qris": qris_of(page.dues.outstanding),
    }
    return render(request, "contributions/pay.html", context)


def _chosen(accounts: list[VirtualAccount], bank: str) -> VirtualAccount:
    return next((one for one in accounts if one.bank == bank), accounts[0])


def _after(page: DuesPage) -> str:
    """The receipt of what was paid just now, else what there is to say about the dues."""
    paid = page.latest_payment
    if paid is not None and page.seen_at - paid.recorded_at < _JUST_NOW:
        return reverse("contributions:receipt", args=[paid.payment_id])
    return f"{reverse('contributions:dues')}?{urlencode({'orang': page.person.person_id})}"
