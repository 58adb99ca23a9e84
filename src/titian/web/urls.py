from django.urls import path

from titian.web.pages import family, home, information, language, rights, shell, status

app_name = "web"

urlpatterns = [
    path("", home.home, name="home"),
    path("petugas/", home.staff, name="staff"),
    path("hak/", rights.show, name="rights"),
    path("keluarga/", family.show, name="family"),
    path("keluarga/bantuan/", family.helpers, name="helpers"),
    path("bantuan/", information.help_page, name="help"),
    path("status/", status.show, name="status"),
    path("privasi/", information.privacy, name="privacy"),
    path("cara/<slug:subject>/", information.how_to, name="how"),
    path("bahasa/", language.choose, name="language"),
    path("sw.js", shell.worker, name="worker"),
    path("manifest.webmanifest", shell.manifest, name="manifest"),
]
