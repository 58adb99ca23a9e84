"""Beds: one press is one bed, figures have an age, and only who works there keeps them."""

from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.conftest import StatementBudget
from tests.factories.beds import a_hospital, a_room, nurse_of, press
from tests.factories.crowd import read_whole
from tests.factories.members import acting_for
from tests.threads import all_at_once
from titian.facilities import selectors as facilities_read
from titian.facilities import services as facilities
from titian.facilities.errors import (
    BedCountWrong,
    BedRoomStands,
    BedRoomUnknown,
    FacilityUnknown,
    NotBedKeeper,
)
from titian.facilities.models import BedRoom as Row
from titian.facilities.models import Facility
from titian.facilities.rules.beds import is_stale, require_sound, stepped
from titian.facilities.types import BedClass, BedFigure, BedPart, BedRoom, Beds
from titian.kernel.actors import Actor
from titian.platform.audit.models import AuditEntry


@pytest.mark.parametrize(
    "beds, part, step, after",
    [
        (Beds(20, 10), BedPart.ANYBODY, -1, Beds(20, 9)),
        (Beds(20, 10, men=4), BedPart.MEN, -1, Beds(20, 9, men=3)),
        (Beds(20, 10, men=4), BedPart.WOMEN, 1, Beds(20, 11, men=4, women=1)),
    ],
)
def test_a_press_moves_a_part_and_the_whole(
    beds: Beds, part: BedPart, step: int, after: Beds
) -> None:
    assert stepped(beds, part, step) == after


@pytest.mark.parametrize(
    "beds, part, step",
    [
        (Beds(20, 0), BedPart.ANYBODY, -1),
        (Beds(20, 20), BedPart.ANYBODY, 1),
        (Beds(20, 4, men=4), BedPart.ANYBODY, -1),
        (Beds(20, 4, men=4), BedPart.WOMEN, -1),
    ],
)
def test_a_press_beyond_what_there_is_is_refused(beds: Beds, part: BedPart, step: int) -> None:
    with pytest.raises(BedCountWrong):
        stepped(beds, part, step)


@pytest.mark.parametrize(
    "beds", [Beds(-1, 0), Beds(5, 6), Beds(5, 2, men=2, women=1), Beds(3000, 1), Beds(5, 1, men=-1)]
)
def test_figures_that_cannot_be_are_refused(beds: Beds) -> None:
    with pytest.raises(BedCountWrong):
        require_sound(beds)


def test_a_figure_is_old_after_a_shift(at: datetime) -> None:
    assert not is_stale(at - timedelta(hours=5, minutes=59), at)
    assert is_stale(at - timedelta(hours=6), at)


def figures_of(place: Facility, at: datetime) -> list[BedFigure]:
    """By class, as people find them."""
    found = facilities_read.beds_in("35.73", at=at, limit=1000)
    return next(one.figures for one in found if one.facility.id == place.pk)


@pytest.mark.django_db
class TestKeeping:
    def test_one_press_is_one_bed_and_the_same_press_again_is_none(self, at: datetime) -> None:
        place, key = a_hospital(), uuid4()
        room = a_room(place, at)

        for _ in range(2):
            assert press(place, room, at, client_key=key).free == 9

        entries = AuditEntry.objects.filter(target=f"facility:{place.pk}")
        assert entries.filter(action="facilities.step_beds").count() == 1

    def test_a_room_said_twice_the_same_is_one(self, at: datetime) -> None:
        place = a_hospital()

        assert a_room(place, at) == a_room(place, at)
        with pytest.raises(BedRoomStands):
            a_room(place, at, beds=Beds(20, 3))

    def test_a_round_of_the_wards_makes_every_figure_new(self, at: datetime) -> None:
        place, later = a_hospital(), at + timedelta(hours=9)
        a_room(place, at)

        assert facilities.confirm_beds(facility_id=place.pk, by=nurse_of(place), at=later) == 1

        (figure,) = figures_of(place, at)
        assert figure.kept_at == later

    def test_a_room_is_changed_and_taken_away(self, at: datetime) -> None:
        place = a_hospital()
        a_room(place, at)
        by, room = nurse_of(place), BedRoom(BedClass.FIRST, "RG01", "Anggrek 2")
        remove = partial(
            facilities.remove_bed_room,
            facility_id=place.pk, bed_class=BedClass.FIRST, code="RG01", by=by, at=at,
        )  # fmt: skip

        facilities.set_bed_room(facility_id=place.pk, room=room, beds=Beds(8, 8), by=by, at=at)
        assert facilities_read.bed_rooms(place.pk)[0].room.name == "Anggrek 2"
        remove()
        with pytest.raises(BedRoomUnknown):
            remove()

    def test_only_who_works_there_keeps_its_beds(self, at: datetime) -> None:
        place, other = a_hospital(), a_hospital()
        room = a_room(place, at)
        stranger = nurse_of(other)

        for by in (stranger, nurse_of(place, "claims"), acting_for(1), Actor.visitor()):
            with pytest.raises(NotBedKeeper):
                facilities.confirm_beds(facility_id=place.pk, by=by, at=at)
            with pytest.raises(NotBedKeeper):
                facilities_read.bed_board(place.code, viewer=by)
        with pytest.raises(BedRoomUnknown):
            press(other, room, at)
        with pytest.raises(FacilityUnknown):
            facilities.confirm_beds(facility_id=0, by=Actor.system("x"), at=at)
        for role in ("doctor", "manager", "bridge"):
            assert facilities.confirm_beds(facility_id=place.pk, by=nurse_of(place, role), at=at)

    @pytest.mark.parametrize(
        "wrong, name",
        [
            ({"free": 21}, "facility_bed_room_free"),
            ({"free_men": 11}, "facility_bed_room_parts"),
            ({"class_code": "KLX"}, "facility_bed_room_class"),
            ({"code": ""}, "facility_bed_room_code"),
        ],
    )
    def test_the_database_refuses_what_cannot_be(
        self, at: datetime, wrong: dict[str, object], name: str
    ) -> None:
        room = a_room(a_hospital(), at)

        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Row.objects.filter(pk=room).update(**wrong)

    def test_a_class_is_as_old_as_its_oldest_room(self, at: datetime) -> None:
        place = a_hospital()
        a_room(place, at)
        a_room(place, at + timedelta(hours=1), BedRoom(BedClass.FIRST, "RG02", "Melati"))

        (figure,) = figures_of(place, at)

        assert (figure.beds.capacity, figure.beds.free, figure.kept_at) == (40, 20, at)

    def test_near_and_fresh_and_free_come_first(self, at: datetime) -> None:
        full, old, good = (a_hospital(f"RS {n}") for n in ("Penuh", "Lama", "Baik"))
        a_room(full, at, beds=Beds(20, 0))
        a_room(old, at - timedelta(days=2), beds=Beds(20, 20))
        a_room(good, at, beds=Beds(20, 3))

        found = facilities_read.beds_in("35.73", at=at, bed_class=BedClass.FIRST)

        names = [
            one.facility.name for one in found if one.facility.id in {full.pk, old.pk, good.pk}
        ]
        assert names == ["RS Baik", "RS Lama", "RS Penuh"]

    def test_a_region_s_beds_are_read_in_few_statements(
        self, at: datetime, statements: StatementBudget
    ) -> None:
        for n in range(5):
            a_room(a_hospital(f"RS {n}"), at)

        with statements.at_most(4):
            facilities_read.beds_in("35.73", at=at)
        with statements.at_most(3):
            facilities_read.beds_in("35", at=at)

    def test_rooms_are_reached_by_index(self, at: datetime) -> None:
        place = a_hospital()
        a_room(place, at)

        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        with CaptureQueriesContext(connection) as sent:
            facilities_read.bed_rooms(place.pk)
            press(place, Row.objects.get(facility=place).pk, at)

        assert not read_whole([one["sql"] for one in sent], ("facility_bed_room",))


@pytest.mark.usefixtures("committed_db")
@pytest.mark.slow
def test_two_presses_at_once_are_two_beds(at: datetime) -> None:
    place = a_hospital()
    room = a_room(place, at)

    answers = all_at_once([lambda: press(place, room, at)] * 6)

    assert not [one for one in answers if isinstance(one, BaseException)]
    assert Row.objects.get(pk=room).free == 4
