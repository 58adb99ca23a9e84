"""What every template may ask for."""

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, object]:
    del request
    return {"is_demo": settings.TITIAN_DEMO}
