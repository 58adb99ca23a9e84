from django.urls import path

from titian.claims.pages import eclaim, verifying

app_name = "claims"

_ONE = "petugas/klaim/surat/<str:number>/"
urlpatterns = [
    path("petugas/klaim/", eclaim.choose, name="choose"),
    path("petugas/klaim/di/<str:code>/", eclaim.month, name="month"),
    path("petugas/klaim/di/<str:code>/kirim/", eclaim.send_ready, name="send_ready"),
    path("petugas/klaim/berkas/<int:paper_id>/", eclaim.paper, name="paper"),
    path(_ONE, eclaim.claim, name="claim"),
    path(f"{_ONE}lembar/", eclaim.sheet, name="sheet"),
    path(f"{_ONE}biaya/", eclaim.costs, name="costs"),
    path(f"{_ONE}berkas/", eclaim.add_paper, name="add_paper"),
    path(f"{_ONE}berkas/<int:paper_id>/hapus/", eclaim.remove_paper, name="remove_paper"),
    path(f"{_ONE}kirim/", eclaim.send, name="send"),
    path(f"{_ONE}tarik/", eclaim.recall, name="recall"),
    path(f"{_ONE}sanggah/", eclaim.dispute, name="dispute"),
    path("petugas/verifikasi/", verifying.work_list, name="work_list"),
    path("petugas/verifikasi/berikutnya/", verifying.take_next, name="take_next"),
    path("petugas/verifikasi/bayar/", verifying.pay, name="pay"),
    path("petugas/verifikasi/<str:number>/", verifying.case, name="case"),
    path("petugas/verifikasi/<str:number>/kembalikan/", verifying.give_back, name="give_back"),
]
