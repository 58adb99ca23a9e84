from django.urls import path

from titian.queue.pages import choosing, tickets

app_name = "queue"
urlpatterns = [
    path("berobat/", choosing.choose, name="choose"),
    path("berobat/waktu/", choosing.times, name="times"),
    path("berobat/pegang/", choosing.hold, name="hold"),
    path("berobat/kabari/", choosing.watch, name="watch"),
    path("berobat/pegang/<int:hold_id>/", choosing.held, name="held"),
    path("berobat/pegang/<int:hold_id>/ambil/", choosing.confirm, name="confirm"),
    path("berobat/pegang/<int:hold_id>/tambah/", choosing.extend, name="extend"),
    path("berobat/pegang/<int:hold_id>/lepas/", choosing.release, name="release"),
    path("tiket/<str:code>/", tickets.ticket, name="ticket"),
    path("tiket/<str:code>/posisi", tickets.live, name="live"),
    path("tiket/<str:code>/batal/", tickets.cancel, name="cancel"),
    path("tiket/<str:code>/pindah/", tickets.move, name="move"),
    path("tiket/<str:code>/hadir/", tickets.arrive, name="arrive"),
]
