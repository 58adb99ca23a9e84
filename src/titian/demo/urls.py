from django.urls import path

from titian.demo.pages import inbox, sign_ins

app_name = "demo"
urlpatterns = [
    path("", sign_ins.show, name="sign_ins"),
    path("kotak-masuk/", inbox.show, name="inbox"),
]
