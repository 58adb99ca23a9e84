from django.urls import path

from titian.bridging.pages import banks, sms, snap, whatsapp

app_name = "bridging"
urlpatterns = [
    path("panggilan/whatsapp", whatsapp.call, name="whatsapp"),
    path("panggilan/sms", sms.receipt, name="sms"),
    path("petugas/bank/", banks.calls, name="calls"),
    path("petugas/bank/berkas/", banks.files, name="files"),
    path("petugas/bank/berkas/<int:statement_id>/", banks.file, name="file"),
    path(
        "petugas/bank/berkas/<int:statement_id>/selisih/<int:difference_id>/",
        banks.settle,
        name="settle",
    ),
    path("v1.0/access-token/b2b", snap.token, name="snap_token"),
    path("v1.0/transfer-va/inquiry", snap.inquiry, name="snap_inquiry"),
    path("v1.0/transfer-va/payment", snap.payment, name="snap_payment"),
    path("v1.0/transfer-va/status", snap.status, name="snap_status"),
]
