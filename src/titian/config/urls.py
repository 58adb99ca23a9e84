"""All addresses. Each package brings its own; the demo's exist only in a demo."""

from django.conf import settings
from django.urls import include, path

from titian.config.api import api
from titian.platform.http.metrics import metrics
from titian.platform.http.pages import alive, health

handler400 = "titian.platform.http.middleware.bad_request"
handler403 = "titian.platform.http.middleware.not_allowed"
handler404 = "titian.platform.http.middleware.not_found"
handler500 = "titian.platform.http.middleware.server_fault"

urlpatterns = [
    path("healthz", health, name="health"),
    path("livez", alive, name="health_alive"),
    path("metrics", metrics, name="metrics"),
    path("api/v1/", api.urls),
    path("", include("titian.web.urls")),
    path("", include("titian.frontdoor.urls")),
    path("", include("titian.accounts.urls")),
    path("", include("titian.members.urls")),
    path("", include("titian.contributions.urls")),
    path("", include("titian.facilities.urls")),
    path("", include("titian.referrals.urls")),
    path("", include("titian.queue.urls")),
    path("", include("titian.imports.urls")),
    path("", include("titian.visits.urls")),
    path("", include("titian.claims.urls")),
    path("", include("titian.enrolment.urls")),
    path("", include("titian.complaints.urls")),
    path("", include("titian.announcements.urls")),
    path("", include("titian.helpdesk.urls")),
    path("", include("titian.assistant.urls")),
    path("", include("titian.bridging.urls")),
]
if settings.TITIAN_DEMO:
    urlpatterns.append(path("demo/", include("titian.demo.urls")))
