from django.urls import path

from titian.demo.pages import bank, developer, hospital, inbox, phone, sign_ins

app_name = "demo"
urlpatterns = [
    path("", sign_ins.show, name="sign_ins"),
    path("bank/", bank.ask, name="bank"),
    path("bank/<int:visit_id>/", bank.show, name="bank_visit"),
    path("bank/<int:visit_id>/<str:what>/", bank.do, name="bank_act"),
    path("pengembang/", developer.show, name="developer"),
    path("pengembang/kembalikan/", developer.put_back, name="developer_reset"),
    path("pengembang/panggilan/", developer.calls, name="developer_calls"),
    path("pengembang/panggilan/kabar", developer.live, name="developer_live"),
    path("pengembang/panggilan/<int:call_id>/", developer.call, name="developer_call"),
    path("pengembang/panggilan/<int:call_id>/ulangi/", developer.again, name="developer_again"),
    path("pengembang/gangguan/", developer.faults, name="developer_faults"),
    path("pengembang/gangguan/henti/", developer.stop, name="developer_stop"),
    path("pengembang/skenario/", developer.situations, name="developer_scenarios"),
    path("pengembang/skenario/<slug:key>/coba/", developer.ask, name="developer_ask"),
    path(
        "pengembang/skenario/<slug:key>/kembalikan/",
        developer.put_back,
        name="developer_reset_one",
    ),
    path("rs/", hospital.show, name="hospitals"),
    path("rs/<str:code>/tekan/", hospital.press, name="hospital_press"),
    path("rs/<str:code>/hari-buruk/", hospital.misbehave, name="hospital_bad"),
    path("rs/<str:code>/ws/<path:path>", hospital.wire, name="hospital_wire"),
    path("whatsapp/", phone.show, name="whatsapp"),
    path("kotak-masuk/", inbox.show, name="inbox"),
    path("kotak-masuk/tulis/", inbox.write, name="inbox_write"),
]
