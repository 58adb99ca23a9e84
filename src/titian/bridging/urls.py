from django.urls import path

from titian.bridging.pages import sms, whatsapp

app_name = "bridging"
urlpatterns = [
    path("panggilan/whatsapp", whatsapp.call, name="whatsapp"),
    path("panggilan/sms", sms.receipt, name="sms"),
]
