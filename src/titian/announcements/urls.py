from django.urls import path

from titian.announcements.pages import article_desk, desk, edition_desk, reading, weekly

app_name = "announcements"

_EDITION = "petugas/pekan/<int:edition_id>/"
urlpatterns = [
    path("pengumuman/", reading.index, name="index"),
    path("pengumuman/<int:announcement_id>/", reading.show, name="show"),
    path("pekan-ini/", weekly.week, name="week"),
    path("pekan-ini/tulisan/<int:article_id>/", weekly.article, name="article"),
    path("pekan-ini/foto/<int:article_id>/", weekly.photo, name="photo"),
    path("pekan-ini/umpan/<str:slug>/", weekly.feed, name="feed"),
    path("pekan-ini/arsip/<str:slug>/", weekly.archive, name="archive"),
    path("pekan-ini/arsip/<str:slug>/<str:day>/", weekly.week_of, name="week_of"),
    path("petugas/pengumuman/", desk.desk, name="desk"),
    path("petugas/pengumuman/baru/", desk.write, name="write"),
    path("petugas/pengumuman/<int:announcement_id>/", desk.sheet, name="sheet"),
    path("petugas/pengumuman/<int:announcement_id>/ubah/", desk.change, name="change"),
    path("petugas/pekan/", edition_desk.desk, name="editions"),
    path(_EDITION, edition_desk.edition, name="edition"),
    path(f"{_EDITION}jam/", edition_desk.hour, name="hour"),
    path(f"{_EDITION}tulisan/", article_desk.article, name="new_article"),
    path(f"{_EDITION}tulisan/<int:article_id>/", article_desk.article, name="change_article"),
    path("petugas/pekan/foto/<int:article_id>/", edition_desk.draft_photo, name="draft_photo"),
]
