from django.urls import path

from titian.members.pages import card, lookup, own_data, own_data_desk, stopping

app_name = "members"
urlpatterns = [
    path("kartu/", card.show, name="card"),
    path("kartu/<int:person_id>/", card.show, name="card"),
    path("kartu/izin/", card.consent, name="consent"),
    path("bukan-saya/<str:token>/", stopping.not_me, name="not_me"),
    path("data-saya/", own_data.show, name="own_data"),
    path("data-saya/dilihat/", own_data.looks, name="own_data_looks"),
    path("data-saya/minta/<slug:slug>/", own_data.ask, name="own_data_ask"),
    path("data-saya/pakai-lagi/", own_data.use_again, name="own_data_use_again"),
    path("data-saya/salinan/", own_data.copy, name="own_data_copy"),
    path(
        "data-saya/salinan/<int:export_id>/data-saya.json",
        own_data.take,
        {"kind": "json"},
        name="own_data_json",
    ),
    path(
        "data-saya/salinan/<int:export_id>/data-saya.pdf",
        own_data.take,
        {"kind": "pdf"},
        name="own_data_pdf",
    ),
    path("petugas/data/", own_data_desk.waiting, name="data_requests"),
    path("petugas/data/<int:request_id>/", own_data_desk.one, name="data_request"),
    path("petugas/peserta/", lookup.show, name="lookup"),
]
