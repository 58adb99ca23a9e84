from django.urls import path, re_path

from titian.bridging.pages import banks, fhir, icare, sms, snap, whatsapp, wire

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
    path("fhir/r4/<path:path>", fhir.door, name="fhir"),
    path("icare/<str:token>/", icare.history, name="icare"),
    path("bridging/openapi.json", wire.openapi, name="wire_openapi"),
    re_path(wire.ADDRESS, wire.door, name="wire"),
]
