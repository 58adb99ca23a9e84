"""/petugas/usulan-jadwal/: hours that a facility's own system asks for, and its manager's word."""

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from titian.kernel import clock
from titian.kernel.errors import Kind, Refusal
from titian.platform.http.guards import staff_page
from titian.platform.http.refusals import told
from titian.platform.http.requests import actor_of
from titian.queue import selectors as queue_read
from titian.queue import services as queue
from titian.queue.types import HoursVerdict, ProposalView


class VerdictForm(forms.Form):
    putusan = forms.ChoiceField(
        label=_("Apa putusan Anda?"),
        choices=[
            (HoursVerdict.ACCEPTED, _("Setuju, pakai jam baru")),
            (HoursVerdict.REFUSED, _("Tolak, jam lama tetap")),
        ],
        widget=forms.RadioSelect,
    )
    alasan = forms.CharField(
        label=_("Alasan, kalau ditolak"),
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@staff_page
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    book = queue_read.proposals(actor_of(request))
    return render(request, "queue/proposals.html", {"book": book})


@staff_page
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, proposal_id: int) -> HttpResponse:
    shown = queue_read.proposal(proposal_id, viewer=actor_of(request), at=clock.now())
    form = VerdictForm(request.POST or None)
    if not form.is_valid():
        return _page(request, shown, form, status=422 if form.errors else 200)
    try:
        queue.decide_hours(
            proposal_id=proposal_id,
            verdict=HoursVerdict(form.cleaned_data["putusan"]),
            words=form.cleaned_data["alasan"],
            by=actor_of(request),
            at=clock.now(),
        )
    except Refusal as refusal:
        if refusal.kind not in (Kind.CONFLICT, Kind.INVALID):
            raise
        return _page(request, shown, form, refusal)
    return HttpResponseRedirect(reverse("queue:proposal", args=[proposal_id]), status=303)


def _page(
    request: HttpRequest,
    shown: ProposalView,
    form: VerdictForm,
    refusal: Refusal | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    said = told(request, refusal) if refusal else None
    context = {"proposal": shown, "form": form, "told": said}
    return render(request, "queue/proposal.html", context, status=said.status if said else status)
