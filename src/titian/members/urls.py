from django.urls import path

from titian.members.pages import (
    card,
    lookup,
    own_data,
    own_data_desk,
    requests,
    requests_desk,
    requests_following,
    stopping,
)

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
    path("ubah/", requests.listed, name="changes"),
    path("ubah/permintaan/<int:request_id>/", requests_following.show, name="change_request"),
    path(
        "ubah/permintaan/<int:request_id>/pastikan/",
        requests_following.confirm,
        name="change_confirm",
    ),
    path("ubah/berkas/<int:paper_id>/", requests_following.paper, name="change_paper"),
    path("ubah/<slug:slug>/", requests.ask, name="change"),
    path("petugas/perubahan/", requests_desk.work_list, name="desk_changes"),
    path("petugas/perubahan/berikut/", requests_desk.take_next, name="desk_next"),
    path("petugas/perubahan/<int:request_id>/", requests_desk.case, name="desk_change"),
    path("petugas/perubahan/<int:request_id>/lacak/", requests_desk.follow, name="desk_follow"),
    path("petugas/perubahan/berkas/<int:paper_id>/", requests_desk.paper, name="desk_paper"),
    path("petugas/perubahan/orang/<int:person_id>/", requests_desk.person, name="desk_person"),
    path(
        "petugas/perubahan/orang/<int:person_id>/<slug:slug>/", requests_desk.ask, name="desk_ask"
    ),
]
