from django.urls import path

from titian.facilities.pages import bed_desk, beds, finding, schedule

app_name = "facilities"

_STAFF, _BEDS = "petugas/jadwal/<str:code>/", "petugas/kamar/<str:code>/"
urlpatterns = [
    path("faskes/", finding.find, name="find"),
    path("faskes/<str:code>/", finding.show, name="show"),
    path("kamar/", beds.beds, name="beds"),
    path("petugas/kamar/", bed_desk.choose_beds, name="beds_kept"),
    path(_BEDS, bed_desk.bed_board, name="bed_board"),
    path(f"{_BEDS}benar/", bed_desk.confirm, name="beds_confirm"),
    path(f"{_BEDS}baru/", bed_desk.new_room, name="bed_room_new"),
    path(f"{_BEDS}<int:room_id>/", bed_desk.change_room, name="bed_room"),
    path(f"{_BEDS}<int:room_id>/hapus/", bed_desk.remove_room, name="bed_room_remove"),
    path("petugas/jadwal/", schedule.choose, name="schedule"),
    path(_STAFF, schedule.week, name="week"),
    path(f"{_STAFF}baru/", schedule.new_line, name="new_line"),
    path(f"{_STAFF}<int:line_id>/", schedule.change_line, name="change_line"),
    path(f"{_STAFF}<int:line_id>/akhiri/", schedule.end_line, name="end_line"),
    path(f"{_STAFF}dokter/", schedule.add_doctor, name="add_doctor"),
    path(f"{_STAFF}hari/", schedule.new_exception, name="new_exception"),
    path(
        f"{_STAFF}hari/<int:exception_id>/hapus/",
        schedule.remove_exception,
        name="remove_exception",
    ),
]
