from django.urls import path

from titian.visits.pages import (
    accidents,
    approving,
    clubs,
    desk,
    history,
    letters,
    recording,
    sharing_desk,
)

app_name = "visits"
urlpatterns = [
    path("riwayat/", history.show, name="history"),
    path("riwayat/izin/", history.sharing, name="sharing"),
    path("riwayat/<int:visit_id>/", history.visit, name="visit"),
    path("petugas/kunjungan/", desk.places, name="desk"),
    path("petugas/kunjungan/di/<str:facility_code>/", desk.day, name="desk_day"),
    path("petugas/kunjungan/di/<str:facility_code>/catat/", desk.take, name="desk_take"),
    path("petugas/kunjungan/di/<str:facility_code>/datang/", desk.come, name="desk_come"),
    path("petugas/kunjungan/<int:visit_id>/", recording.visit, name="desk_visit"),
    path("petugas/kunjungan/<int:visit_id>/batal/", recording.cancel, name="desk_cancel"),
    path("petugas/kunjungan/<int:visit_id>/sep/", letters.issue, name="desk_issue"),
    path("petugas/sep/di/<str:facility_code>/", letters.listed, name="desk_letters"),
    path("petugas/persetujuan/", approving.work_list, name="approvals"),
    path("petugas/persetujuan/<int:approval_id>/", approving.case, name="approval"),
    path("petugas/persetujuan/di/<str:facility_code>/", approving.asked, name="approvals_asked"),
    path("petugas/izin-riwayat/", sharing_desk.reading, name="reading_leave"),
    path("petugas/prolanis/di/<str:facility_code>/", clubs.clubs, name="clubs"),
    path("petugas/prolanis/<int:meeting_id>/", clubs.meeting, name="meeting"),
    path("petugas/prolanis/<int:meeting_id>/batal/", clubs.withdraw, name="meeting_withdraw"),
    path(
        "petugas/prolanis/<int:meeting_id>/hapus/<int:person_id>/",
        clubs.take_off,
        name="meeting_take_off",
    ),
    path("petugas/kecelakaan/", accidents.work_list, name="accidents"),
    path("petugas/kecelakaan/di/<str:facility_code>/", accidents.listed, name="accidents_here"),
    path("petugas/kecelakaan/<str:number>/", accidents.case, name="accident"),
    path("petugas/kecelakaan/<str:number>/kabarkan/", accidents.send, name="accident_send"),
    path("petugas/sep/<str:number>/", letters.one, name="desk_letter"),
    path("petugas/sep/<str:number>/batal/", letters.cancel, name="desk_letter_cancel"),
]
