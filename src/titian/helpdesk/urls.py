from django.urls import path

from titian.helpdesk.pages import (
    desk,
    desk_log,
    desk_paper,
    lessons,
    outreach,
    outreach_desk,
    receipts,
    recording,
    reports,
    reports_desk,
    today,
)

app_name = "helpdesk"

_VISIT = "petugas/jemput-bola/<str:code>/"
_POJOK = "petugas/pojok/"
urlpatterns = [
    path(_POJOK, desk.find, name="desk_find"),
    path(f"{_POJOK}hari-ini/", today.today, name="desk_today"),
    path(f"{_POJOK}catatan/", desk_log.log, name="desk_log"),
    path(f"{_POJOK}catatan.csv", desk_log.log_file, name="desk_log_file"),
    path(f"{_POJOK}<int:served_id>/", desk.serve, name="desk_serve"),
    path(f"{_POJOK}<int:served_id>/antrean/", desk.book, name="desk_book"),
    path(f"{_POJOK}<int:served_id>/selesai/", desk.hand_back, name="desk_hand_back"),
    path(f"{_POJOK}<int:served_id>/kartu/", desk.card, name="desk_card"),
    path(f"{_POJOK}<int:served_id>/kartu.pdf", desk_paper.card_file, name="desk_card_file"),
    path("laporan/", reports.reports, name="reports"),
    path("laporan/<str:number>/", reports.report, name="report"),
    path("jawab-laporan/<str:token>/", reports.answer, name="report_answer"),
    path("petugas/laporan/", reports_desk.work_list, name="report_list"),
    path("petugas/laporan/<str:number>/", reports_desk.case, name="report_case"),
    path("kendala/", receipts.ask, name="receipt_ask"),
    path("kendala/aturan/", receipts.rules, name="receipt_rules"),
    path("kendala/<str:code>/", receipts.receipt, name="receipt"),
    path("petugas/kendala/<str:facility_code>/", recording.record, name="record"),
    path("loket/<int:session_id>/kendala/", recording.place, name="place"),
    path("belajar/", lessons.for_members, name="lessons"),
    path("belajar/<str:key>/", lessons.lesson, name="lesson"),
    path("petugas/belajar/", lessons.for_officers, name="lessons_officers"),
    path("petugas/belajar/siapa/", lessons.learners, name="learners"),
    path("jemput-bola/", outreach.coming_visits, name="outreaches"),
    path("jemput-bola/<str:code>/", outreach.visit, name="outreach"),
    path("petugas/jemput-bola/", outreach_desk.visits, name="outreach_visits"),
    path("petugas/jemput-bola/baru/", outreach_desk.plan, name="outreach_plan"),
    path(_VISIT, outreach_desk.visit, name="outreach_visit"),
    path(f"{_VISIT}hasil/", outreach_desk.mark, name="outreach_mark"),
    path(f"{_VISIT}akhir/", outreach_desk.end, name="outreach_end"),
    path(f"{_VISIT}kiriman/", outreach_desk.bring, name="outreach_bring"),
]
