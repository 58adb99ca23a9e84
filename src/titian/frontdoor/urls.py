from django.urls import path

from titian.frontdoor.pages import counter, new_number, prove, sign_in, status

app_name = "frontdoor"

urlpatterns = [
    path("masuk/", sign_in.start, name="sign_in"),
    path("masuk/jalan/", sign_in.ways, name="ways"),
    path("masuk/kode/", sign_in.code, name="code"),
    path("masuk/ganti-nomor/", new_number.show, name="new_number"),
    path("buktikan/", prove.prove, name="prove"),
    path("cek-status/", status.check, name="status_check"),
    path("petugas/kode/", counter.hand_over, name="hand_over"),
]
