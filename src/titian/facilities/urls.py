from django.urls import path

from titian.facilities.pages import finding, schedule

app_name = "facilities"

_STAFF = "petugas/jadwal/<str:code>/"
urlpatterns = [
    path("faskes/", finding.find, name="find"),
    path("faskes/<str:code>/", finding.show, name="show"),
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
