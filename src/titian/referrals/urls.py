from django.urls import path

from titian.referrals.pages import desk, desk_writing, papers

app_name = "referrals"

_PERSON = "petugas/rujukan/<str:code>/orang/<int:person_id>/"
urlpatterns = [
    path("rujukan/", papers.mine, name="mine"),
    path("rujukan/<str:number>/", papers.referral, name="show"),
    path("surat-kontrol/<str:number>/", papers.letter, name="letter"),
    path("petugas/rujukan/", desk.desk, name="desk"),
    path(_PERSON, desk.person, name="desk_person"),
    path(f"{_PERSON}rujuk/", desk_writing.refer, name="desk_refer"),
    path(f"{_PERSON}surat/", desk_writing.write_letter, name="desk_write_letter"),
    path("petugas/rujukan/nomor/<str:number>/", desk.referral, name="desk_show"),
    path(
        "petugas/rujukan/nomor/<str:number>/tarik/",
        desk.withdraw_referral,
        name="desk_withdraw",
    ),
    path("petugas/surat-kontrol/<str:number>/", desk.letter, name="desk_letter"),
    path(
        "petugas/surat-kontrol/<str:number>/tarik/",
        desk.withdraw_letter,
        name="desk_withdraw_letter",
    ),
]
