"""/petugas/undangan/<token>/: the invited person sets a password and an app, on their phone."""

import pyotp
import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from titian.accounts import services as accounts
from titian.accounts.errors import InvitationGone, SlowDown
from titian.accounts.pages.keeping_forms import JoinForm
from titian.accounts.pages.password import is_shown
from titian.accounts.types import Answer, Hit, Invited, Limited, Origin
from titian.kernel import clock
from titian.kernel.errors import Refusal
from titian.platform.http.refusals import slowed_page, told_here
from titian.platform.http.requests import keep_signed_in
from titian.platform.http.visitors import address_of, device_of

_PAGE, _BOUND = "accounts/join.html", "staff_link"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """The link is the key: it is in no log of ours, and a wrong one counts as a guess."""
    at = clock.now()
    try:
        found = accounts.invited_by(token, at=at)
    except InvitationGone:
        _count(request)
        raise
    if request.method != "POST":
        empty = JoinForm(is_renewal=found.is_renewal, shown=is_shown(request))
        return render(request, _PAGE, _context(found, empty))
    form = JoinForm(request.POST, is_renewal=found.is_renewal, shown=is_shown(request))
    if not form.is_valid():
        return render(request, _PAGE, _context(found, form), status=422)
    return _let_in(request, token, found, form)


def _let_in(request: HttpRequest, token: str, found: Invited, form: JoinForm) -> HttpResponse:
    said = form.cleaned_data
    try:
        _count(request, Answer.of(request.POST))
        joined = accounts.join(
            token=token,
            username=said.get("username", ""),
            password=said["password"],
            totp=said["totp"],
            origin=Origin(device_of(request), address_of(request)),
            at=clock.now(),
        )
    except SlowDown as slow:
        return slowed_page(request, slow, slow.puzzle, _PAGE, _context(found, form))
    except Refusal as refusal:
        refused = told_here(request, refusal)
        context = {**_context(found, form), "told": refused}
        return render(request, _PAGE, context, status=refused.status)
    keep_signed_in(request, joined.session.token, joined.session.expires_at)
    return render(request, "accounts/backup_codes.html", {"codes": said_codes(joined.backup_codes)})


def said_codes(codes: tuple[str, ...]) -> list[str]:
    """In two halves, as they are written down."""
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def _count(request: HttpRequest, answer: Answer | None = None) -> None:
    """Raises SlowDown."""
    hit = Hit(Limited.ADDRESS, address_of(request))
    accounts.admit(hit, bound=_BOUND, answer=answer, at=clock.now())


def _context(found: Invited, form: JoinForm) -> dict[str, object]:
    seed = found.seed
    uri = pyotp.TOTP(seed).provisioning_uri(name=found.name, issuer_name="Titian")
    picture = segno.make(uri, micro=False).svg_inline(border=2, svgclass=None, omitsize=True)
    return {
        "invitation": found,
        "form": form,
        "shown": form.is_shown,
        "uri": mark_safe(uri.replace("&", "&amp;").replace('"', "%22")),  # noqa: S308 -- ours; its scheme is otpauth  # nosec B308 B703
        "qr": mark_safe(picture),  # noqa: S308 -- drawn by segno from our own seed  # nosec B308 B703
        "seed": " ".join(seed[place : place + 4] for place in range(0, len(seed), 4)),
    }
