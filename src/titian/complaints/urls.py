from django.urls import path

from titian.complaints.pages import (
    desk,
    figures,
    filing,
    following,
    incident_desk,
    incidents,
    moving_on,
    suggesting,
    templates,
)

app_name = "complaints"

_ONE = "keluhan/<str:token>/"
_TROUBLE = "petugas/gangguan/<str:slug>/"
_CASE = "petugas/keluhan/<str:number>/"
urlpatterns = [
    path("keluhan/", filing.file, name="file"),
    path(_ONE, following.case, name="follow"),
    path(f"{_ONE}foto/", following.photo, name="follow_photo"),
    path("gangguan/", incidents.listed, name="incidents"),
    path("gangguan/<str:slug>/", incidents.one, name="incident"),
    path("petugas/gangguan/", incident_desk.listed, name="desk_incidents"),
    path("petugas/gangguan/baru/", incident_desk.new, name="desk_incident_new"),
    path(_TROUBLE, incident_desk.one, name="desk_incident"),
    path(f"{_TROUBLE}kabar/", incident_desk.write, name="desk_incident_write"),
    path(
        f"{_TROUBLE}setujui/<int:notice_id>/",
        incident_desk.approve,
        name="desk_incident_approve",
    ),
    path(f"{_TROUBLE}tambah/", incident_desk.attach, name="desk_incident_attach"),
    path(f"{_TROUBLE}lepas/", incident_desk.detach, name="desk_incident_detach"),
    path("petugas/keluhan/", desk.work_list, name="work_list"),
    path(_CASE, desk.case, name="case"),
    path(f"{_CASE}foto/", desk.photo, name="photo"),
    path(f"{_CASE}teruskan/", moving_on.pass_on, name="pass_on"),
    path(f"{_CASE}gabung/", moving_on.merge, name="merge"),
    path(f"{_CASE}kategori/", suggesting.decide, name="decide_category"),
    path("petugas/keluhan-angka/", figures.figures, name="figures"),
    path("petugas/keluhan-angka/csv", figures.table, name="figures_table"),
    path("petugas/keluhan-templat/", templates.listed, name="templates"),
    path("petugas/keluhan-templat/baru/", templates.new, name="template_new"),
    path("petugas/keluhan-templat/<int:template_id>/", templates.one, name="template"),
    path(
        "petugas/keluhan-templat/<int:template_id>/hapus/",
        templates.retire,
        name="template_retire",
    ),
    path("petugas/keluhan-jawaban/", suggesting.answers, name="answers_alike"),
    path(f"{_CASE}pisah/", moving_on.take_apart, name="take_apart"),
]
