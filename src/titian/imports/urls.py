from django.urls import path

from titian.imports.pages import files, places

app_name = "imports"

_FILES, _PLACES = "petugas/data-masuk/", "petugas/faskes/"
urlpatterns = [
    path(_FILES, files.bring, name="files"),
    path(f"{_FILES}contoh/<str:kind>.<str:form>", files.template, name="template"),
    path(f"{_FILES}<int:import_id>/", files.one, name="one"),
    path(f"{_FILES}<int:import_id>/terapkan/", files.apply, name="apply"),
    path(f"{_FILES}<int:import_id>/batal/", files.drop, name="drop"),
    path(f"{_FILES}<int:import_id>/perbaiki", files.broken, name="broken"),
    path(f"{_FILES}<int:import_id>/<int:row_id>/hapus/", files.drop_row, name="drop_row"),
    path(_PLACES, places.choose, name="places"),
    path(f"{_PLACES}baru/", places.new, name="place_new"),
    path(f"{_PLACES}<str:code>/", places.one, name="place"),
    path(f"{_PLACES}<str:code>/kontak/", places.contact, name="contact"),
    path(f"{_PLACES}<str:code>/jam/", places.hours, name="hours"),
    path(f"{_PLACES}<str:code>/nyalakan/", places.switch_on, name="switch_on"),
    path(f"{_PLACES}<str:code>/matikan/", places.switch_off, name="switch_off"),
]
