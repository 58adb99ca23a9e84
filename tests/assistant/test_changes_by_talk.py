"""Membership put in order by talk: done here, or the form filled in with what was said."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import resolve

from tests.assistant.talking import keys, paths, say, words
from tests.factories.accounts import signed_in_member
from tests.factories.members import acting_for, make_family, new_person
from tests.factories.queue import NOON
from titian.assistant.rules import changes
from titian.assistant.types import Door, Intent, Turned
from titian.members import selectors as members_read
from titian.members.models import ChangeRequest, PreparedChange
from titian.members.types import Relation, RequestKind, Segment, Sex, WardClass

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)


def says(person: int, text: str, *, key: str = "", choice: str = "") -> Turned:
    return say(
        text, by=acting_for(person), door=Door.WEB, sender=f"m{person}", key=key, choice=choice
    )


def link_of(turned: Turned) -> str:
    return next(one for one in paths(turned.replies) if one.startswith("/ubah/"))


def prepared(person: int, turned: Turned) -> dict[str, str]:
    """What stands in the form that the answer links to."""
    path, _, query = link_of(turned).partition("?")
    found = re.search(r"siap=([\w-]+)", query)
    assert found is not None, words(turned)
    kind = next(one for one, form in changes.FORMS.items() if form == path)
    ready = members_read.find_prepared(found[1], kind=kind, viewer=acting_for(person), at=NOON)
    assert ready is not None
    return dict(ready.wanted)


@pytest.mark.parametrize(
    "kind, text, said",
    [
        (RequestKind.PHONE, "ganti nomor hp jadi 0812-3456-7890", {"phone": "081234567890"}),
        (RequestKind.EMAIL, "email saya ganti siti@surat.id", {"email": "siti@surat.id"}),
        (RequestKind.ADDRESS, "pindah ke Jl. Mawar 5 RT 2", {"address": "Jl. Mawar 5 RT 2"}),
        (RequestKind.ADDRESS, "saya pindah rumah", {}),
        (RequestKind.IDENTITY, "nama saya salah ketik", {"why": "typing"}),
        (RequestKind.IDENTITY, "nama ganti karena menikah", {"why": "marriage"}),
        (RequestKind.WARD_CLASS, "dari kelas 1 turun ke kelas 3", {"ward_class": "III"}),
        (
            RequestKind.SEGMENT,
            "resign, mau mandiri kelas 2",
            {"segment": "PBPU", "ward_class": "II"},
        ),
        (
            RequestKind.NEWBORN,
            "bayi lahir kemarin perempuan",
            {"birth_date": "2026-11-19", "sex": Sex.FEMALE},
        ),
        (RequestKind.REACTIVATION, "mati padahal harus cuci darah", {"ground": "chronic"}),
        (RequestKind.DEATH, "bapak meninggal 3 november 2026", {"died_on": "2026-11-03"}),
        (RequestKind.DEATH, "bapak meninggal 3 november 2030", {}),
        (
            RequestKind.DUPLICATE,
            "kartu dobel, satunya 0001234567890",
            {"other_number": "0001234567890"},
        ),
        (RequestKind.FAMILY, "tambah istri", {}),
    ],
)
def test_only_what_was_said_is_read(kind: RequestKind, text: str, said: dict[str, str]) -> None:
    assert changes.said_of(kind, text, day="", today=TODAY) == said


def test_every_kind_of_change_has_a_wish_and_a_form_that_is_there() -> None:
    reached = {kind for kinds in changes.KINDS.values() for kind in kinds}

    assert reached == set(RequestKind) == set(changes.FORMS)
    assert {resolve(path).url_name for path in changes.FORMS.values()} == {"change"}


def test_an_address_is_changed_within_the_talk_and_once() -> None:
    (person,) = make_family(new_person("Siti Aminah"))

    sure = says(person, "mau ganti alamat rumah jadi jalan Mawar 5 RT 2 RW 3")
    done = says(person, "1", key="press")
    says(person, "1", key="press")

    assert "jalan Mawar 5 RT 2 RW 3" in words(sure)
    assert "Sudah diubah" in words(done)
    made = ChangeRequest.objects.get(person=person)
    assert link_of(done) == f"/ubah/permintaan/{made.pk}/"


def test_what_was_not_said_is_asked_for() -> None:
    (person,) = make_family(new_person("Siti Aminah"))

    asked = says(person, "alamat rumah saya pindah")
    says(person, "Dusun Krajan RT 4 RW 1")
    done = says(person, "ya")

    assert "jalan, nomor rumah" in words(asked)
    assert "Sudah diubah" in words(done)


def test_a_ward_class_is_chosen_by_number_and_holds_from_next_month() -> None:
    own = new_person("Budi", segment=Segment.PBPU, ward_class=WardClass.FIRST)
    (person,) = make_family(own)

    asked = says(person, "mau pindah kelas")
    says(person, "3")
    done = says(person, "1")

    assert [key for key in keys(asked) if key.startswith("v:")] == ["v:I", "v:II", "v:III"]
    assert "1 Desember 2026" in words(done)
    assert ChangeRequest.objects.get(person=person).kind == RequestKind.WARD_CLASS


def test_no_sends_nothing() -> None:
    (person,) = make_family(new_person("Siti Aminah"))
    says(person, "mau ganti alamat rumah jadi jalan Mawar 5 RT 2 RW 3")

    assert "tidak dikirim" in words(says(person, "bukan"))
    assert not ChangeRequest.objects.filter(person=person).exists()


@pytest.mark.parametrize(
    "text, expected, said",
    [
        ("nomor hp saya ganti jadi 081234567890", "dipastikan", {"phone": "081234567890"}),
        ("mau ganti email jadi siti@surat.id", "dipastikan", {"email": "siti@surat.id"}),
        ("nama saya di kartu salah ketik", "KTP, Kartu keluarga", {"why": "typing"}),
        (
            "bayi saya baru lahir kemarin perempuan",
            "Surat lahir",
            {"birth_date": "2026-11-19", "sex": "P"},
        ),
        ("kartu saya dobel ada dua", "KTP", {}),
        ("mau pindah faskes", "dipastikan", {}),
    ],
)
def test_what_needs_papers_or_a_key_gets_its_form_filled_in(
    text: str, expected: str, said: dict[str, str]
) -> None:
    (person,) = make_family(new_person("Siti Aminah", happened=()))

    answer = says(person, text)

    assert expected in words(answer)
    assert "2 jam" in words(answer)
    assert prepared(person, answer) == said
    assert not any(value in link_of(answer) for value in said.values() if len(value) > 1)


def test_what_the_law_forbids_is_said_with_the_way_round() -> None:
    (person,) = make_family(new_person("Siti Aminah"))

    answer = says(person, "mau naik kelas 1")

    assert not PreparedChange.objects.filter(asker=person).exists()
    assert "/ubah/kelas/" in paths(answer.replies)


def test_a_death_is_reported_for_somebody_else_of_the_family() -> None:
    head = new_person("Dewi Lestari")
    husband = new_person("Budi", sex=Sex.MALE, relation=Relation.SPOUSE)
    people = make_family(head, husband)

    answer = says(people[0], "suami saya meninggal kemarin")

    assert "Surat kematian" in words(answer)
    row = PreparedChange.objects.get(asker=people[0])
    assert (row.person_id, row.kind) == (people[1], RequestKind.DEATH)


def test_a_visitor_has_the_form_at_once_and_may_say_who_they_are() -> None:
    answer = say("nomor hp saya ganti", sender="62877001")

    assert "/ubah/telepon/" in paths(answer.replies)
    assert "NIK" in words(answer)
    assert "119" not in words(say("terima kasih", sender="62877001"))


class TestLink:
    """What a link opens, and for whom."""

    @pytest.fixture
    def person(self) -> int:
        return make_family(new_person("Siti Aminah"))[0]

    @pytest.fixture
    def link(self, person: int) -> str:
        return link_of(says(person, "bayi saya baru lahir kemarin perempuan"))

    def test_the_form_stands_filled_in(self, client: Client, person: int, link: str) -> None:
        PreparedChange.objects.update(ends_at=NOON + timedelta(days=9999))
        signed_in_member(client, person)

        page = client.get(link).content.decode()

        assert 'value="19-11-2026"' in page
        assert re.search(r'value="P"[^>]*checked', page)

    def test_for_somebody_else_it_is_empty(self, client: Client, link: str) -> None:
        PreparedChange.objects.update(ends_at=NOON + timedelta(days=9999))
        (other,) = make_family(new_person("Dewi"))
        signed_in_member(client, other)

        assert "19-11-2026" not in client.get(link).content.decode()

    def test_after_its_time_it_is_empty(self, client: Client, person: int, link: str) -> None:
        PreparedChange.objects.update(ends_at=NOON)
        signed_in_member(client, person)

        assert "19-11-2026" not in client.get(link).content.decode()

    def test_a_newer_link_ends_the_older(self, person: int, link: str) -> None:
        newer = link_of(says(person, "bayi saya baru lahir kemarin laki-laki"))

        assert newer != link
        assert PreparedChange.objects.filter(asker=person).count() == 1


def test_wishes_and_kinds_belong_together() -> None:
    assert changes.kind_meant(Intent.DEACTIVATE, "pindah ke luar negeri") is RequestKind.ABROAD
    assert changes.kind_meant(Intent.DEACTIVATE, "bapak wafat") is RequestKind.DEATH
    assert changes.kind_meant(Intent.CHANGE_PHONE, "ganti e-mail") is RequestKind.EMAIL
