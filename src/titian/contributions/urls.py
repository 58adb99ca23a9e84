from django.urls import path

from titian.contributions.pages import (
    desk,
    dues,
    letting_go,
    mandates,
    paying,
    plans,
    receipts,
    reminders,
)

app_name = "contributions"
urlpatterns = [
    path("iuran/", dues.show, name="dues"),
    path("iuran/kabar", dues.live, name="live"),
    path("iuran/bayar/", paying.show, name="pay"),
    path("iuran/bukti/", receipts.listed, name="receipts"),
    path("iuran/bukti/<int:payment_id>/", receipts.show, name="receipt"),
    path("iuran/bukti/<int:payment_id>/simpan/", receipts.document, name="receipt_document"),
    path("iuran/cicilan/", plans.show, name="plan"),
    path("iuran/cicilan/setuju/", plans.agree, name="plan_agree"),
    path("iuran/cicilan/berhenti/", plans.give_up, name="plan_give_up"),
    path("iuran/autodebit/", mandates.show, name="mandate"),
    path("iuran/autodebit/tutup/", mandates.close, name="mandate_close"),
    path("iuran/autodebit/kembali/", mandates.undo, name="mandate_undo"),
    path("iuran/pengingat/", reminders.own, name="reminders"),
    path("iuran/pengingat/<str:token>/", reminders.choose, name="reminder_choice"),
    path("petugas/iuran/<int:person_id>/", desk.show, name="desk"),
    path("petugas/iuran/<int:person_id>/denda/", desk.fine, name="desk_fine"),
    path("petugas/iuran/<int:person_id>/surat/", letting_go.letters, name="desk_letters"),
    path("petugas/pemutihan/", letting_go.write_offs, name="desk_write_offs"),
    path("petugas/cicilan/", desk.plans, name="desk_plans"),
]
