"""The bed finder and the ward's board."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import signed_in_staff
from tests.factories.beds import a_hospital, a_room
from titian.facilities.models import BedRoom as Row
from titian.facilities.types import Beds
from titian.kernel import clock
from titian.kernel.scopes import Grant, Scope


@pytest.mark.django_db
class TestPages:
    def test_a_visitor_sees_beds_their_age_and_a_telephone(self, client: Client) -> None:
        place = a_hospital("RS Anggrek Contoh")
        a_room(place, clock.now() - timedelta(minutes=12))

        page = client.get("/kamar/", {"cari": "kota malang", "kelas": "KL1"}).content.decode()

        assert "RS Anggrek Contoh" in page
        assert "10 kosong dari 20" in page
        assert "12\xa0menit lalu" in page
        assert 'href="tel:0341-000777"' in page

    def test_an_old_figure_says_so(self, client: Client) -> None:
        a_room(a_hospital(), clock.now() - timedelta(hours=9))

        assert "angka lama" in client.get("/kamar/", {"dekat": "35.73"}).content.decode()

    def test_a_hospital_is_found_by_its_name(self, client: Client) -> None:
        page = client.get("/kamar/", {"cari": "RS yang tidak ada di mana pun"})

        assert page.status_code == 200
        assert client.get("/kamar/", {"kelas": "KLX"}).status_code == 422
        assert client.get("/kamar/", {"dekat": "99.99"}).status_code == 404

    def test_a_nurse_presses_one_button(self, client: Client) -> None:
        place = a_hospital()
        room = a_room(place, clock.now())
        signed_in_staff(client, (Grant("desk", Scope("facility", place.code)),))
        board = reverse("facilities:bed_board", args=[place.code])

        assert client.get("/petugas/kamar/").headers["Location"] == board
        said = {"kunci": uuid4(), "tekan": f"{room}:any:-1"}
        answers = [client.post(board, said) for _ in range(2)]

        assert {answer.headers["Location"] for answer in answers} == {f"{board}#ruang-{room}"}
        assert Row.objects.get(pk=room).free == 9
        assert client.post(f"{board}benar/").status_code == 303

    def test_a_press_beyond_the_last_bed_is_said(self, client: Client) -> None:
        place = a_hospital()
        room = a_room(place, clock.now(), beds=Beds(1, 0))
        signed_in_staff(client, (Grant("desk", Scope("facility", place.code)),))
        board = reverse("facilities:bed_board", args=[place.code])

        answer = client.post(board, {"kunci": uuid4(), "tekan": f"{room}:any:-1"})

        assert answer.status_code == 422
        assert "Angkanya tidak cocok" in answer.content.decode()

    def test_a_room_is_added_changed_and_removed_by_form(self, client: Client) -> None:
        place = a_hospital()
        signed_in_staff(client, (Grant("manager", Scope("facility", place.code)),))
        board = reverse("facilities:bed_board", args=[place.code])
        said = {
            "kelas": "KL2", "kode": "B1", "nama": "Bougenville", "kapasitas": "6",
            "siapa_saja": "1", "pria": "2", "wanita": "1", "campur": "0",
        }  # fmt: skip

        assert client.post(f"{board}baru/", said).status_code == 303
        room = Row.objects.get(facility=place)
        assert (room.free, room.free_men, room.is_divided) == (4, 2, True)
        assert client.post(f"{board}baru/", {**said, "pria": "1"}).status_code == 409
        assert client.post(f"{board}{room.pk}/", {**said, "nama": "Baru"}).status_code == 303
        assert client.post(f"{board}{room.pk}/", {**said, "kapasitas": "1"}).status_code == 422
        assert "laki-laki" in client.get(board).content.decode()
        assert client.post(f"{board}{room.pk}/hapus/").status_code == 303

        assert not Row.objects.filter(facility=place).exists()

    def test_another_hospital_s_board_is_closed(self, client: Client) -> None:
        place, other = a_hospital(), a_hospital()
        signed_in_staff(client, (Grant("desk", Scope("facility", other.code)),))

        assert client.get(reverse("facilities:bed_board", args=[place.code])).status_code == 403

    def test_the_page_of_a_room_knows_who_is_at_work(self, client: Client) -> None:
        place = a_hospital()
        room = a_room(place, clock.now())
        signed_in_staff(client, (Grant("desk", Scope("facility", place.code)),))

        page = client.get(f"/petugas/kamar/{place.code}/{room}/").content.decode()

        assert "Ibu Ratna" in page
