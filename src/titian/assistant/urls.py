from django.urls import path

from titian.assistant.pages import chat, console, topics

app_name = "assistant"
urlpatterns = [
    path("tanya/", chat.talk, name="chat"),
    path("tanya/pergi/", chat.leave, name="leave"),
    path("tanya/jawaban/<str:signed>/", chat.later, name="later"),
    path("bantuan/topik/", topics.index, name="topics"),
    path("bantuan/topik/<slug:key>/", topics.show, name="topic"),
    path("petugas/percakapan/", console.work_list, name="desk"),
    path("petugas/percakapan/<int:conversation_id>/", console.talk, name="desk_talk"),
]
