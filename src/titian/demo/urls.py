from django.urls import path

from titian.demo.pages import bank, inbox, sign_ins

app_name = "demo"
urlpatterns = [
    path("", sign_ins.show, name="sign_ins"),
    path("bank/", bank.ask, name="bank"),
    path("bank/<int:visit_id>/", bank.show, name="bank_visit"),
    path("bank/<int:visit_id>/<str:what>/", bank.do, name="bank_act"),
    path("kotak-masuk/", inbox.show, name="inbox"),
]
