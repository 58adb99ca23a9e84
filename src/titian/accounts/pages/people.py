"""/petugas/orang/: who has what, one person, and the review of roles."""

import csv
from io import StringIO

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from titian.accounts import selectors as accounts_read
from titian.accounts import services as accounts
from titian.accounts.errors import MayNotKeep
from titian.accounts.pages.keeping_forms import ResetForm, RoleForm
from titian.accounts.rules import KEEPERS
from titian.accounts.types import GrantLine, StaffRole
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.clock import JAKARTA
from titian.kernel.errors import Refusal
from titian.platform.http.catalogue import entry
from titian.platform.http.guards import recently_proved, staff_page
from titian.platform.http.refusals import MENDABLE_BY_STAFF, Told, told_here
from titian.platform.http.requests import actor_of

_COLUMNS = ("nama", "pengguna", "tugas", "tempat", "kode", "mulai", "sampai", "ditinjau", "batas")


@staff_page
@never_cache
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    lines, asked = _asked(request)
    at = clock.now()
    by = actor_of(request)
    context = {
        "lines": lines,
        **asked,
        "roles": [(str(role), entry(f"role.{role}")) for role in StaffRole],
        "waiting": len(accounts_read.proposals(by, at=at)),
        "late": sum(line.due_at <= at for line in lines),
        "at": at,
    }
    return render(request, "accounts/people.html", context)


@staff_page
@never_cache
@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, for a spreadsheet."""
    lines, _ = _asked(request)
    text = StringIO()
    rows = csv.writer(text)
    rows.writerow(_COLUMNS)
    rows.writerows([_safe(cell) for cell in _row(line)] for line in lines)
    answer = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="petugas.csv"'
    return answer


@staff_page
@never_cache
@require_safe
def review(request: HttpRequest) -> HttpResponse:
    """Every role once in some months: kept or ended. The longest waiting first."""
    require_keeper(actor_of(request))
    at = clock.now()
    lines = accounts_read.who_has_what(actor_of(request), at=at)
    mine = sorted((line for line in lines if line.may_end), key=lambda line: line.due_at)
    return render(request, "accounts/review.html", {"lines": mine, "at": at})


@staff_page
@require_POST
def review_one(request: HttpRequest, grant_id: int) -> HttpResponse:
    by, at = actor_of(request), clock.now()
    if request.POST.get("langkah") == "akhiri":
        accounts.end_role(grant_id=grant_id, by=by, at=at)
    else:
        accounts.keep_role(grant_id=grant_id, by=by, at=at)
    return HttpResponseRedirect(reverse("accounts:review"), status=303)


@staff_page
@never_cache
@require_safe
def person(request: HttpRequest, account_id: int) -> HttpResponse:
    return shown(request, account_id)


@recently_proved
@staff_page
@require_POST
def act(request: HttpRequest, account_id: int) -> HttpResponse:
    """Give a role, end one, ask for a new authenticator, or end everything."""
    by, at = actor_of(request), clock.now()
    step = request.POST.get("langkah", "")
    form = _form_of(step, request, by)
    if form is not None and not form.is_valid():
        return shown(request, account_id, form=form, status=422)
    try:
        if isinstance(form, RoleForm):
            accounts.give_role(account=account_id, offer=form.offer(), by=by, at=at)
        elif isinstance(form, ResetForm):
            accounts.ask_reset(account=account_id, **form.cleaned_data, by=by, at=at)
        elif step == "akhiri":
            grant = request.POST.get("tugas", "")
            accounts.end_role(grant_id=int(grant) if grant.isdecimal() else 0, by=by, at=at)
        elif step == "berhenti":
            accounts.leave(account=account_id, by=by, at=at)
    except Refusal as refusal:
        said = told_here(request, refusal, MENDABLE_BY_STAFF)
        return shown(request, account_id, form=form, refused=said)
    return HttpResponseRedirect(reverse("accounts:person", args=[account_id]), status=303)


def _form_of(step: str, request: HttpRequest, by: Actor) -> RoleForm | ResetForm | None:
    """What was typed in, for the steps that have something to type."""
    if step == "beri":
        return RoleForm(request.POST, by=by)
    return ResetForm(request.POST) if step == "pulihkan" else None


def shown(
    request: HttpRequest,
    account_id: int,
    *,
    form: RoleForm | ResetForm | None = None,
    refused: Told | None = None,
    status: int = 200,
) -> HttpResponse:
    by, at = actor_of(request), clock.now()
    context = {
        "person": accounts_read.person(by, account_id, at=at),
        "sign_ins": accounts_read.sign_ins(by, account=account_id, limit=20),
        "work": accounts_read.open_work(account_id),
        "role_form": form if isinstance(form, RoleForm) else RoleForm(by=by),
        "reset_form": form if isinstance(form, ResetForm) else ResetForm(),
        "form": form,
        "told": refused,
        "at": at,
    }
    answer = refused.status if refused else status
    return render(request, "accounts/person.html", context, status=answer)


def require_keeper(by: Actor) -> None:
    """Raises `MayNotKeep` for who keeps nobody."""
    if not any(own.role in KEEPERS for own in by.grants):
        raise MayNotKeep


def _asked(request: HttpRequest) -> tuple[list[GrantLine], dict[str, str]]:
    by = actor_of(request)
    require_keeper(by)
    asked = {name: request.GET.get(name, "")[:60] for name in ("kata", "tugas", "tempat")}
    lines = accounts_read.who_has_what(
        by, at=clock.now(), words=asked["kata"].strip(), role=asked["tugas"], place=asked["tempat"]
    )
    return lines, asked


def _row(line: GrantLine) -> tuple[str, ...]:
    moments = (line.starts_at or line.granted_at, line.ends_at, line.reviewed_at, line.due_at)
    days = (f"{one.astimezone(JAKARTA):%Y-%m-%d}" if one else "" for one in moments)
    return (
        line.name,
        line.username,
        entry(f"role.{line.role}"),
        line.place,
        line.scope.code,
        *days,
    )


def _safe(cell: str) -> str:
    """A spreadsheet runs what begins so; a name never needs to."""
    return f"'{cell}" if cell[:1] in "=+-@\t\r" else cell
