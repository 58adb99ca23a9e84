from django.urls import path

from titian.demo.pages import inbox

app_name = "demo"
urlpatterns = [
    path("kotak-masuk/", inbox.show, name="inbox"),
]
