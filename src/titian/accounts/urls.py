from django.urls import path

from titian.accounts.pages import devices, history, inviting, joining, lock, passkeys, people, staff

app_name = "accounts"

urlpatterns = [
    path("perangkat/", devices.devices, name="devices"),
    path("perangkat/<int:session_id>/keluarkan/", devices.remove, name="remove_device"),
    path("perangkat/keluar-semua/", devices.sign_out_everywhere, name="sign_out_everywhere"),
    path("keluar/", devices.sign_out, name="sign_out"),
    path("kunci-sandi/mulai/", passkeys.begin, name="passkey_begin"),
    path("kunci-sandi/masuk/", passkeys.sign_in_member, name="passkey_sign_in"),
    path("kunci-sandi/petugas/", passkeys.sign_in_staff, name="passkey_sign_in_staff"),
    path("kunci-sandi/tambah/", passkeys.add, name="passkey_add"),
    path("kunci-sandi/buktikan/", passkeys.prove, name="passkey_prove"),
    path("kunci-sandi/<int:passkey_id>/hapus/", passkeys.remove, name="passkey_remove"),
    path("petugas/masuk/", staff.sign_in, name="staff_sign_in"),
    path("petugas/kunci/", lock.unlock, name="unlock"),
    path("petugas/kunci/tutup/", lock.lock, name="lock"),
    path("petugas/kunci/masih/", lock.still_here, name="still_here"),
    path("petugas/kunci/lanjut/", lock.resume, name="resume"),
    path("petugas/pin/", staff.pin, name="pin"),
    path("petugas/undangan/<str:token>/", joining.join, name="join"),
    path("petugas/akun/riwayat/", history.history, name="history"),
    path("petugas/akun/bukan-saya/", history.not_me, name="not_me"),
    path("petugas/akun/kode-cadangan/", history.new_codes, name="new_codes"),
    path("petugas/orang/", people.people, name="people"),
    path("petugas/orang/daftar.csv", people.table, name="people_table"),
    path("petugas/orang/tinjauan/", people.review, name="review"),
    path("petugas/orang/tinjauan/<int:grant_id>/", people.review_one, name="review_one"),
    path("petugas/orang/undang/", inviting.invite, name="invite"),
    path("petugas/orang/undangan/", inviting.invitations, name="invitations"),
    path(
        "petugas/orang/undangan/<int:invitation_id>/",
        inviting.change_invitation,
        name="change_invitation",
    ),
    path("petugas/orang/persetujuan/", inviting.approvals, name="approvals"),
    path("petugas/orang/persetujuan/<int:proposal_id>/", inviting.decide, name="decide"),
    path("petugas/orang/<int:account_id>/", people.person, name="person"),
    path("petugas/orang/<int:account_id>/ubah/", people.act, name="person_act"),
]
