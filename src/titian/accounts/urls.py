from django.urls import path

from titian.accounts.pages import devices, lock, passkeys, staff

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
    path("petugas/pin/", staff.pin, name="pin"),
]
