from django.urls import path

from titian.members.pages import card, lookup, stopping

app_name = "members"
urlpatterns = [
    path("kartu/", card.show, name="card"),
    path("kartu/<int:person_id>/", card.show, name="card"),
    path("kartu/izin/", card.consent, name="consent"),
    path("bukan-saya/<str:token>/", stopping.not_me, name="not_me"),
    path("petugas/peserta/", lookup.show, name="lookup"),
]
