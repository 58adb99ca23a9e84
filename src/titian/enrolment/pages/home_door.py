"""Who stands at the resident's door: a member, or somebody whose phone was proved by a code.

The phone travels sealed in a cookie of this door alone; nothing readable is in it.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from titian.enrolment import services as enrolment
from titian.kernel.actors import Actor, ActorKind
from titian.platform.db.sealing import seal, unseal
from titian.platform.http.requests import actor_of

COOKIE = "titian_daftar"
_SALT = "titian.enrolment.door"
_PATH = "/daftar-kota/"
_PROVED, _ASKED = "proved", "asked"
_LASTS = {_PROVED: enrolment.PROOF_LASTS, _ASKED: enrolment.CODE_LASTS}


def resident_of(request: HttpRequest) -> Actor | None:
    """The member signed in, or the resident of the proved phone."""
    by = actor_of(request)
    if by.kind is ActorKind.MEMBER:
        return by
    phone = proved_phone(request)
    return enrolment.resident(phone) if phone else None


def proved_phone(request: HttpRequest) -> str:
    return _phone_in(request, _PROVED)


def asked_phone(request: HttpRequest) -> str:
    """The phone a code was sent to; not proved yet."""
    return _phone_in(request, _ASKED)


def remember_asked(response: HttpResponse, phone: str) -> HttpResponse:
    return _remember(response, phone, _ASKED)


def remember_proved(response: HttpResponse, phone: str) -> HttpResponse:
    return _remember(response, phone, _PROVED)


def forget(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(COOKIE, path=_PATH, samesite="Lax")
    return response


def _remember(response: HttpResponse, phone: str, how: str) -> HttpResponse:
    sealed = urlsafe_b64encode(seal(phone)).decode()
    response.set_cookie(
        COOKIE,
        signing.dumps({"phone": sealed}, salt=f"{_SALT}.{how}"),
        max_age=_LASTS[how],
        path=_PATH,
        secure=settings.TITIAN_HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response


def _phone_in(request: HttpRequest, how: str) -> str:
    """What the cookie holds, if it was made for this and is young enough; else nothing."""
    kept = request.COOKIES.get(COOKIE, "")
    try:
        known = signing.loads(kept, salt=f"{_SALT}.{how}", max_age=_LASTS[how])
        return unseal(urlsafe_b64decode(known["phone"]))
    except (signing.BadSignature, InvalidTag):
        return ""
