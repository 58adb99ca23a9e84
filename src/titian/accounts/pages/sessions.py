"""The middleware that says who is signed in."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from titian.platform.http.requests import attach


class SignedInMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        attach(request, lambda: None)
        return self.get_response(request)
